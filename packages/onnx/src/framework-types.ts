/**
 * Structural types for the parts of ONNX Runtime and of a Kymo run that the adapter touches.
 *
 * No framework type appears in the public declarations: a second copy of onnxruntime-common, another version of it or
 * a build with `skipLibCheck` off must not be able to break a user's compile.
 */

/** Anything that ONNX Runtime takes and gives: a tensor has a shape. */
export interface TensorLike {
  /** The shape; dimension 0 is the batch in most models. */
  readonly dims?: readonly number[]
  /** Element type, for example `float32`. */
  readonly type?: string
}

/** What a session says about one input or output; ONNX Runtime does so from 1.21 on. */
export interface ValueMetadataLike {
  readonly name: string
  readonly isTensor?: boolean
  readonly type?: string
  /** A text is a dimension that is not fixed. */
  readonly shape?: readonly (number | string)[]
}

/** An `InferenceSession`, as far as it is read and wrapped. */
export interface InferenceSessionLike {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly inputMetadata?: readonly ValueMetadataLike[]
  readonly outputMetadata?: readonly ValueMetadataLike[]
  readonly run: (...args: never[]) => Promise<unknown>
  readonly release?: () => Promise<void>
  readonly endProfiling?: () => void
}

/** The class of sessions, as a program's own `onnxruntime-node` has it. */
export interface InferenceSessionFactory {
  readonly create: (...args: never[]) => Promise<unknown>
}

/** The part of the `ort` namespace that {@link autolog} uses. */
export interface OrtModule {
  readonly InferenceSession: InferenceSessionFactory
  readonly env?: { readonly versions?: object }
}

/** Options that a session was made with, as far as they are described. Anything else is ignored. */
export interface SessionOptionsLike {
  readonly executionProviders?: readonly unknown[]
  readonly intraOpNumThreads?: number
  readonly interOpNumThreads?: number
  readonly graphOptimizationLevel?: string
  readonly executionMode?: string
  readonly enableCpuMemArena?: boolean
  readonly enableMemPattern?: boolean
  readonly enableProfiling?: boolean
  readonly profileFilePrefix?: string
}

/** A span of the run, as {@link RunLike.startSpan} returns it. */
export interface SpanLike {
  setAttributes(attributes: Readonly<Record<string, unknown>>): unknown
  recordException(error: unknown): unknown
  end(end?: { readonly outcome?: 'cancelled' }): void
}

/** What watching needs of a run; the `Run` of `@kymo/core` is one. */
export interface RunLike {
  /** Must keep rows of any step and must return without waiting for disk or network. */
  log(metrics: Readonly<Record<string, unknown>>, options?: { readonly step?: number }): unknown
  /** Takes what session and model are. */
  readonly config: { update(values: Readonly<Record<string, unknown>>): unknown }
  /** Takes the figures of the whole session. */
  readonly summary?: { update(values: Readonly<Record<string, unknown>>): unknown }
  /** Takes the x axis of the metrics; the name may end in `*`. */
  defineMetric?(name: string, options?: { readonly stepMetric?: string }): unknown
  /** Takes the model and profiles. */
  logArtifact?(artifact: never, options?: { readonly aliases?: readonly string[] }): unknown
  /** Calls back before the run ends, and waits for what is returned. */
  onFinish?(callback: () => unknown): unknown
  /** Begins a span around a call of `run`. */
  startSpan?(name: string, options?: { readonly attributes?: Readonly<Record<string, unknown>> }): SpanLike
  /** The step that the next row without a step of its own would get. */
  readonly step?: number
  /** True once the run is finished: nothing more is watched then. */
  readonly isFinished?: boolean
}
