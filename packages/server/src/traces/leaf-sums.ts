import { ExactSum } from '../domain/exact-sum.ts'

export interface TreeSpan {
  readonly spanId: string
  readonly parentId?: string | undefined
}

/** Ids of all spans above those that say something, also of spans that are not there yet. It only grows. */
export class Covered<Span extends TreeSpan> {
  readonly #ids = new Set<string>()
  readonly #spans: ReadonlyMap<string, Span>

  constructor(spans: ReadonlyMap<string, Span>) {
    this.#spans = spans
  }

  has(spanId: string): boolean {
    return this.#ids.has(spanId)
  }

  /** To be called with every span that says something, and with every span that something is below of. @returns what was not covered before */
  climb({ parentId }: Span): Span[] {
    const found: Span[] = []
    // Ends at what was covered before, also in a circle of parents.
    for (let id = parentId; id !== undefined && !this.#ids.has(id);) {
      this.#ids.add(id)
      const span = this.#spans.get(id)
      if (span !== undefined) found.push(span)
      id = span?.parentId
    }
    return found
  }
}

/**
 * Sums what spans say, but not twice: an agent, and an outer call that only hands on to an inner one, repeat what the spans below them
 * say. It depends on the set of spans alone, not on their order.
 */
export class LeafSums<Name extends string, Span extends TreeSpan> {
  readonly #covered: Covered<Span>
  readonly #read: (span: Span) => Readonly<Partial<Record<Name, number>>> | undefined
  readonly #sums = new Map<Name, { count: number; readonly sum: ExactSum }>()

  constructor(
    spans: ReadonlyMap<string, Span>,
    read: (span: Span) => Readonly<Partial<Record<Name, number>>> | undefined,
  ) {
    this.#covered = new Covered(spans)
    this.#read = read
  }

  /** @param span one of the spans already */
  add(span: Span): void {
    const isCovered = this.#covered.has(span.spanId)
    const said = this.#read(span)
    if (said !== undefined && !isCovered) this.#count(said, 1)
    if (said === undefined && !isCovered) return
    for (const above of this.#covered.climb(span)) this.#count(this.#read(above), -1)
  }

  /** Takes back what a span says that goes on to say something else. It must be added again, and say something then. */
  remove(span: Span): void {
    if (!this.#covered.has(span.spanId)) this.#count(this.#read(span), -1)
  }

  get(name: Name): number | undefined {
    const sum = this.#sums.get(name)
    return sum === undefined || sum.count === 0 ? undefined : sum.sum.value
  }

  #count(said: Readonly<Partial<Record<Name, number>>> | undefined, sign: 1 | -1): void {
    for (const [name, value] of Object.entries(said ?? {}) as [Name, number | undefined][]) {
      if (value === undefined) continue
      let known = this.#sums.get(name)
      if (known === undefined) this.#sums.set(name, (known = { count: 0, sum: new ExactSum() }))
      known.count += sign
      known.sum.add(sign * value)
    }
  }
}
