import type { RunLike, SessionOptionsLike } from './framework-types.ts'

/** How the model is kept with the run. */
export type ModelArtifactSetting = 'auto' | 'copy' | 'reference' | false

/** What {@link watchSession} and {@link autolog} have in common. */
export interface WatchOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /**
   * How long a window is, in milliseconds: metrics are logged once per window in which runs have ended.
   * @default 1000
   */
  readonly windowMs?: number
  /**
   * Ends a window early, after so many runs.
   * @default Infinity
   */
  readonly windowRuns?: number
  /**
   * So many runs at the beginning are logged as `warmup_ms`, and count nowhere else.
   * @default 1
   */
  readonly warmupRuns?: number
  /**
   * A span for every call of `run`: with times, shapes and error, without content. Needs a run that has spans.
   * @default false
   */
  readonly spans?: boolean
  /**
   * How the model is kept: as files (`'copy'`), by its address (`'reference'`), or not (`false`). `'auto'` copies up to 100 MB.
   * @default 'auto'
   */
  readonly artifact?: ModelArtifactSetting
  /**
   * A session with `enableProfiling` writes about 1 kB per node and run. After so many runs its profile is ended, and logged as a
   * table of operators and as an artifact. 0: never ended, and logged when the program ends it or the run finishes.
   * @default 100
   */
  readonly profileRuns?: number
  /**
   * Number of items in a batch, for `items_per_s`. Must not be slow: it is asked before every run, also one with wrong
   * inputs. When it throws, the run counts as one item.
   * @default the first dimension of the first input
   */
  readonly itemsOf?: (feeds: never) => number
}

/** Options of {@link watchSession}. */
export interface WatchSessionOptions extends WatchOptions {
  /**
   * What the session was made of: the path of the model, or its bytes, which must not be changed. A session does not tell it. Without
   * it nothing is known about operators and parameters, and no artifact is logged.
   */
  readonly model?: string | URL | Uint8Array | ArrayBufferLike
  /** The options that the session was made with. A session does not tell them either. */
  readonly options?: SessionOptionsLike
  /**
   * Stands in the names of metrics, `onnx/<name>/runs_per_s`, and of the artifact. Another session of the run that has the name gets
   * a number after it.
   * @default the file name of the model without its ending, else `session`
   */
  readonly name?: string
}

export const DEFAULTS: Readonly<Record<'windowMs' | 'windowRuns' | 'warmupRuns' | 'profileRuns', number>> = {
  windowMs: 1000,
  windowRuns: Number.POSITIVE_INFINITY,
  warmupRuns: 1,
  profileRuns: 100,
}
