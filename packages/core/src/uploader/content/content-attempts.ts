import type { Timers } from '../../platform/timers.ts'
import { Outage, type UploadTrouble } from '../outage.ts'
import { retryDelayMs, type RetryPolicy } from '../retry.ts'
import type { ContentFailure, ContentOutcome } from './content-sink.ts'

/** Ends all work on contents; caught where that was begun. */
export class ContentStop extends Error {
  override readonly name: string = 'ContentStop'
  readonly kind: 'refused' | 'gave-up' | 'cut-off'

  constructor(kind: ContentStop['kind']) {
    super(kind)
    this.kind = kind
  }
}

export interface ContentAttemptsOptions {
  readonly timers: Timers
  readonly random: () => number
  readonly retry: RetryPolicy
  /** A refusal is tried again this late while the log is followed. */
  readonly refusedRetryMs: number
  /** Gives up after this long without a success, unless the log is followed. */
  readonly giveUpAfterMs: number
  readonly onTrouble: (trouble: UploadTrouble) => void
}

/** Tries requests until they succeed, by the same rules as the log's uploader; several at once share one outage. */
export class ContentAttempts {
  readonly #options: ContentAttemptsOptions
  readonly #outage: Outage
  readonly #cutOff = new AbortController()
  /** Aborted by `finish`, which shortens waits that the backend did not ask for. */
  #patience = new AbortController()
  #isFollowing = true

  constructor(options: ContentAttemptsOptions) {
    this.#options = options
    this.#outage = new Outage(options.random)
  }

  get trouble(): UploadTrouble | undefined {
    return this.#outage.last
  }

  get isCutOff(): boolean {
    return this.#cutOff.signal.aborted
  }

  get signal(): AbortSignal {
    return this.#cutOff.signal
  }

  get isFollowing(): boolean {
    return this.#isFollowing
  }

  finish(): void {
    this.#isFollowing = false
    this.#patience.abort()
    this.#patience = new AbortController()
  }

  abort(): void {
    this.#cutOff.abort()
    this.finish()
  }

  /** @throws {ContentStop} */
  async run<T>(
    action: (signal: AbortSignal) => Promise<ContentOutcome<T>>,
  ): Promise<Extract<ContentOutcome<T>, { kind: 'done' | 'mismatch' }>> {
    for (let failureCount = 1; ; failureCount++) {
      if (this.isCutOff) throw new ContentStop('cut-off')
      // oxlint-disable-next-line no-await-in-loop -- retries
      const outcome = await action(this.#cutOff.signal)
      if (outcome.kind === 'done' || outcome.kind === 'mismatch') {
        this.#outage.end()
        return outcome
      }
      if (this.isCutOff) throw new ContentStop('cut-off')
      // oxlint-disable-next-line no-await-in-loop -- retries
      await this.#rest(outcome, failureCount)
    }
  }

  async #rest(failure: ContentFailure, failureCount: number): Promise<void> {
    const { timers, retry, random, refusedRetryMs, giveUpAfterMs, onTrouble } = this.#options
    const nowMs = timers.nowMs()
    const trouble = { code: failure.code, reason: failure.reason }
    this.#outage.add(trouble, nowMs)
    if (this.#outage.shouldWarn(failure, nowMs)) onTrouble(trouble)
    if (failure.kind === 'refused') {
      if (!this.#isFollowing) throw new ContentStop('refused')
      return timers.sleep(refusedRetryMs, this.#patience.signal)
    }
    const { afterMs } = failure
    const delayMs = retryDelayMs(retry, {
      failureCount,
      random,
      ...(afterMs === undefined ? {} : { afterMs }),
    })
    if (!this.#isFollowing && this.#outage.lastsMs(nowMs) + delayMs > giveUpAfterMs)
      throw new ContentStop('gave-up')
    await timers.sleep(delayMs, afterMs === undefined ? this.#patience.signal : this.#cutOff.signal)
  }
}
