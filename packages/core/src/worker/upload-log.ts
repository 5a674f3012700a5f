import { HEARTBEAT_INTERVAL_MS } from '@kymo/protocol'
import { openRunUpload } from '../sinks/kymo/open-run-upload.ts'
import type { RunUploadReport } from '../sinks/kymo/run-parts.ts'
import type { UploaderEvents } from '../uploader/uploader.ts'
import type { SinkReport, WorkerStart, WorkerTarget } from './messages.ts'

/** The upload of a log that is being written. */
export interface LogUpload {
  /** The log grew. */
  poke(): void
  finish(deadlineMs: number): void
  abort(): void
  /** Never rejects. */
  readonly done: Promise<SinkReport>
}

/** A request every 200 ms at most, so that a chart is well under a second behind the training. */
const PACE = {
  liveIntervalMs: 200,
  catchUpBytes: 256 * 1024,
  heartbeatMs: HEARTBEAT_INTERVAL_MS,
  pollMs: HEARTBEAT_INTERVAL_MS,
}
const RETRY = { baseMs: 250, capMs: 30_000 }

export async function openLogUpload(
  start: WorkerStart & { readonly target: WorkerTarget },
  events: UploaderEvents,
): Promise<LogUpload> {
  const { baseUrl, apiKey, entity, project } = start.target
  const address = { entity, project, folder: start.folderName, file: start.fileName }
  const target = { baseUrl, address, ...(apiKey === undefined ? {} : { apiKey }) }
  const options = {
    logPath: start.logPath,
    target,
    events,
    pace: PACE,
    retry: RETRY,
    giveUpAfterMs: Number.POSITIVE_INFINITY,
  }
  const upload = await openRunUpload(options)
  const done = upload.run().then(async (report) => {
    await upload.close()
    return toSinkReport(report)
  })
  return {
    poke: () => upload.poke(),
    finish: (deadlineMs) => upload.finish(deadlineMs),
    abort: () => upload.abort(),
    done,
  }
}

function toSinkReport({ log, content, complete, reason }: RunUploadReport): SinkReport {
  const { acknowledgedBytes, totalBytes } = log
  return {
    sink: 'kymo',
    acknowledgedBytes,
    totalBytes,
    content,
    complete,
    ...(reason === undefined ? {} : { reason }),
  }
}
