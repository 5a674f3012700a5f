import type { MessagePort, Worker } from 'node:worker_threads'
import { setFactsDone } from '../capture/set-facts-done.ts'
import type { EncodeMessage, MediaReport } from '../media/media-messages.ts'
import type { FromWorkerMessage, SinkReport, ToWorkerMessage, WorkerStart } from './messages.ts'
import { spawnWorker } from './spawn-worker.ts'

/** Called on the training thread. None of them may throw. */
export interface WorkerHostEvents {
  /** Only while `finish` is pending, after each acknowledgement. */
  readonly onProgress: (progress: { readonly sentBytes: number; readonly totalBytes: number }) => void
  /** The user asked the server to stop this run. At most once. */
  readonly onStop: () => void
  readonly onWarning: (warning: { readonly code: string; readonly message: string }) => void
  /** Asked before each start of a thread, when there is something to capture. */
  readonly openCapturePort?: () => MessagePort
  /** A worker has started, the first one or after a crash: it knows nothing of what others were told. */
  readonly onReady?: () => void
  readonly onMedia?: (report: MediaReport) => void
}

/** The training thread's end of the worker. Never throws, never keeps a process alive except while `finish` is pending. */
export interface WorkerHost {
  /**
   * Sends what is left and ends the worker. Later calls get the same promise.
   * @param deadlineMs from now; the promise resolves no later than shortly after it
   */
  finish(deadlineMs: number): Promise<SinkReport>
  /**
   * Resolves when the worker follows the log, or will not: the start of a thread takes a core for some 60 ms, which `init()`
   * may wait for and training should not notice. Never rejects; at most a second.
   */
  whenReady(): Promise<void>
  /** Gives the worker something to do besides. @returns false when there is none, or none yet */
  send(message: EncodeMessage): boolean
  /** Makes the log durable and ends the worker without sending more. Idempotent. */
  close(): Promise<void>
}

export interface WorkerHostOptions {
  /** Starts the thread; tests pass one that crashes. */
  readonly spawn?: (start: WorkerStart) => Worker | Promise<Worker>
}

const MAX_RESTARTS = 3
/** A worker that lived this long has not crashed because of how it was started. */
const STABLE_MS = 10 * 60 * 1000
/** A worker that hangs gets this much longer than the deadline it was given. */
const GRACE_MS = 1000
const READY_LIMIT_MS = 1000
const CLOSE_DEADLINE_MS = 2000
/** setTimeout fires at once above this. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/**
 * Starts a worker thread that follows the log: makes it durable, keeps it looking alive and, with a target, ships it.
 * Call it after the log file exists. A crashed worker is started again, at most three times; that is reported once.
 * Where no thread can be started, the same work is done on the calling thread, but only at `finish`.
 */
export function createWorkerHost(
  start: WorkerStart,
  events: WorkerHostEvents,
  options: WorkerHostOptions = {},
): WorkerHost {
  return new ThreadHost(start, events, options)
}

interface PendingEnd {
  readonly message: ToWorkerMessage
  readonly startedMs: number
  readonly resolve: (report: SinkReport | undefined) => void
}

class ThreadHost implements WorkerHost {
  readonly #start: WorkerStart
  readonly #events: WorkerHostEvents
  readonly #spawn: (start: WorkerStart) => Worker | Promise<Worker>
  #worker: Worker | undefined
  #restartCount = 0
  #hasReportedCrash = false
  #isStopReported = false
  /** The report has come. The thread's end may be told in the same turn, before anybody who waits for it has run. */
  #hasFinished = false
  /** Why there is no worker and there will be none. */
  #lossReason: string | undefined
  /** Given again to a worker that replaces one which crashed. */
  #pending: PendingEnd | undefined
  #ended: Promise<SinkReport> | undefined
  readonly #ready: Promise<void>
  #setReady: () => void = () => {}

  constructor(start: WorkerStart, events: WorkerHostEvents, options: WorkerHostOptions) {
    this.#start = start
    this.#events = events
    this.#spawn = options.spawn ?? spawnWorker
    this.#ready = new Promise((resolve) => {
      this.#setReady = resolve
    })
    this.#launch()
  }

  send(message: EncodeMessage): boolean {
    this.#worker?.postMessage(message)
    return this.#worker !== undefined
  }

  async whenReady(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    // The timer also keeps the process alive meanwhile, which an unfinished start does not.
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, READY_LIMIT_MS)
    })
    await Promise.race([this.#ready, patience])
    clearTimeout(timer)
  }

  finish(deadlineMs: number): Promise<SinkReport> {
    this.#ended ??= this.#end({ kind: 'finish', deadlineMs }, deadlineMs + GRACE_MS)
    return this.#ended
  }

  async close(): Promise<void> {
    this.#ended ??= this.#end({ kind: 'close' }, CLOSE_DEADLINE_MS)
    await this.#ended
  }

  async #end(message: ToWorkerMessage, limitMs: number): Promise<SinkReport> {
    let timer: NodeJS.Timeout | undefined
    const report = await new Promise<SinkReport | undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.min(limitMs, MAX_TIMEOUT_MS))
      this.#pending = { message, startedMs: performance.now(), resolve }
      this.#deliver()
    })
    clearTimeout(timer)
    this.#pending = undefined
    const worker = this.#worker
    this.#worker = undefined
    worker?.unref()
    void worker?.terminate()
    return report ?? this.#reportOfSilence(message)
  }

  /** Hands the pending message to whoever is there. Without anybody, `#adopt` or `#lose` comes back here. */
  #deliver(): void {
    const pending = this.#pending
    if (pending === undefined) return
    if (this.#lossReason !== undefined) {
      void this.#endOnThisThread(pending)
    } else if (this.#worker !== undefined) {
      this.#worker.ref()
      this.#worker.postMessage(withTimeLeft(pending))
    }
  }

  #launch(): void {
    try {
      const capturePort = this.#events.openCapturePort?.()
      const spawned = this.#spawn(capturePort === undefined ? this.#start : { ...this.#start, capturePort })
      if (!('then' in spawned)) return this.#adopt(spawned)
      spawned.then(
        (worker) => this.#adopt(worker),
        (error: unknown) => this.#lose(reasonOf(error)),
      )
    } catch (error) {
      this.#lose(reasonOf(error))
    }
  }

  #adopt(worker: Worker): void {
    const startedMs = performance.now()
    let reason = 'it ended unexpectedly'
    this.#worker = worker
    worker.on('message', (message: FromWorkerMessage) => this.#receive(message))
    worker.on('error', (error) => {
      reason = reasonOf(error)
    })
    worker.on('exit', () => {
      if (this.#worker !== worker) return
      this.#worker = undefined
      if (this.#hasFinished) return
      if (this.#pending?.message.kind === 'close') return this.#pending.resolve(undefined)
      this.#recover(reason, performance.now() - startedMs)
    })
    // Last: listening for messages makes a worker count again.
    worker.unref()
    this.#deliver()
  }

  #recover(reason: string, livedMs: number): void {
    if (!this.#hasReportedCrash) {
      this.#hasReportedCrash = true
      const message = `The worker thread crashed: ${reason}; it is started again and the log is not affected`
      this.#events.onWarning({ code: 'WORKER_CRASHED', message })
    }
    if (livedMs >= STABLE_MS) this.#restartCount = 0
    this.#restartCount += 1
    if (this.#restartCount > MAX_RESTARTS)
      this.#lose(`it crashed ${this.#restartCount} times, last: ${reason}`)
    else this.#launch()
  }

  #lose(reason: string): void {
    this.#lossReason = reason
    this.#setReady()
    if (this.#start.capture !== undefined) setFactsDone(this.#start.capture.shared)
    const what = this.#start.target === undefined ? 'made durable' : 'uploaded'
    const message = `Cannot run the worker thread: ${reason}; the log is ${what} only when the run finishes`
    this.#events.onWarning({ code: 'WORKER_UNAVAILABLE', message })
    this.#deliver()
  }

  #receive(message: FromWorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#setReady()
        return this.#events.onReady?.()
      case 'encoded':
      case 'encode-failed':
        return this.#events.onMedia?.(message)
      case 'progress':
        return this.#events.onProgress({ sentBytes: message.sentBytes, totalBytes: message.totalBytes })
      case 'stop':
        if (this.#isStopReported) return
        this.#isStopReported = true
        return this.#events.onStop()
      case 'warning':
        return this.#events.onWarning({ code: message.code, message: message.message })
      case 'finished':
        this.#hasFinished = true
        return this.#pending?.resolve(message.report)
    }
  }

  async #endOnThisThread(pending: PendingEnd): Promise<void> {
    try {
      const { runWorker } = await import('./run-worker.ts')
      await runWorker(this.#start, {
        post: (message) => this.#receive(message),
        onMessage: (listener) => listener(withTimeLeft(pending)),
      })
    } catch (error) {
      this.#lossReason = reasonOf(error)
    }
    pending.resolve(undefined)
  }

  #reportOfSilence(message: ToWorkerMessage): SinkReport {
    const reason =
      message.kind === 'close'
        ? 'the run was closed'
        : (this.#lossReason ?? 'the worker thread did not answer in time')
    const sink = this.#start.target === undefined ? 'none' : 'kymo'
    return { sink, acknowledgedBytes: 0, totalBytes: 0, complete: false, reason }
  }
}

function withTimeLeft({ message, startedMs }: PendingEnd): ToWorkerMessage {
  if (message.kind !== 'finish') return message
  return { kind: 'finish', deadlineMs: Math.max(0, message.deadlineMs - (performance.now() - startedMs)) }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
