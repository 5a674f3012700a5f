import { dirname, join } from 'node:path'
import { setFactsDone } from '../capture/set-facts-done.ts'
import type { EncodeMessage } from '../media/media-messages.ts'
import { systemTimers } from '../platform/timers.ts'
import { Wakeup } from '../uploader/wakeup.ts'
import type { FromWorkerMessage, SinkReport, ToWorkerMessage, WorkerStart } from './messages.ts'
import { lateGuard, openGuard, type Guard } from './open-guard.ts'
import { spansPathOf } from '../spans/spans-path.ts'
import {
  LogProgress,
  SLOT_RECORDS_APPENDED,
  SLOT_SPANS_APPENDED,
  SLOT_STOP_REQUESTED,
  SLOT_SYNCS_DONE,
} from './shared-slots.ts'
import type { LogUpload } from './upload-log.ts'
import type { OtlpUploads } from './upload-spans.ts'

/** The other end: the thread that owns the run. */
export interface WorkerPort {
  post(message: FromWorkerMessage): void
  onMessage(listener: (message: ToWorkerMessage) => void): void
}

/** How late growth of the log may be seen. With the pacing of the uploader, a chart is less than a second behind. */
const LOOK_INTERVAL_MS = 100

/**
 * Follows one log until told to finish or close: durability always, uploading only with a target. This is the whole
 * worker; it runs as well on any other thread.
 */
export async function runWorker(start: WorkerStart, port: WorkerPort): Promise<void> {
  const slots = new Int32Array(start.shared)
  const wakeup = new Wakeup(systemTimers)
  const inbox: { ending?: Exclude<ToWorkerMessage, EncodeMessage> } = {}
  const media = createMediaPort(start, port)
  port.onMessage((message) => {
    if (message.kind === 'encode') return media(message.job)
    inbox.ending ??= message
    wakeup.wake()
  })
  const guard = await guardLog(start, { slots, port })
  const isFinishing = (): boolean => inbox.ending?.kind === 'finish'
  const spansGuard = guardSpans(start, { slots, port })
  const upload = await openUpload(start, { slots, port, isFinishing })
  const otlp = await openOtlp(start, port)
  const capture = await startCapture(start, port)
  port.post({ kind: 'ready' })

  while (inbox.ending === undefined) {
    const hasGrown = [guard.look(), spansGuard.look()]
    if (hasGrown.includes(true)) {
      upload?.poke()
      otlp?.poke()
    }
    await wakeup.wait(LOOK_INTERVAL_MS)
  }
  capture?.stop()
  const { ending } = inbox
  if (ending.kind === 'close') {
    upload?.abort()
    otlp?.abort()
    await Promise.all([guard.flush(), spansGuard.flush(), upload?.done, otlp?.done])
    await Promise.all([guard.close(), spansGuard.close()])
  } else {
    const report = await finish(start, {
      guards: [guard, spansGuard],
      upload,
      otlp,
      deadlineMs: ending.deadlineMs,
    })
    port.post({ kind: 'finished', report })
  }
}

/** Loaded only here: a run that captures nothing pays no memory for it. What fails in it must not cost the log its guard. */
async function startCapture(
  { capture, capturePort, logPath }: WorkerStart,
  port: WorkerPort,
): Promise<{ stop(): void } | undefined> {
  if (capture === undefined || capturePort === undefined) return undefined
  try {
    const { captureInWorker } = await import('../capture/run-in-worker.ts')
    return captureInWorker({
      start: capture,
      filesDir: join(dirname(logPath), 'files'),
      env: process.env,
      post: (message) => capturePort.postMessage(message),
    })
  } catch (error) {
    setFactsDone(capture.shared)
    const message = `Cannot measure the machine: ${error instanceof Error ? error.message : String(error)}`
    port.post({ kind: 'warning', code: 'CAPTURE_UNAVAILABLE', message })
    return undefined
  }
}

/** Loaded with the first job: most runs log no media. */
function createMediaPort(start: WorkerStart, port: WorkerPort): (job: string) => void {
  let queue: Promise<{ add(job: string): void }> | undefined
  return (job) => {
    queue ??= import('../media/open-media-queue.ts').then(({ openMediaQueue }) =>
      openMediaQueue(dirname(start.logPath), (report) => port.post(report)),
    )
    // Without the module there is no encoding here: the training thread does it when the run finishes.
    queue.then(
      (opened) => opened.add(job),
      () => undefined,
    )
  }
}

interface GuardContext {
  readonly slots: Int32Array
  readonly port: WorkerPort
}

function guardLog(start: WorkerStart, { slots, port }: GuardContext): Promise<Guard> {
  const progress = new LogProgress(start.shared)
  return openGuard({
    path: start.logPath,
    readCount: () => Atomics.load(slots, SLOT_RECORDS_APPENDED),
    syncIntervalMs: start.syncIntervalMs,
    heartbeatMs: start.heartbeatMs,
    onSynced: (durableBytes) => {
      progress.durableBytes = durableBytes
      Atomics.add(slots, SLOT_SYNCS_DONE, 1)
    },
    warn: (warning) => port.post({ kind: 'warning', ...warning }),
  })
}

function guardSpans(start: WorkerStart, { slots, port }: GuardContext): Guard {
  const readCount = (): number => Atomics.load(slots, SLOT_SPANS_APPENDED)
  const open = (): Promise<Guard> =>
    openGuard({
      path: spansPathOf(start.logPath),
      readCount,
      syncIntervalMs: start.syncIntervalMs,
      // The run's log is what shows that the run is alive.
      heartbeatMs: Number.POSITIVE_INFINITY,
      onSynced: () => undefined,
      warn: (warning) => port.post({ kind: 'warning', ...warning }),
    })
  return lateGuard(open, () => readCount() !== 0)
}

interface UploadContext {
  readonly slots: Int32Array
  readonly port: WorkerPort
  readonly isFinishing: () => boolean
}

/** Loaded only here: a run without a target pays no memory for a client that it does not use. */
async function openUpload(start: WorkerStart, context: UploadContext): Promise<LogUpload | undefined> {
  const { target } = start
  if (target === undefined) return undefined
  const { slots, port, isFinishing } = context
  const progress = new LogProgress(start.shared)
  const { openLogUpload } = await import('./upload-log.ts')
  return openLogUpload(
    { ...start, target },
    {
      onProgress: ({ sentBytes, totalBytes, logBytes = sentBytes }) => {
        progress.acknowledgedBytes = logBytes
        if (isFinishing()) port.post({ kind: 'progress', sentBytes, totalBytes })
      },
      onStop: () => {
        Atomics.store(slots, SLOT_STOP_REQUESTED, 1)
        port.post({ kind: 'stop' })
      },
      onWarning: (warning) => port.post({ kind: 'warning', ...warning }),
    },
  )
}

/** Loaded only here, as the upload. */
async function openOtlp({ otlp, logPath }: WorkerStart, port: WorkerPort): Promise<OtlpUploads | undefined> {
  if (otlp === undefined || otlp.length === 0) return undefined
  const { openOtlpUploads } = await import('./upload-spans.ts')
  return openOtlpUploads(logPath, otlp, (warning) => port.post({ kind: 'warning', ...warning }))
}

interface Ending {
  readonly otlp: OtlpUploads | undefined
  readonly guards: readonly Guard[]
  readonly upload: LogUpload | undefined
  readonly deadlineMs: number
}

async function finish(start: WorkerStart, { guards, upload, otlp, deadlineMs }: Ending): Promise<SinkReport> {
  upload?.finish(deadlineMs)
  otlp?.finish(deadlineMs)
  // A disk that hangs must not hold the program beyond its deadline.
  const giveUp = new AbortController()
  // Closed before the report: this thread is ended when that arrives, and a descriptor still open would stay so for good.
  const closing = guards.map((guard) => guard.flush().then(() => guard.close()))
  await Promise.race([Promise.all(closing), systemTimers.sleep(deadlineMs, giveUp.signal)])
  giveUp.abort()
  const report: SinkReport =
    upload === undefined
      ? { sink: 'none', acknowledgedBytes: 0, totalBytes: await sizeOf(start.logPath), complete: true }
      : await upload.done
  return otlp === undefined ? report : { ...report, others: await otlp.done }
}

async function sizeOf(path: string): Promise<number> {
  const { stat } = await import('node:fs/promises')
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
