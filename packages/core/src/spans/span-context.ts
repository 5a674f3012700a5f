import type { SpanContext } from './span-types.ts'

/** A context that came from elsewhere. */
export interface RemoteContext extends SpanContext {
  readonly isRemote: true
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const ZEROS = /^0+$/

/**
 * Reads the value of a W3C `traceparent` header.
 * @returns undefined for what is not one: a new trace is then begun
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(text: string): RemoteContext | undefined {
  const match = TRACEPARENT.exec(text.trim())
  if (match === null) return undefined
  const [, version, traceId, spanId, , rest] = match
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined
  if (ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined
  return { traceId, spanId, isRemote: true }
}

/** Everything is kept, so `sampled` is always set; the ids are random, which flag 2 says. */
export function formatTraceparent({ traceId, spanId }: SpanContext): string {
  return `00-${traceId}-${spanId}-03`
}

/** True for ids as OTLP takes them: hex of the right length and not all zeros. */
export function isSpanContext(value: unknown): value is SpanContext {
  if (typeof value !== 'object' || value === null) return false
  try {
    const { traceId, spanId } = value as Partial<Record<keyof SpanContext, unknown>>
    return isId(traceId, 32) && isId(spanId, 16)
  } catch {
    return false
  }
}

function isId(value: unknown, digitCount: number): boolean {
  return (
    typeof value === 'string' &&
    value.length === digitCount &&
    /^[0-9a-f]+$/.test(value) &&
    !ZEROS.test(value)
  )
}

/** A call of the system for the bytes of each span would be a sixth of what the span costs. */
const POOL_BYTES = 4096

/** New ids; random bytes come as an argument. */
export class IdSource {
  readonly #randomBytes: (count: number) => Uint8Array
  #digits = ''

  constructor(randomBytes: (count: number) => Uint8Array) {
    this.#randomBytes = randomBytes
  }

  /** In the trace of that id, or in a new one. */
  next(traceId?: string): SpanContext {
    return { traceId: traceId ?? this.#take(32), spanId: this.#take(16) }
  }

  #take(count: number): string {
    if (this.#digits.length < count) this.#digits = Buffer.from(this.#randomBytes(POOL_BYTES)).toString('hex')
    const id = this.#digits.slice(0, count)
    this.#digits = this.#digits.slice(count)
    // An id of zeros means none.
    return ZEROS.test(id) ? '1'.padStart(count, '0') : id
  }
}
