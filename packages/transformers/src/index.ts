export type { PipelineLike, RunLike, StreamerLike } from './framework-types.ts'
export { loadProgress } from './load-progress.ts'
export { unwatchPipeline, watchPipeline, type WatchPipelineOptions } from './watch-pipeline.ts'
