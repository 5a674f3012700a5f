/** What spans are put in order by. */
export interface StartedSpan {
  readonly spanId: string
  readonly startMs: number
}

/** Order of spans in every answer: by their start, then by their id. */
export function compareStarts(a: StartedSpan, b: StartedSpan): number {
  return a.startMs - b.startMs || (a.spanId < b.spanId ? -1 : a.spanId > b.spanId ? 1 : 0)
}

export function earlier<Span extends StartedSpan>(a: Span | undefined, b: Span): Span {
  return a === undefined || compareStarts(b, a) < 0 ? b : a
}

/** The first span that has something: it is looked for again only when it has lost it. */
export class FirstSpan<Span extends StartedSpan> {
  readonly #all: () => Iterable<Span>
  readonly #has: (span: Span) => boolean
  #first: Span | undefined

  constructor(all: () => Iterable<Span>, has: (span: Span) => boolean) {
    this.#all = all
    this.#has = has
  }

  get(): Span | undefined {
    if (this.#first !== undefined && !this.#has(this.#first)) {
      this.#first = undefined
      for (const span of this.#all()) this.add(span)
    }
    return this.#first
  }

  add(span: Span): void {
    if (this.#has(span)) this.#first = earlier(this.#first, span)
  }
}

/** Values that spans have, in the order of the first span that has each. */
export class FirstValues<Span extends StartedSpan> {
  readonly #all: () => Iterable<Span>
  readonly #read: (span: Span) => string | undefined
  readonly #firsts = new Map<string, { first: Span; count: number }>()
  #isStale = false

  constructor(all: () => Iterable<Span>, read: (span: Span) => string | undefined) {
    this.#all = all
    this.#read = read
  }

  add(span: Span): void {
    const value = this.#read(span)
    if (value === undefined) return
    const known = this.#firsts.get(value)
    if (known === undefined) {
      this.#firsts.set(value, { first: span, count: 1 })
      return
    }
    known.count++
    known.first = earlier(known.first, span)
  }

  /** Of a span that is about to have another value, or none. */
  remove(span: Span): void {
    const value = this.#read(span)
    const known = value === undefined ? undefined : this.#firsts.get(value)
    if (value === undefined || known === undefined) return
    known.count--
    if (known.count === 0) this.#firsts.delete(value)
    else if (known.first === span) this.#isStale = true
  }

  list(limit: number): string[] {
    if (this.#isStale) {
      this.#isStale = false
      this.#firsts.clear()
      for (const span of this.#all()) this.add(span)
    }
    return [...this.#firsts]
      .toSorted(([, a], [, b]) => compareStarts(a.first, b.first))
      .slice(0, limit)
      .map(([value]) => value)
  }
}
