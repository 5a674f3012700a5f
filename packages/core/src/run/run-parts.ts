import type { RunArtifacts } from '../artifacts/run-artifacts.ts'
import type { RunCapture } from '../capture/run-capture.ts'
import type { RunMedia } from '../media/run-media.ts'
import type { Pulse } from '../platform/pulse.ts'
import type { Mode, Settings } from '../settings/settings-values.ts'
import type { LogProgress } from '../worker/shared-slots.ts'
import type { WorkerHost } from '../worker/worker-host.ts'
import type { ExitWatch } from './exit-watch.ts'
import type { MetricBook } from './metric-book.ts'
import type { Notices } from './notices.ts'
import type { RunConfig } from './run-config.ts'
import type { RunHooks } from './run-hooks.ts'
import type { RunFolder } from './run-folder.ts'
import type { RunLog } from './run-log.ts'
import type { RunDescription } from './run-records.ts'
import type { RunSpans } from './run-spans.ts'
import type { RunSummary } from './run-summary.ts'
import type { SpanLog } from './span-log.ts'
import type { StepCounter } from './step-counter.ts'
import type { StopSignal } from './stop-signal.ts'

/** What a run is put together from (open-run.ts). Without folder and log it is disabled and keeps nothing. */
export interface RunParts {
  readonly description: RunDescription
  readonly settings: Settings & { readonly mode: Mode }
  readonly pulse: Pulse
  readonly exits: ExitWatch
  readonly notices: Notices
  readonly metrics: MetricBook
  readonly config: RunConfig
  readonly summary: RunSummary
  readonly stopSignal: StopSignal
  readonly hooks: RunHooks
  readonly progress: LogProgress
  readonly counts: RunCounts
  readonly steps: StepCounter
  readonly spans: RunSpans
  readonly spanLog: SpanLog | undefined
  readonly artifacts: RunArtifacts
  /** Undefined when the run keeps nothing. */
  readonly media: RunMedia | undefined
  readonly folder: RunFolder | undefined
  readonly log: RunLog | undefined
  readonly capture: RunCapture | undefined
  /** Undefined as long as the log could not be made. */
  /** Spans go to a backend by OTLP. */
  readonly sendsSpans: boolean
  readonly worker: () => WorkerHost | undefined
  readonly isPinned: (key: string) => boolean
  readonly url: string | undefined
  /** The run's folder as people see it from where they stand. */
  readonly shownFolder: () => string
  readonly diesOfSignals: boolean
  /** Called once, when the end is in the log. */
  readonly onEnded: (exitCode: number) => void
}

export interface RunCounts {
  droppedValueCount: number
  /** Calls of `log` that wrote nothing: a wrong argument, or after the end. */
  refusedRowCount: number
}
