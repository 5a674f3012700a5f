import type { TokenUsage } from '../api/trace-types.ts'
import type { SpanSizes } from '../store/store.ts'
import { compareStarts, earlier, FirstSpan, FirstValues } from './first-spans.ts'
import { Covered, LeafSums } from './leaf-sums.ts'
import type { StoredSpan } from './stored-span.ts'
import type { TraceSummary } from './trace-summary.ts'
import { USAGE_NAMES, type UsageName } from './usage.ts'

const MAX_MODELS = 20

/** What a tally keeps of a span. It becomes the tally's own. */
export interface TallySpan {
  readonly spanId: string
  parentId: string | undefined
  isOpen: boolean
  isError: boolean
  readonly startMs: number
  endMs: number
  model: string | undefined
  usage: TokenUsage | undefined
  costUsd: number | undefined
  hasStep: boolean
  hasThread: boolean
  /** It calls a model, as its operation says. */
  isModelCall: boolean
  /** Its row in the index. */
  rowId: number
  /** The row of the part of the trace that it is in. */
  partId: number
  /** Whether its row is marked as a call. */
  isMarked: boolean
}

/**
 * What the spans of one trace add up to. It is kept up to date span by span, for a trace of 50,000 spans may get ten more every second;
 * and whatever the order in which they came, it says the same.
 */
export class TraceTally {
  readonly #spans = new Map<string, TallySpan>()
  readonly #usage: LeafSums<UsageName, TallySpan> = new LeafSums(this.#spans, ({ usage }) => usage)
  readonly #cost: LeafSums<'cost', TallySpan> = new LeafSums(this.#spans, ({ costUsd }) =>
    costUsd === undefined ? undefined : { cost: costUsd },
  )
  /** Above a span with usage or cost nothing counts as a call. */
  readonly #aboveCalls: Covered<TallySpan> = new Covered(this.#spans)
  readonly #all = (): Iterable<TallySpan> => this.#spans.values()
  readonly #rootless = new FirstSpan<TallySpan>(this.#all, ({ parentId }) => parentId === undefined)
  readonly #withStep = new FirstSpan<TallySpan>(this.#all, ({ hasStep }) => hasStep)
  readonly #withThread = new FirstSpan<TallySpan>(this.#all, ({ hasThread }) => hasThread)
  readonly #models = new FirstValues<TallySpan>(this.#all, ({ model }) => model)
  /** By a parent that is not there, the first of its children. */
  readonly #orphans = new Map<string, TallySpan>()
  readonly #changed = new Set<TallySpan>()
  #first: TallySpan | undefined
  #last: TallySpan | undefined
  #errorCount = 0
  #openCount = 0
  #endMs = Number.NEGATIVE_INFINITY

  get spanCount(): number {
    return this.#spans.size
  }

  /** The last in order of their start. */
  get last(): TallySpan | undefined {
    return this.#last
  }

  get(spanId: string): TallySpan | undefined {
    return this.#spans.get(spanId)
  }

  /**
   * Adds a span, or what came to be known of one.
   * @returns false when what it says cannot be brought together with what it said before: the trace must be added up anew
   */
  put(span: TallySpan): boolean {
    const known = this.#spans.get(span.spanId)
    if (known === undefined) this.#insert(span)
    else if (isCompatible(known, span)) this.#replace(known, span)
    else return false
    return true
  }

  /** Rows whose mark as a call is not as it should be. They are taken to be marked so from now on. */
  takeCalls(): TallySpan[] {
    const wrong: TallySpan[] = []
    for (const span of this.#changed) {
      if (span.isMarked === this.#isCall(span)) continue
      span.isMarked = !span.isMarked
      wrong.push(span)
    }
    this.#changed.clear()
    return wrong
  }

  /** The span that stands for the trace: the first without a parent; else the first whose parent is not there; else the first. */
  get root(): TallySpan | undefined {
    const root = this.#rootless.get()
    if (root !== undefined) return root
    let orphan: TallySpan | undefined
    for (const span of this.#orphans.values()) orphan = earlier(orphan, span)
    return orphan ?? this.#first
  }

  get firstWithStep(): TallySpan | undefined {
    return this.#withStep.get()
  }

  get firstWithThread(): TallySpan | undefined {
    return this.#withThread.get()
  }

  get sizes(): SpanSizes {
    const [spanCount, errorCount, openCount] = [this.#spans.size, this.#errorCount, this.#openCount]
    return { spanCount, errorCount, openCount, endMs: this.#endMs }
  }

  /**
   * What a list says of the trace.
   * @param read what the index keeps of a span of the trace
   * @param sizes of the trace where not all of its spans were put
   */
  summarize(read: (span: TallySpan) => StoredSpan, sizes: SpanSizes = this.sizes): TraceSummary {
    const { root } = this
    if (root === undefined || this.#first === undefined) throw new RangeError('a trace has a span')
    const { name, operation, status, input, output, ...own } = read(root)
    const { firstWithStep, firstWithThread } = this
    const step = own.step ?? (firstWithStep && read(firstWithStep).step)
    const thread = own.thread ?? (firstWithThread && read(firstWithThread).thread)
    const { startMs } = this.#first
    const { endMs, ...counts } = sizes
    const costUsd = this.#cost.get('cost')
    return {
      hasRoot: root.parentId === undefined,
      rootSpanId: root.spanId,
      name,
      operation,
      status,
      startMs,
      durationMs: Math.max(endMs, startMs) - startMs,
      ...counts,
      usage: this.#usageSums(),
      models: this.#models.list(MAX_MODELS),
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(step === undefined ? {} : { step }),
      ...(thread === undefined ? {} : { thread }),
      ...(input === undefined ? {} : { input }),
      ...(output === undefined ? {} : { output }),
    }
  }

  #usageSums(): TokenUsage {
    const usage: { -readonly [name in UsageName]?: number } = {}
    for (const name of USAGE_NAMES) {
      const sum = this.#usage.get(name)
      if (sum !== undefined) usage[name] = sum
    }
    return usage
  }

  #insert(span: TallySpan): void {
    this.#spans.set(span.spanId, span)
    this.#first = earlier(this.#first, span)
    if (this.#last === undefined || compareStarts(span, this.#last) > 0) this.#last = span
    this.#orphans.delete(span.spanId)
    if (span.parentId !== undefined && !this.#spans.has(span.parentId))
      this.#orphans.set(span.parentId, earlier(this.#orphans.get(span.parentId), span))
    this.#add(span)
  }

  #replace(known: TallySpan, span: TallySpan): void {
    this.#usage.remove(known)
    this.#cost.remove(known)
    this.#models.remove(known)
    if (known.isError) this.#errorCount--
    if (known.isOpen) this.#openCount--
    Object.assign(known, span)
    this.#add(known)
  }

  #add(span: TallySpan): void {
    if (span.isError) this.#errorCount++
    if (span.isOpen) this.#openCount++
    this.#endMs = Math.max(this.#endMs, span.endMs)
    this.#usage.add(span)
    this.#cost.add(span)
    this.#models.add(span)
    for (const firsts of [this.#rootless, this.#withStep, this.#withThread]) firsts.add(span)
    this.#changed.add(span)
    if (isPriced(span) || this.#aboveCalls.has(span.spanId))
      for (const above of this.#aboveCalls.climb(span)) this.#changed.add(above)
  }

  /**
   * Statistics by model count the innermost spans that say what was used, so that their sums are those of the trace. An agent that
   * names its model, and says no more, has called nothing.
   */
  #isCall(span: TallySpan): boolean {
    return (
      span.model !== undefined && !this.#aboveCalls.has(span.spanId) && (span.isModelCall || isPriced(span))
    )
  }
}

function isPriced({ usage, costUsd }: TallySpan): boolean {
  return usage !== undefined || costUsd !== undefined
}

/** The end of a span says what its start said, and more. */
function isCompatible(known: TallySpan, span: TallySpan): boolean {
  return (
    known.parentId === span.parentId &&
    known.startMs === span.startMs &&
    known.endMs <= span.endMs &&
    (known.usage === undefined || span.usage !== undefined) &&
    (known.costUsd === undefined || span.costUsd !== undefined)
  )
}
