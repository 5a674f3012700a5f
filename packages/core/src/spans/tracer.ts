import type { SpanRecord } from '@kymo/protocol'
import { createAsyncContext, type AsyncContext } from '../platform/async-context.ts'
import { followResult } from './follow-result.ts'
import { LiveSpan, type SpanOwner } from './live-span.ts'
import { activeOtelSpan, withOtelSpan } from './otel/otel-context.ts'
import { SpanClock } from './span-clock.ts'
import { IdSource, isSpanContext, parseTraceparent } from './span-context.ts'
import type { Span, SpanContext, SpanOptions, SpanParent } from './span-types.ts'

export interface TracerOptions {
  /** Undefined: nothing is kept. */
  readonly write: ((record: SpanRecord) => void) | undefined
  readonly wallMs: () => number
  readonly monotonicMs: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** Of one value. */
  readonly maxChars: number
  readonly redact: ((value: unknown, key: string) => unknown) | undefined
  /** The step that a root belongs to. */
  readonly step: () => number
  /** `traceparent` that this process was started with. */
  readonly inherited: string | undefined
  /** More spans are open than a run remembers; called once. */
  readonly onTooManyOpen: (mostCount: number) => void
}

/**
 * So many open spans are remembered, to be ended with the run: up to 2 kB each. A program that forgets to end its spans must not fill
 * the memory; one that is let go is the program's alone and ends when the program ends it.
 */
const MAX_OPEN_SPANS = 20_000

interface Active {
  readonly tracer: Tracer
  readonly span: Span
}

/** One for all runs, because a program has one flow. */
const flow: AsyncContext<Active> = createAsyncContext<Active>()

/** The span around the call, of whatever run; undefined outside of `run.span()` and `op()`. */
export function activeSpan(): Span | undefined {
  return flow.get()?.span
}

/** Makes the spans of one run. */
export class Tracer {
  readonly #options: TracerOptions
  readonly #owner: SpanOwner
  readonly #ids: IdSource
  /** In the order of their starts. */
  readonly #open = new Set<LiveSpan>()
  /** Stands at the first of them: beginning anew each time would walk over all that were deleted. */
  readonly #oldest = this.#open.values()
  #hasLetGo = false
  readonly #inherited: SpanContext | undefined
  #isClosed = false

  constructor(options: TracerOptions) {
    this.#options = options
    this.#ids = new IdSource(options.randomBytes)
    this.#inherited = options.inherited === undefined ? undefined : parseTraceparent(options.inherited)
    this.#owner = {
      clock: new SpanClock(options.wallMs, options.monotonicMs),
      maxChars: options.maxChars,
      redact: options.redact,
      isOpen: () => !this.#isClosed,
      write: (record) => options.write?.(record),
      release: (span) => void this.#open.delete(span),
    }
  }

  /** Never throws. */
  start(name: string, options: SpanOptions = {}): LiveSpan {
    try {
      return this.#start(name, options ?? {})
    } catch {
      // Options that cannot be read are none.
      return this.#start(name, {})
    }
  }

  #start(name: string, options: SpanOptions): LiveSpan {
    const isKept = !this.#isClosed && this.#options.write !== undefined
    const { kind, attributes, startMs, links, step } = options
    const parent = this.#parentOf(options.parent)
    const rootStep = parent === undefined ? this.#options.step() : undefined
    const chosenStep = step ?? rootStep
    const span = new LiveSpan(
      {
        context: this.#ids.next(parent?.traceId),
        parentSpanId: parent?.spanId ?? '',
        isParentRemote: parent !== undefined && 'isRemote' in parent,
        name,
        kind,
        startMs,
        links,
        step: chosenStep,
        attributes,
      },
      isKept ? this.#owner : undefined,
    )
    if (isKept) this.#remember(span)
    return span
  }

  /**
   * Runs `action` in a span that ends with what it returns: at once, when its promise settles, or when its iterator or stream is used up.
   * @throws what `action` throws
   */
  trace<R>(span: LiveSpan, action: () => R, onResult?: (value: unknown) => void): R {
    const run = <T>(step: () => T): T => flow.run({ tracer: this, span }, () => withOtelSpan(span, step))
    let result: R
    try {
      result = run(action)
    } catch (error) {
      span.recordException(error).end()
      throw error
    }
    return followResult(result, {
      keepsItems: onResult !== undefined,
      run,
      succeed: (value) => {
        onResult?.(value)
        span.end()
      },
      fail: (error) => span.recordException(error).end(),
      cancel: () => span.end({ outcome: 'cancelled' }),
    })
  }

  /** Ends what is remembered as open as cancelled; what starts later keeps nothing. */
  close(): void {
    this.#isClosed = true
    for (const span of this.#open) span.end({ outcome: 'cancelled' })
  }

  /** What is let go stays open in the log, for it may be, and its `end()` still writes it: an end that is invented could not be taken back. */
  #remember(span: LiveSpan): void {
    this.#open.add(span)
    if (this.#open.size <= MAX_OPEN_SPANS) return
    const oldest = this.#oldest.next().value
    if (oldest !== undefined) this.#open.delete(oldest)
    if (this.#hasLetGo) return
    this.#hasLetGo = true
    this.#options.onTooManyOpen(MAX_OPEN_SPANS)
  }

  #parentOf(parent: SpanParent | undefined): SpanContext | undefined {
    if (parent === null) return undefined
    if (typeof parent === 'string') return parseTraceparent(parent)
    if (parent !== undefined) return isSpanContext(parent) ? parent : undefined
    // OpenTelemetry's goes first: it knows ours, and spans that were started inside of ours.
    const active = flow.get()
    return activeOtelSpan() ?? (active?.tracer === this ? active.span : undefined) ?? this.#inherited
  }
}
