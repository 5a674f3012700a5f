export { callbacks, type CallbackItem } from './callback-list.ts'
export type { RunLike, TensorFlow, TensorFlowWithCustomCallback, TrackedModel } from './framework-types.ts'
export { kymoCallback, type KymoCallbackOptions } from './kymo-callback.ts'
export type { LogFrequency } from './map-events.ts'
