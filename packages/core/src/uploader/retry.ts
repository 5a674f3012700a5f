export interface RetryPolicy {
  /** Upper bound of the first wait. */
  readonly baseMs: number
  /** Upper bound of every wait that the server did not ask for. */
  readonly capMs: number
}

/** A server may ask for a pause, not for a week. */
export const MAX_RETRY_AFTER_MS: number = 5 * 60 * 1000

/** Doublings beyond this exceed any cap, and 2 ** n must not overflow. */
const MAX_DOUBLINGS = 30

export interface RetryRequest {
  /** Failures in a row before this wait, from 1. */
  readonly failureCount: number
  /** In `[0, 1)`. */
  readonly random: () => number
  /** What the server asked for. Never shortened; jitter is added so that a fleet does not return at once. */
  readonly afterMs?: number
}

/**
 * Exponential back-off with full jitter.
 * @returns milliseconds to wait, a non-negative integer
 * @see Marc Brooker, Exponential Backoff and Jitter (2015), "full jitter"
 */
export function retryDelayMs(policy: RetryPolicy, request: RetryRequest): number {
  const { failureCount, random, afterMs } = request
  const doublings = Math.min(Math.max(failureCount, 1) - 1, MAX_DOUBLINGS)
  const ceilingMs = Math.min(policy.capMs, policy.baseMs * 2 ** doublings)
  const jitterMs = random() * ceilingMs
  if (afterMs === undefined) return Math.round(jitterMs)
  return Math.min(MAX_RETRY_AFTER_MS, Math.round(afterMs + jitterMs))
}

/**
 * Reads a Retry-After header: seconds or an HTTP date.
 * @returns undefined when there is none or it makes no sense; otherwise in `[0, MAX_RETRY_AFTER_MS]`
 * @see RFC 9110, section 10.2.3
 */
export function parseRetryAfterMs(value: string | null | undefined, nowMs: number): number | undefined {
  const text = value?.trim() ?? ''
  if (text === '') return undefined
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : dateOf(text) - nowMs
  if (Number.isNaN(waitMs)) return undefined
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.round(waitMs)))
}

/** Date.parse() also takes things like "-5"; an HTTP date has a month and a time of day. */
function dateOf(text: string): number {
  return /[A-Za-z]{3}.*\d\d:\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
}
