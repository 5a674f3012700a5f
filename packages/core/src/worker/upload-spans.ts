import { OtlpUpload, type OtlpReport } from '../sinks/otlp/open-otlp-upload.ts'
import type { OtlpTarget } from '../sinks/otlp/target.ts'
import type { SinkReport } from './messages.ts'

/** The uploads of a run's spans by OTLP, to one backend or to several. */
export interface OtlpUploads {
  /** Something grew. */
  poke(): void
  /** The run is over. */
  finish(deadlineMs: number): void
  abort(): void
  /** Never rejects. */
  readonly done: Promise<SinkReport[]>
}

/** Backends bill requests: one every two seconds shows a live trace well enough. */
const PACE = { liveIntervalMs: 2000, catchUpBytes: 1024 * 1024, heartbeatMs: 15_000, pollMs: 15_000 }
const RETRY = { baseMs: 1000, capMs: 30_000 }

export function openOtlpUploads(
  logPath: string,
  targets: readonly OtlpTarget[],
  onWarning: (warning: { readonly code: string; readonly message: string }) => void,
): OtlpUploads {
  const uploads = targets.map(
    (target) =>
      new OtlpUpload({
        logPath,
        target,
        pace: PACE,
        retry: RETRY,
        giveUpAfterMs: Number.POSITIVE_INFINITY,
        onWarning,
      }),
  )
  const done = Promise.all(uploads.map(async (upload) => toSinkReport(await upload.run())))
  return {
    poke: () => uploads.forEach((upload) => upload.poke()),
    finish: (deadlineMs) => uploads.forEach((upload) => upload.finish(deadlineMs, true)),
    abort: () => uploads.forEach((upload) => upload.abort()),
    done,
  }
}

function toSinkReport({ target, log, complete, reason, refusedCount }: OtlpReport): SinkReport {
  return {
    sink: 'otlp',
    backend: target.name,
    acknowledgedBytes: log?.acknowledgedBytes ?? 0,
    totalBytes: log?.totalBytes ?? 0,
    refusedSpanCount: refusedCount,
    complete,
    ...(reason === undefined ? {} : { reason }),
  }
}
