export { autolog, type AutologOptions, type StopAutolog } from './autolog.ts'
export type {
  InferenceSessionFactory,
  InferenceSessionLike,
  OrtModule,
  RunLike,
  SessionOptionsLike,
  SpanLike,
  TensorLike,
  ValueMetadataLike,
} from './framework-types.ts'
export type { ModelArtifactSetting, WatchOptions, WatchSessionOptions } from './watch-options.ts'
export { unwatch, watchSession } from './watch-session.ts'
