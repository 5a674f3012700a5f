import { KymoError } from '../../errors.ts'
import type { HttpOutcome, HttpSend } from '../../platform/http.ts'
import type { Timers } from '../../platform/timers.ts'

export interface HttpReaderOptions {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly send: HttpSend
  readonly timers: Timers
}

/** Asked again after so long: three more times, then the failure is the answer. */
const RETRY_MS: readonly number[] = [300, 1_000, 3_000]
const MAX_RETRY_AFTER_MS = 30_000
const TIMEOUT_MS = 60_000
const MAX_REPLY_BYTES: number = 256 * 1024 * 1024

/** Questions to a Kymo server, asked again when the network or the server is at fault. */
export class HttpReader {
  readonly #options: HttpReaderOptions
  readonly #baseUrl: string

  constructor(options: HttpReaderOptions) {
    this.#options = options
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '')
  }

  /** @param path below `/api/v1` */
  urlOf(path: string): string {
    return `${this.#baseUrl}/api/v1${path}`
  }

  headers(): Record<string, string> {
    const { apiKey } = this.#options
    return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  }

  /**
   * @returns the answer; undefined when there is no such thing
   * @throws {KymoError} API_UNREACHABLE, API_REFUSED
   */
  async get<T>(path: string): Promise<T | undefined> {
    return this.#ask<T>('GET', path, undefined)
  }

  /** A question that is too long for a URL; it changes nothing. */
  async post<T>(path: string, question: unknown): Promise<T | undefined> {
    return this.#ask<T>('POST', path, Buffer.from(JSON.stringify(question)))
  }

  async #ask<T>(method: 'GET' | 'POST', path: string, body: Uint8Array | undefined): Promise<T | undefined> {
    const url = this.urlOf(path)
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { ...this.headers(), ...json, accept: 'application/json' }
    for (let attempt = 0; ; attempt++) {
      const request = { method, url, headers, timeoutMs: TIMEOUT_MS, maxReplyBytes: MAX_REPLY_BYTES }
      const outcome = await this.#options.send(body === undefined ? request : { ...request, body })
      const waitMs = attempt < RETRY_MS.length ? retryAfterMs(outcome, RETRY_MS[attempt]) : undefined
      if (waitMs === undefined) return this.#read(outcome) as T | undefined
      await this.#options.timers.sleep(waitMs)
    }
  }

  #read(outcome: HttpOutcome): unknown {
    if (outcome.kind === 'failed') {
      throw new KymoError('API_UNREACHABLE', `Cannot reach ${this.#baseUrl}: ${outcome.reason}`)
    }
    const reply = parse(outcome.text)
    if (outcome.status === 200 && reply !== undefined) return reply
    const { code, message } = errorOf(reply)
    if (outcome.status === 404 && code !== 'ROUTE_UNKNOWN') return undefined
    // The message names what was wrong with a filter.
    if (outcome.status === 400 && code === 'REQUEST_INVALID') throw new RangeError(message)
    throw new KymoError(
      'API_REFUSED',
      `Cannot read from ${this.#baseUrl}: status ${outcome.status}, ${message}`,
      {
        details: { status: outcome.status, code },
      },
    )
  }
}

/** @returns undefined when asking again is of no use */
function retryAfterMs(outcome: HttpOutcome, usualMs: number): number | undefined {
  if (outcome.kind === 'failed') return outcome.cause === 'reply-too-long' ? undefined : usualMs
  if (outcome.status !== 429 && outcome.status < 500) return undefined
  const seconds = Number(outcome.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds * 1000), MAX_RETRY_AFTER_MS) : usualMs
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function errorOf(reply: unknown): { code: string; message: string } {
  const error = (reply as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error
  return {
    code: typeof error?.code === 'string' ? error.code : 'UNKNOWN',
    message:
      typeof error?.message === 'string'
        ? error.message.slice(0, 500)
        : 'and nothing that this client understands',
  }
}
