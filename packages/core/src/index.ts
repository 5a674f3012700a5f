import { openSession } from './resume/open-session.ts'
import { readTextFile } from './platform/private-file.ts'
import { systemPulse } from './platform/pulse.ts'
import { standardError } from './platform/terminal.ts'
import { CurrentRun, type KeyedValues } from './run/current-run.ts'
import type { LogOptions, Metrics } from './run/log-options.ts'
import type { MetricOptions } from './run/metric-definitions.ts'
import { Notices } from './run/notices.ts'
import type { RunReport } from './run/run-report.ts'
import type { FinishOptions, Run } from './run/run.ts'
import { systemHost } from './run/system-host.ts'
import type { InitOptions } from './settings/init-options.ts'
import { makeOp, type OpOptions } from './spans/op.ts'
import type { Span } from './spans/span-types.ts'
import { activeSpan } from './spans/tracer.ts'
import { resolveSettings } from './settings/resolve-settings.ts'

export type { LogArtifactOptions } from './artifacts/artifact-log.ts'
export {
  Artifact,
  type AddFileOptions,
  type AddReferenceOptions,
  type ArtifactObject,
  type ArtifactOptions,
  type ArtifactPart,
} from './artifacts/artifact.ts'
export type {
  ArtifactEntry,
  ArtifactFile,
  ArtifactVersion,
  DownloadOptions,
} from './artifacts/artifact-version.ts'
export type { SaveOptions, SavePolicy } from './artifacts/save/saved-files.ts'
export type { UseArtifactOptions } from './artifacts/run-artifacts.ts'
export type { ContentPolicy } from './artifacts/content.ts'
export type { LoggedArtifact, WaitForVersionOptions } from './artifacts/logged-artifact.ts'
export type { OtlpBackend, OtlpChoice, OtlpSetting, OtlpSettings } from './settings/otlp-settings.ts'
export { Api, type ApiOptions } from './query/api.ts'
export type { ApiArtifact, ApiArtifactCollection } from './query/api-artifact.ts'
export type { ApiRun } from './query/api-run.ts'
export type { RunFile } from './query/run-file.ts'
export type {
  ConsoleText,
  FollowQuery,
  HistoryQuery,
  HistoryRow,
  ProjectFacts,
  RunsQuery,
} from './query/run-source.ts'
export { isKymoError, KymoError, type KymoErrorCode, type KymoErrorOptions } from './errors.ts'
export { GEN_AI, GEN_AI_CONVENTIONS_VERSION, KYMO_SPAN } from '@kymo/protocol'
export { LatencySketch } from './statistics/latency-sketch.ts'
export type { OpOptions, OpRun } from './spans/op.ts'
export type { OtelSpanExporter, OtelSpanProcessor } from './spans/otel/otel-bridge.ts'
export type * from './spans/span-types.ts'
export type { KeyedValues } from './run/current-run.ts'
export type { MediaPart } from './media/artifact-files.ts'
export { Audio, type AudioOptions, type AudioSource } from './media/audio.ts'
export { Chart } from './media/chart.ts'
export {
  Histogram,
  type BinnedValues,
  type HistogramOptions,
  type HistogramSource,
} from './media/histogram.ts'
export { Html } from './media/html.ts'
export { Image, type ImageOptions, type ImageSource, type MaskLayer } from './media/image.ts'
export { Molecule, type MoleculeOptions } from './media/molecule.ts'
export {
  Object3D,
  type Box3d,
  type LidarScene,
  type Object3DOptions,
  type Object3DSource,
} from './media/object3d.ts'
export { Plotly, type PlotlyFigure } from './media/plotly.ts'
export {
  plot,
  type ChartOptions,
  type ClassValue,
  type ConfusionMatrixInput,
  type CurveOptions,
  type LineSeriesOptions,
} from './media/plot.ts'
export { Table, type TableOptions, type TableRowInput } from './media/table.ts'
export { Text } from './media/text.ts'
export type { ImageDataLike, PixelArray, PixelOptions, TensorLike } from './media/to-pixels.ts'
export { Video, type VideoOptions } from './media/video.ts'
export type { LogOptions, Metrics } from './run/log-options.ts'
export type { MetricOptions, SummaryStatistic } from './run/metric-definitions.ts'
export type { AlertOptions } from './run/run-alerts.ts'
export type { RunConfig } from './run/run-config.ts'
export type { RunReport } from './run/run-report.ts'
export type { Problem } from './run/notices.ts'
export type { RunStatus } from './run/run-status.ts'
export type { RunSummary } from './run/run-summary.ts'
export type { FinishOptions, Run } from './run/run.ts'
export type {
  CodeSetting,
  CodeSettings,
  ConsoleSetting,
  ConsoleSettings,
  SpanSettings,
  SpansSetting,
  EnvironmentSetting,
  EnvironmentSettings,
  GitSetting,
  SystemMetricsSetting,
  SystemMetricsSettings,
} from './settings/capture-settings.ts'
export type {
  PreemptSignal,
  ReinitSetting,
  ResumeSetting,
  RunMoment,
} from './settings/life-cycle-settings.ts'
export type { InitOptions } from './settings/init-options.ts'
export type { Mode } from './settings/settings-values.ts'
export type { ContentReport } from './uploader/content/content-uploader.ts'
export type { SinkReport } from './worker/messages.ts'

const current = new CurrentRun(
  new Notices({ terminal: standardError, pulse: systemPulse, quiet: false, silent: false }),
)

/**
 * Starts a run. It becomes the one that `log`, `config`, `summary`, `defineMetric` and `finish` of this module mean.
 *
 * With nothing configured the run is offline: it is a folder below `./kymo`, and `npx kymo ui` shows it. With a server
 * (`baseUrl`, `KYMO_BASE_URL` or `npx kymo login`) it is sent there while it is being written. A disk that cannot be
 * written and a server that does not answer are warnings, never errors.
 *
 * @throws {KymoError} SETTING_UNKNOWN when an option or an entry of a settings file does not exist
 * @throws {KymoError} SETTING_INVALID when a value cannot be used
 * @throws {KymoError} SETTINGS_FILE_UNREADABLE when a settings file is not what it should be
 * @throws {KymoError} RUN_NOT_FOUND when `resume: 'must'`, `resumeFrom` or `forkFrom` names a run that does not exist
 * @throws {KymoError} RUN_EXISTS when `resume: 'never'` or `forkFrom` would begin a run that exists
 * @throws {KymoError} RUN_LOOKUP_FAILED when one of these needs to know, and the server does not say
 * @example
 * ```js
 * import { init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits', config: { learningRate: 0.01 } })
 * for (let step = 0; step < 10; step++) run.log({ loss: 1 / (step + 1) })
 * await run.finish()
 * ```
 */
export async function init(options: InitOptions = {}): Promise<Run> {
  const host = systemHost()
  const { env, cwd, homeDir } = host.environment
  const resolved = resolveSettings({ ...options }, { env, cwd, homeDir, readTextFile })
  const previous = await current.makeRoom(resolved.settings.reinit)
  if (previous !== undefined) return previous
  const run = await openSession(resolved, host)
  current.add(run)
  return run
}

/**
 * {@link Run.log} of the current run. Without a run: one warning, nothing else.
 *
 * @example
 * ```js
 * import { finish, init, log } from '@kymo/core'
 *
 * await init({ project: 'digits' })
 * log({ loss: 0.5 })
 * await finish()
 * ```
 */
export function log(metrics: Metrics, options?: LogOptions): void {
  current.log(metrics, options)
}

/** {@link Run.config} of the current run. */
export const config: KeyedValues = current.view('config')

/** {@link Run.summary} of the current run. */
export const summary: KeyedValues = current.view('summary')

/** {@link Run.defineMetric} of the current run. */
export function defineMetric(name: string, options?: MetricOptions): void {
  current.defineMetric(name, options)
}

/**
 * {@link Run.finish} of the current run; the run before it, if it is still open, is current again.
 * @returns undefined when there is no run
 */
export function finish(options?: FinishOptions): Promise<RunReport | undefined> {
  return current.finish(options)
}

/**
 * Makes a function that leaves a span in the current run for each call: its arguments, what it returns, how long it took, what it
 * threw; calls inside of it become children. The function behaves as before: a sync one stays sync, promises, generators and async
 * iterators are given back unharmed, and without a run it is just called.
 *
 * @throws {TypeError} for what is not a function
 * @example
 * ```js
 * import { init, op } from '@kymo/core'
 *
 * const run = await init({ project: 'assistant' })
 * const retrieve = op(async (question) => [`about ${question}`], { name: 'retrieve' })
 * const answer = op(async function answer(question) {
 *   return (await retrieve(question)).join()
 * })
 * console.log(await answer('spans'))
 * await run.finish()
 * ```
 */
// `never[]` would make every parameter without a type `never`, so that no call compiles.
// oxlint-disable-next-line typescript/no-explicit-any
export function op<F extends (...args: any[]) => unknown>(fn: F, options: OpOptions = {}): F {
  return makeOp(fn, options, () => current.get())
}

/** The span around the call, made by `run.span()` or {@link op}; undefined outside of them. */
export function currentSpan(): Span | undefined {
  return activeSpan()
}

/** The run that the functions of this module mean; undefined before `init()` and after the last `finish()`. */
export function currentRun(): Run | undefined {
  return current.get()
}
