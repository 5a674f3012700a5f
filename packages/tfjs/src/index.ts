export { autolog, type AutologOptions } from './autolog.ts'
export { type CallbackFunctions, type CallbackItem, type CallbackLogs, callbacks } from './callback-list.ts'
export { modelCheckpoint, type ModelCheckpointOptions } from './checkpoint/model-checkpoint.ts'
export { evalTable, type EvalRow, type EvalTableOptions } from './evaluation/eval-table.ts'
export type {
  ModelVersion,
  RunLike,
  TensorFlow,
  TensorFlowWithCustomCallback,
  TensorFlowWithIo,
  TensorFlowWithOps,
  TensorLike,
  TrackedModel,
} from './framework-types.ts'
export { kymoCallback, type KymoCallbackOptions } from './kymo-callback.ts'
export type { LogFrequency } from './map-events.ts'
export type { TensorMaker } from './monitor/best-weights.ts'
export {
  earlyStopping,
  type EarlyStoppingOptions,
  restoreBestWeights,
  type RestoreBestWeightsOptions,
  type TensorFlowWithTensors,
} from './monitor/early-stopping.ts'
export type { MonitorMode, MonitorOptions } from './monitor/monitor.ts'
export { artifactRouter, type ArtifactRouterOptions } from './router/artifact-router.ts'
export { watch, type Watchable, type WatchOptions } from './watch/watch.ts'
