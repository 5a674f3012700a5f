import type { SinkReport, WorkerStart } from './messages.ts'

/** Called on the training thread. None of them may throw. */
export interface WorkerHostEvents {
  /** Only while `finish` is pending, at most ten times a second. */
  readonly onProgress: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void
  /** The user asked the server to stop this run. At most once. */
  readonly onStop: () => void
  readonly onWarning: (warning: { readonly code: string; readonly message: string }) => void
}

/** The training thread's end of the worker. Never throws, never keeps a process alive except while `finish` is pending. */
export interface WorkerHost {
  /**
   * Sends what is left and ends the worker.
   * @param deadlineMs from now; the promise resolves no later than shortly after it
   */
  finish(deadlineMs: number): Promise<SinkReport>
  /** Ends the worker without sending more. Idempotent. */
  close(): Promise<void>
}

/**
 * Starts a worker thread that follows the log: makes it durable, keeps it looking alive and, with a target, ships it.
 * Call it after the log file exists. A crashed worker is started again, at most three times.
 */
export function createWorkerHost(start: WorkerStart, events: WorkerHostEvents): WorkerHost {
  void start
  void events
  const report: SinkReport = {
    sink: 'none',
    acknowledgedBytes: 0,
    totalBytes: 0,
    complete: false,
    reason: 'not started',
  }
  return { finish: () => Promise.resolve(report), close: () => Promise.resolve() }
}
