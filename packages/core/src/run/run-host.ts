import type { CaptureHost } from '../capture/run-capture.ts'
import type { Environment } from '../platform/environment.ts'
import type { MediaFiles } from '../platform/media-files.ts'
import type { Pulse } from '../platform/pulse.ts'
import type { RunFiles } from '../platform/run-files.ts'
import type { Terminal } from '../platform/terminal.ts'
import type { WorkerStart } from '../worker/messages.ts'
import type { WorkerHost, WorkerHostEvents } from '../worker/worker-host.ts'
import type { ExitWatch } from './exit-watch.ts'

/** The world of a run; tests pass their own. */
export interface RunHost {
  readonly environment: Environment
  readonly files: RunFiles
  /** Default: the real ones. */
  readonly mediaFiles?: MediaFiles
  readonly pulse: Pulse
  readonly terminal: Terminal
  readonly exits: ExitWatch
  /** Time that no clock change moves. Default: that of `pulse`. */
  readonly monotonicMs?: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** Absent: nothing is captured. */
  readonly capture?: CaptureHost
  readonly startWorker: (start: WorkerStart, events: WorkerHostEvents) => WorkerHost
}
