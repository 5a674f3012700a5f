import type { UploadErrorCode } from '../errors.ts'
import { retryDelayMs, type RetryPolicy } from './retry.ts'

export interface UploadTrouble {
  readonly code: UploadErrorCode
  readonly reason: string
}

/** What went wrong since the last success: how often, since when, and what the user was already told. */
export class Outage {
  readonly #random: () => number
  #failureCount = 0
  #sinceMs: number | undefined
  #last: UploadTrouble | undefined
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
  }

  delayMs(policy: RetryPolicy, afterMs: number | undefined): number {
    return retryDelayMs(policy, {
      failureCount: this.#failureCount,
      random: this.#random,
      ...(afterMs === undefined ? {} : { afterMs }),
    })
  }

  /** @returns true when this code may be reported: not twice within `intervalMs` */
  shouldWarn(code: string, when: { readonly nowMs: number; readonly intervalMs: number }): boolean {
    const lastMs = this.#warnedAtMs.get(code)
    if (lastMs !== undefined && when.nowMs - lastMs < when.intervalMs) return false
    this.#warnedAtMs.set(code, when.nowMs)
    return true
  }
}
