import type { UploadErrorCode } from '../errors.ts'
import { retryDelayMs, type RetryPolicy } from './retry.ts'

export interface UploadTrouble {
  readonly code: UploadErrorCode
  readonly reason: string
}

const WARNING_INTERVAL_MS = 60_000
/** A broken connection is replaced in a moment, and nobody needs to know. */
const WARN_FROM_FAILURE = 3

/** What went wrong since the last success: how often, since when, and what the user was already told. */
export class Outage {
  readonly #random: () => number
  #failureCount = 0
  #sinceMs: number | undefined
  #last: UploadTrouble | undefined
  /** Codes reported in this outage. */
  readonly #warned = new Set<string>()
  readonly #warnedAtMs = new Map<string, number>()

  constructor(random: () => number) {
    this.#random = random
  }

  get last(): UploadTrouble | undefined {
    return this.#last
  }

  lastsMs(nowMs: number): number {
    return this.#sinceMs === undefined ? 0 : Math.max(0, nowMs - this.#sinceMs)
  }

  add(trouble: UploadTrouble, nowMs: number): void {
    this.#failureCount += 1
    this.#sinceMs ??= nowMs
    this.#last = trouble
  }

  end(): void {
    this.#failureCount = 0
    this.#sinceMs = undefined
    this.#last = undefined
    this.#warned.clear()
  }

  delayMs(policy: RetryPolicy, afterMs: number | undefined): number {
    return retryDelayMs(policy, {
      failureCount: this.#failureCount,
      random: this.#random,
      ...(afterMs === undefined ? {} : { afterMs }),
    })
  }

  /**
   * Decides about telling the user, and remembers that it was told: a refusal at once, a failure when it is not over
   * soon; each once per outage and at most once a minute.
   */
  shouldWarn(
    { kind, code }: { readonly kind: 'retry' | 'refused'; readonly code: string },
    nowMs: number,
  ): boolean {
    const isPassing = kind === 'retry' && this.#failureCount < WARN_FROM_FAILURE
    const lastMs = this.#warnedAtMs.get(code) ?? Number.NEGATIVE_INFINITY
    if (isPassing || this.#warned.has(code) || nowMs - lastMs < WARNING_INTERVAL_MS) return false
    this.#warned.add(code)
    this.#warnedAtMs.set(code, nowMs)
    return true
  }
}
