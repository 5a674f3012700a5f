import {
  KYMO_SPAN,
  type SpanAttribute,
  type SpanEventRecord,
  type SpanKindNumber,
  type SpanLinkRecord,
  type SpanRecord,
  type SpanStatusCode,
  type SpanValue,
} from '@kymo/protocol'
import { toNanoseconds, type SpanClock } from './span-clock.ts'
import { formatTraceparent, isSpanContext } from './span-context.ts'
import type { Span, SpanAttributes, SpanContext, SpanEnd, SpanKind, SpanOutcome } from './span-types.ts'
import { keepValue, type ValueRules } from './span-value.ts'

const MAX_ATTRIBUTES = 256
const MAX_EVENTS = 256
const MAX_LINKS = 128
const MAX_NAME_CHARS = 1024
const MAX_KEY_CHARS = 1024
const MAX_MESSAGE_CHARS = 16_384
const MAX_STACK_CHARS = 16_384

const KINDS: Readonly<Record<SpanKind, SpanKindNumber>> = {
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
}

/** The W3C flags of a sampled span, and OTLP's "it is known whether the parent is in another process". */
const FLAGS = 0x101
const FLAG_REMOTE_PARENT = 0x200

/** What spans of one run share. Nothing of it throws. */
export interface SpanOwner extends ValueRules {
  readonly clock: SpanClock
  /** False after the end of the run, which spans that it does not remember outlive. */
  isOpen(): boolean
  write(record: SpanRecord): void
  /** It has ended. */
  release(span: LiveSpan): void
}

export interface LiveSpanStart {
  readonly context: SpanContext
  readonly parentSpanId: string
  readonly isParentRemote: boolean
  readonly name: string
  readonly kind: SpanKind | undefined
  readonly startMs: number | undefined
  readonly step: number | undefined
  readonly attributes: SpanAttributes | undefined
  readonly links: readonly SpanContext[] | undefined
}

/** A span of a run that keeps it: written at its start, and whole at its end. Without an owner it keeps nothing. */
export class LiveSpan implements Span {
  readonly traceId: string
  readonly spanId: string
  #owner: SpanOwner | undefined
  readonly #start: LiveSpanStart
  readonly #startNs: bigint
  readonly #attributes = new Map<string, SpanValue>()
  readonly #events: SpanEventRecord[] = []
  readonly #links: SpanLinkRecord[]
  #name: string
  #droppedAttributes = 0
  #droppedEvents = 0
  readonly #droppedLinks: number
  #hasFailed = false
  #failure = ''

  constructor(start: LiveSpanStart, owner: SpanOwner | undefined) {
    this.traceId = start.context.traceId
    this.spanId = start.context.spanId
    this.#start = start
    this.#owner = owner
    this.#name = toName(start.name)
    this.#startNs = owner === undefined ? 0n : toNanoseconds(start.startMs, owner.clock.nowMs())
    this.#links = owner === undefined ? [] : toLinks(start.links)
    this.#droppedLinks =
      owner === undefined ? 0 : Math.max(0, (start.links?.length ?? 0) - this.#links.length)
    if (owner === undefined) return
    if (start.step !== undefined) this.setAttribute(KYMO_SPAN.step, start.step)
    if (start.attributes !== undefined) this.setAttributes(start.attributes)
    owner.write(this.#record(0n, 'ok'))
  }

  get name(): string {
    return this.#name
  }

  get isRecording(): boolean {
    return this.#owner?.isOpen() === true
  }

  setName(name: string): this {
    if (this.#owner !== undefined) this.#name = toName(name)
    return this
  }

  setAttribute(key: string, value: unknown): this {
    const owner = this.#owner
    if (owner === undefined || typeof key !== 'string' || key === '') return this
    const isFull = this.#attributes.size >= MAX_ATTRIBUTES && !this.#attributes.has(key)
    if (isFull || key.length > MAX_KEY_CHARS) {
      this.#droppedAttributes += 1
      return this
    }
    const kept = this.#keep(owner, key, value)
    if (kept !== undefined) this.#attributes.set(key, kept)
    return this
  }

  setAttributes(attributes: SpanAttributes): this {
    for (const [key, value] of entriesOf(attributes)) this.setAttribute(key, value)
    return this
  }

  addEvent(name: string, attributes: SpanAttributes = {}, timeMs?: number): this {
    const owner = this.#owner
    if (owner === undefined) return this
    if (this.#events.length >= MAX_EVENTS) {
      this.#droppedEvents += 1
      return this
    }
    const kept: SpanAttribute[] = []
    let droppedAttributes = 0
    for (const [key, value] of entriesOf(attributes)) {
      if (kept.length >= MAX_ATTRIBUTES || key.length > MAX_KEY_CHARS) {
        droppedAttributes += 1
        continue
      }
      const keptValue = this.#keep(owner, key, value)
      if (keptValue !== undefined) kept.push([key, keptValue])
    }
    const timeNs = toNanoseconds(timeMs, owner.clock.nowMs())
    this.#events.push({ timeNs, name: toName(name), attributes: kept, droppedAttributes })
    return this
  }

  recordException(error: unknown): this {
    if (this.#owner === undefined) return this
    const { type, message, stack } = describeError(error)
    this.#hasFailed = true
    this.#failure = message
    this.setAttribute('error.type', type)
    return this.addEvent('exception', {
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': stack,
    })
  }

  traceparent(): string {
    return formatTraceparent(this)
  }

  end(end?: SpanEnd): void {
    const owner = this.#owner
    if (owner === undefined) return
    const { attributes, outcome, message, endMs } = readEnd(end)
    if (attributes !== undefined) this.setAttributes(attributes)
    if (message !== undefined) this.#failure = toText(message, MAX_MESSAGE_CHARS)
    const endNs = toNanoseconds(endMs, owner.clock.nowMs())
    // An end before the start would be refused by backends; 0 would mean that it is open.
    const lastNs = endNs < this.#startNs ? this.#startNs : endNs
    owner.write(this.#record(lastNs === 0n ? 1n : lastNs, outcome ?? (this.#hasFailed ? 'error' : 'ok')))
    this.#owner = undefined
    owner.release(this)
    this.#attributes.clear()
    this.#events.length = 0
  }

  #keep(owner: SpanOwner, key: string, value: unknown): SpanValue | undefined {
    const bounded = keepValue(owner, key, value)
    if (bounded?.isCut === true) this.#droppedAttributes += 1
    return bounded?.value
  }

  #record(endNs: bigint, outcome: SpanOutcome): SpanRecord {
    const attributes = [...this.#attributes]
    const isOver = endNs !== 0n
    if (isOver && (outcome === 'cancelled' || outcome === 'interrupted'))
      attributes.push([KYMO_SPAN.outcome, outcome])
    const code: SpanStatusCode = !isOver ? 0 : outcome === 'error' ? 2 : outcome === 'ok' ? 1 : 0
    return {
      traceId: this.traceId,
      spanId: this.spanId,
      parentSpanId: this.#start.parentSpanId,
      traceState: '',
      flags: this.#start.isParentRemote ? FLAGS | FLAG_REMOTE_PARENT : FLAGS,
      name: this.#name,
      kind: toKind(this.#start.kind),
      startNs: this.#startNs,
      endNs,
      attributes,
      droppedAttributes: this.#droppedAttributes,
      events: this.#events,
      droppedEvents: this.#droppedEvents,
      links: this.#links,
      droppedLinks: this.#droppedLinks,
      status: { code, message: code === 2 ? this.#failure : '' },
    }
  }
}

function toName(name: unknown): string {
  return toText(name, MAX_NAME_CHARS)
}

/** Callers are JavaScript too: what is typed as a string need not be one. */
function toText(value: unknown, maxChars: number): string {
  const text = typeof value === 'string' ? value : safeText(value)
  return text.length > maxChars ? `${text.slice(0, maxChars)}…` : text
}

function safeText(value: unknown): string {
  try {
    return String(value)
  } catch {
    return '[unreadable]'
  }
}

function toKind(kind: unknown): SpanKindNumber {
  return typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind as SpanKind] : 1
}

function readEnd(end: SpanEnd | undefined): SpanEnd {
  try {
    return { ...end }
  } catch {
    return {}
  }
}

function toLinks(links: readonly SpanContext[] | undefined): SpanLinkRecord[] {
  if (!Array.isArray(links)) return []
  return links
    .filter(isSpanContext)
    .slice(0, MAX_LINKS)
    .map(({ traceId, spanId }) => ({
      traceId,
      spanId,
      traceState: '',
      attributes: [],
      droppedAttributes: 0,
      flags: 0,
    }))
}

/** A getter of the user's may throw: that costs its own attribute. */
function entriesOf(attributes: SpanAttributes): [string, unknown][] {
  try {
    if (typeof attributes !== 'object' || attributes === null) return []
    return Object.keys(attributes).map((key) => [key, memberOf(attributes, key)])
  } catch {
    return []
  }
}

function memberOf(attributes: SpanAttributes, key: string): unknown {
  try {
    return attributes[key]
  } catch {
    return '[unreadable]'
  }
}

function describeError(error: unknown): { type: string; message: string; stack: string | undefined } {
  try {
    if (!(error instanceof Error))
      return { type: typeof error, message: toText(error, MAX_MESSAGE_CHARS), stack: undefined }
    const { name, message, stack } = error
    return {
      type: toText(name, MAX_NAME_CHARS),
      message: toText(message, MAX_MESSAGE_CHARS),
      stack: stack?.slice(0, MAX_STACK_CHARS),
    }
  } catch {
    return { type: 'Error', message: 'an error that cannot be read', stack: undefined }
  }
}
