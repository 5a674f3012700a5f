import type { LogFile } from '../platform/log-file.ts'
import type { Timers } from '../platform/timers.ts'
import type { CursorKeeper, LogCursor } from './cursor.ts'
import { Outage, type UploadTrouble } from './outage.ts'
import { ParcelLine } from './parcel-line.ts'
import { planAhead, planUpload, type UploadPace, type UploadSituation } from './plan.ts'
import type { RetryPolicy } from './retry.ts'
import type { SendOutcome, Sink } from './sink.ts'
import { Wakeup } from './wakeup.ts'

export interface UploadProgress {
  readonly sentBytes: number
  readonly totalBytes: number
  /** Of the sent bytes those of the log; undefined: all are. */
  readonly logBytes?: number
}

export interface UploaderEvents {
  /** After each acknowledgement. */
  readonly onProgress: (progress: UploadProgress) => void
  /** The user asked the backend to stop the run. At most once. */
  readonly onStop: () => void
  /** Trouble that is not over soon: once per outage and code, and at most one per code and minute. */
  readonly onWarning: (warning: { readonly code: string; readonly message: string }) => void
}

export interface UploaderOptions {
  readonly sink: Sink
  readonly log: LogFile
  /** Where to continue; the backend may know better. */
  readonly cursor: LogCursor
  readonly cursors: Pick<CursorKeeper, 'advance' | 'settle'>
  readonly timers: Timers
  /** In `[0, 1)`. */
  readonly random: () => number
  readonly pace: UploadPace
  readonly retry: RetryPolicy
  /** A refusal is tried again this late while the log is followed: keys get fixed, proxies come back. */
  readonly refusedRetryMs: number
  /** Gives up after this long without an acknowledgement, unless the log is followed. */
  readonly giveUpAfterMs: number
  readonly events: UploaderEvents
}

export interface UploadReport {
  /** `cut-off`: the deadline passed or the caller aborted. */
  readonly kind: 'complete' | 'refused' | 'gave-up' | 'cut-off'
  /** What the backend already held when this upload began. */
  readonly resumedFrom: number
  readonly acknowledgedBytes: number
  readonly totalBytes: number
  /** Of the data there that acknowledged it last, where the backend says so. */
  readonly dataId?: string
  /** What stood in the way last. */
  readonly trouble?: UploadTrouble
}

/** Ships one log through one sink until there is nothing left. Owns no thread and no file: both are handed in. */
export class Uploader {
  readonly #options: UploaderOptions
  readonly #line: ParcelLine
  readonly #outage: Outage
  /** Ended by growth of the log. */
  readonly #idle: Wakeup
  /** Ended only by `finish` and abort. */
  readonly #pause: Wakeup
  readonly #cutOff = new AbortController()
  #offset: number
  #resumedFrom: number | undefined
  #isOpen = false
  #askCount = 0
  #isFollowing = true
  #furthestOffset = 0
  #dataId: string | undefined
  #setbackCount = 0
  #lastRequestMs = Number.NEGATIVE_INFINITY
  #mayShortenPause = false
  #isStopReported = false

  constructor(options: UploaderOptions) {
    this.#options = options
    const nowMs = (): number => options.timers.nowMs()
    this.#line = new ParcelLine({ log: options.log, sink: options.sink, nowMs })
    this.#outage = new Outage(options.random)
    this.#idle = new Wakeup(options.timers)
    this.#pause = new Wakeup(options.timers)
    this.#offset = options.cursor.offset
  }

  /** The log grew. */
  poke(): void {
    this.#idle.wake()
  }

  /** The backend may have lost what it acknowledged: it is asked where to continue before anything else. */
  askAgain(): void {
    this.#isOpen = false
    this.#askCount += 1
    this.#idle.wake()
    if (this.#mayShortenPause) this.#pause.wake()
  }

  /** Nothing more will be appended: `run` ends at the end of the log, or `deadlineMs` from now. */
  finish(deadlineMs: number): void {
    this.#isFollowing = false
    this.#idle.wake()
    if (this.#mayShortenPause) this.#pause.wake()
    if (deadlineMs === Number.POSITIVE_INFINITY) return
    void this.#options.timers.sleep(deadlineMs, this.#cutOff.signal).then(() => this.abort())
  }

  /** `run` ends now, with the cursor on disk. */
  abort(): void {
    this.#cutOff.abort()
    this.#idle.wake()
    this.#pause.wake()
  }

  /** Call once. Never rejects. */
  async run(): Promise<UploadReport> {
    let kind: UploadReport['kind'] | undefined
    while (kind === undefined) kind = await this.#step()
    const report = await this.#report(kind)
    // Also ends the deadline's timer.
    this.abort()
    this.#line.drop()
    await this.#options.cursors.settle()
    return report
  }

  async #step(): Promise<UploadReport['kind'] | undefined> {
    if (this.#cutOff.signal.aborted) return 'cut-off'
    let outcome: SendOutcome | 'done' | undefined
    try {
      outcome = await this.#act()
    } catch (error) {
      outcome = { kind: 'retry', code: 'UPLOAD_LOG_UNREADABLE', reason: reasonOf(error) }
    }
    if (outcome === undefined) return undefined
    if (outcome === 'done') return 'complete'
    if (this.#cutOff.signal.aborted && outcome.kind !== 'sent') return 'cut-off'
    return this.#settleOutcome(outcome)
  }

  async #act(): Promise<SendOutcome | 'done' | undefined> {
    const { sink, log, pace, cursor } = this.#options
    // Before the size is asked: a finish that comes meanwhile may know of rows that this size leaves out.
    const isFollowing = this.#isFollowing
    const { sizeBytes } = await log.status()
    if (!this.#isOpen) {
      const ageMs = await this.#line.ageMs()
      const askCount = this.#askCount
      const request = { cursor: { ...cursor, offset: this.#offset }, ageMs, sizeBytes }
      const outcome = await this.#checked(await sink.open(request, this.#cutOff.signal))
      // Asked for once more meanwhile: this answer may be from before.
      this.#isOpen = outcome.kind === 'sent' && askCount === this.#askCount
      return outcome
    }
    const situation = this.#situation(sizeBytes, isFollowing)
    const plan = planUpload(situation, pace)
    switch (plan.kind) {
      case 'done':
        return 'done'
      case 'idle':
        await this.#idle.wait(plan.waitMs)
        return undefined
      case 'pace':
        await this.#rest(plan.waitMs, { mayShorten: true })
        return undefined
      case 'send':
        return this.#checked(await this.#send(situation, plan.byteCount))
    }
  }

  #situation(sizeBytes: number, isFollowing: boolean): UploadSituation {
    return {
      offset: this.#offset,
      sizeBytes,
      maxBatchBytes: this.#options.sink.maxBatchBytes,
      isFollowing,
      nowMs: this.#options.timers.nowMs(),
      lastRequestMs: this.#lastRequestMs,
    }
  }

  async #send(situation: UploadSituation, byteCount: number): Promise<SendOutcome> {
    const parcel = await this.#line.take(situation.offset, byteCount)
    if (this.#cutOff.signal.aborted) return { kind: 'retry', code: 'UPLOAD_UNREACHABLE', reason: 'aborted' }
    this.#lastRequestMs = this.#options.timers.nowMs()
    const sending = parcel.send(this.#cutOff.signal)
    const endOffset = parcel.offset + parcel.byteCount
    const aheadBytes = planAhead({ ...situation, endOffset }, this.#options.pace)
    if (aheadBytes > 0) this.#line.prepareAhead(endOffset, aheadBytes)
    const outcome = await sending
    if (outcome.kind === 'sent' && byteCount > 0) return this.#withoutSetback(outcome, parcel.offset)
    return outcome
  }

  /** A backend may lose data and ask for it again, but one that never gets on must not be asked in a tight loop. */
  #withoutSetback(outcome: SendOutcome & { kind: 'sent' }, sentFrom: number): SendOutcome {
    // Getting on counts only where nobody has been before: a server that alternates gets nowhere either.
    if (outcome.offset > this.#furthestOffset) this.#setbackCount = 0
    if (outcome.offset > sentFrom) return outcome
    this.#setbackCount += 1
    if (this.#setbackCount < 2) return outcome
    this.#offset = outcome.offset
    return {
      kind: 'retry',
      code: 'UPLOAD_REPLY_INVALID',
      reason: `the server was sent bytes from offset ${sentFrom} and asks for ${outcome.offset} again`,
    }
  }

  async #checked(outcome: SendOutcome): Promise<SendOutcome> {
    if (outcome.kind !== 'sent') return outcome
    const { sizeBytes } = await this.#options.log.status()
    if (outcome.offset <= sizeBytes) return outcome
    const reason = `it holds ${outcome.offset} bytes of a log that has ${sizeBytes} here; another copy of this run went further`
    return { kind: 'refused', code: 'UPLOAD_REMOTE_AHEAD', reason }
  }

  async #settleOutcome(outcome: SendOutcome): Promise<UploadReport['kind'] | undefined> {
    if (outcome.kind === 'sent') {
      await this.#acknowledge(outcome)
      return undefined
    }
    this.#line.drop()
    if (outcome.kind === 'resize') return undefined
    const { timers, retry, refusedRetryMs, giveUpAfterMs } = this.#options
    this.#outage.add({ code: outcome.code, reason: outcome.reason }, timers.nowMs())
    this.#warn(outcome)
    if (outcome.kind === 'refused') {
      if (!this.#isFollowing) return 'refused'
      this.#isOpen = false
      await this.#rest(refusedRetryMs, { mayShorten: true })
      return undefined
    }
    const delayMs = this.#outage.delayMs(retry, outcome.afterMs)
    if (!this.#isFollowing && this.#outage.lastsMs(timers.nowMs()) + delayMs > giveUpAfterMs) return 'gave-up'
    await this.#rest(delayMs, { mayShorten: outcome.afterMs === undefined })
    return undefined
  }

  async #acknowledge(outcome: SendOutcome & { kind: 'sent' }): Promise<void> {
    const { sink, cursor, cursors, events } = this.#options
    // Where a backend has lost its data under way, all of it is sent here.
    this.#resumedFrom = Math.min(this.#resumedFrom ?? outcome.offset, outcome.offset)
    this.#outage.end()
    const { dataId } = sink
    const state = { ...cursor.state, ...(dataId === undefined ? {} : { dataId }) }
    const isNews = outcome.offset !== this.#offset || (this.#dataId ?? cursor.state.dataId) !== state.dataId
    if (isNews) cursors.advance({ ...cursor, offset: outcome.offset, state })
    this.#dataId = state.dataId
    this.#offset = outcome.offset
    this.#furthestOffset = Math.max(this.#furthestOffset, outcome.offset)
    events.onProgress({ sentBytes: this.#offset, totalBytes: await this.#sizeBytes() })
    if (outcome.stop === true && !this.#isStopReported) {
      this.#isStopReported = true
      events.onStop()
    }
  }

  /** Waits. `finish` shortens the wait unless the backend asked for it. */
  async #rest(durationMs: number, { mayShorten }: { readonly mayShorten: boolean }): Promise<void> {
    this.#mayShortenPause = mayShorten
    await this.#pause.wait(durationMs)
    this.#mayShortenPause = false
  }

  #warn(trouble: UploadTrouble & { readonly kind: 'retry' | 'refused' }): void {
    if (!this.#outage.shouldWarn(trouble, this.#options.timers.nowMs())) return
    this.#options.events.onWarning({
      code: trouble.code,
      message: troubleMessage(this.#options.cursor, trouble),
    })
  }

  async #report(kind: UploadReport['kind']): Promise<UploadReport> {
    const trouble = this.#outage.last
    return {
      kind,
      resumedFrom: this.#resumedFrom ?? this.#options.cursor.offset,
      acknowledgedBytes: this.#offset,
      totalBytes: await this.#sizeBytes(),
      ...(this.#dataId === undefined ? {} : { dataId: this.#dataId }),
      ...(trouble === undefined ? {} : { trouble }),
    }
  }

  /** A disk that is away has no size; what was read from it is known. */
  async #sizeBytes(): Promise<number> {
    const { sizeBytes } = await this.#options.log.status().catch(() => ({ sizeBytes: 0 }))
    return Math.max(sizeBytes, this.#offset)
  }
}

/** @returns why an upload is not complete, as a sentence; undefined when it is */
export function uploadReason(cursor: LogCursor, report: UploadReport): string | undefined {
  if (report.kind === 'complete') return undefined
  if (report.trouble !== undefined) return troubleMessage(cursor, report.trouble)
  const unsentBytes = report.totalBytes - report.acknowledgedBytes
  return `Cannot upload ${cursor.file} in the time given: ${unsentBytes} of ${report.totalBytes} bytes were not acknowledged`
}

/** One sentence for the user. The target is an address, never a key. */
export function troubleMessage(cursor: LogCursor, trouble: UploadTrouble): string {
  return `Cannot upload ${cursor.file} to ${cursor.state.target}: ${trouble.reason}`
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code ?? (error instanceof Error ? error.message : 'unknown failure')
}
