import type { Artifact, LogArtifactOptions } from '@kymo/core'

/**
 * Structural types for the parts of TensorFlow.js and of a Kymo run that the adapter touches.
 *
 * No framework type appears in the public declarations: a second copy of TensorFlow.js, another version of it
 * or a build with `skipLibCheck` off must not be able to break a user's compile.
 */

/** The part of the `tf` namespace that the adapter uses: `@tensorflow/tfjs`, `tfjs-node`, `tfjs-node-gpu` all have it. */
export interface TensorFlow {
  /** Base class of callbacks; lives in the layers part of TensorFlow.js. */
  readonly Callback: abstract new (...args: never[]) => object
  /** Name of the back-end in use, for example `wasm`. */
  getBackend(): string
  /** How much is allocated now. */
  memory(): { readonly numTensors: number; readonly numBytes?: number }
}

/** {@link TensorFlow} with what wrapping a plain object of callbacks takes. */
export interface TensorFlowWithCustomCallback extends TensorFlow {
  /** Makes a callback of an object of functions. */
  readonly CustomCallback: new (...args: never[]) => object
}

/** A tensor, as far as its values are read. */
export interface TensorLike {
  readonly shape: readonly number[]
  readonly size: number
  readonly dtype: string
  dataSync(): ArrayLike<number>
}

/** {@link TensorFlow} with the operations that reading a part of a large tensor takes. */
export interface TensorFlowWithOps extends TensorFlow {
  /** Frees what is made inside. */
  tidy(run: never): unknown
}

/** {@link TensorFlow} with what saving and loading models takes. */
export interface TensorFlowWithIo {
  readonly io: {
    /** Asks this function about every address that a model is saved to. */
    registerSaveRouter(router: never): unknown
    /** Asks this function about every address that a model is loaded from. */
    registerLoadRouter(router: never): unknown
  }
}

/** A `tf.LayersModel` or `tf.Sequential`, as far as it is read. */
export interface TrackedModel {
  /** As given to `tf.sequential` or `tf.model`. */
  readonly name: string
  /** Set to end the fit after the current batch. */
  stopTraining: boolean
}

/** What a callback needs of a run; the `Run` of `@kymo/core` is one. */
export interface RunLike {
  /** Must keep rows of any step and must return without waiting for disk or network. */
  log(metrics: Readonly<Record<string, unknown>>, options?: { readonly step?: number }): unknown
  /** Takes the description of model and fit. */
  readonly config: { update(values: Readonly<Record<string, unknown>>): unknown }
  /** Takes the x axis of epoch metrics; the name may end in `*`. */
  defineMetric?(name: string, options?: { readonly stepMetric?: string; readonly hidden?: boolean }): unknown
  /** The step that the next row without a step of its own would get. */
  readonly step?: number
  /** True once somebody asked this run to stop, for example a person in the dashboard. */
  readonly stopRequested?: boolean
  /** True once the run is finished: the callback then does nothing more. */
  readonly isFinished?: boolean
  /** Names the checkpoints of this run. */
  readonly id?: string
  /** Takes the best epoch; gives what an earlier session of the run left. */
  readonly summary?: {
    get(key: string): unknown
    update(values: Readonly<Record<string, unknown>>): unknown
  }
  /** Tells people of a leak. */
  alert?(options: { readonly title: string; readonly text?: string; readonly level?: 'WARN' }): unknown
  /** Takes checkpoints. */
  logArtifact?(artifact: Artifact, options?: LogArtifactOptions): { staged(): Promise<unknown> }
  /** Finds checkpoints. */
  useArtifact?(name: string): Promise<ModelVersion>
  /** Calls back once before the run ends; what is watched is released then. */
  onFinish?(callback: () => unknown): () => void
  /** Calls back once when the machine is being taken away; a checkpoint is saved then. */
  onPreempt?(callback: () => void): () => void
}

/** A version of an artifact, as far as a model is read from it; `run.useArtifact()` of `@kymo/core` gives one. */
export interface ModelVersion {
  /** `entity/project/name:v3` */
  readonly qualifiedName: string
  file(path: string): Promise<{ bytes(): Promise<Uint8Array> }>
}

/** The scalar tensors that TensorFlow.js hands to callbacks. */
export interface ScalarTensor {
  readonly isDisposed: boolean
  dataSync(): ArrayLike<number>
  data(): Promise<ArrayLike<number>>
}

/** Batch or epoch logs: numbers, or tensors where nobody before us resolved them. */
export type FitLogs = Readonly<Record<string, number | ScalarTensor>>

/** What `setParams` receives; `fit` leaves `steps` null, `fitDataset` leaves `samples` and `batchSize` null. */
export interface FitParams {
  readonly epochs?: number | null
  readonly initialEpoch?: number | null
  readonly samples?: number | null
  readonly steps?: number | null
  readonly batchSize?: number | null
  readonly doValidation?: boolean | null
}
