import type { ConsoleLine, ConsolePage } from '@kymo/server/api'

export interface ConsoleCacheOptions {
  /** Lines of the filter from a number on. */
  readonly fetchPage: (request: { from: number; limit: number }) => Promise<ConsolePage>
  /** The same without a filter: only how many lines there are matters. */
  readonly fetchCount?: (from: number) => Promise<ConsolePage>
  /** Calls back later; a test decides when. */
  readonly later?: (callback: () => void, delayMs: number) => void
}

/** Numbers of one page. A filter thins pages out: its requests cover several at once. */
export const PAGE_LINES = 1000
const FILTERED_LIMIT = 5000
const MAX_REQUESTS = 3
/** About 200,000 lines. */
const MAX_PAGES = 200
/** Lines further from the end than this do not change any more: progress bars and late writers only touch the newest. */
const SETTLED_DISTANCE = 2000
const RETRY_MS = 2000
/** Pages that a request of a filter reaches back, so that a rare match is found soon. */
const FILTERED_REACH = 16

interface Page {
  readonly lines: ReadonlyMap<number, ConsoleLine>
  /** False while the lines may still change. */
  readonly isSettled: boolean
  /** Which refresh they are of. */
  readonly generation: number
}

export interface ConsoleState {
  /** Lines of the whole console, whatever the filter. Undefined before the first answer. */
  readonly lineCount: number | undefined
  /** Lines that pass the filter. */
  readonly matchCount: number
  readonly writers: readonly string[]
  readonly droppedCount: number
  readonly error: Error | undefined
}

const EMPTY: ConsoleState = {
  lineCount: undefined,
  matchCount: 0,
  writers: [],
  droppedCount: 0,
  error: undefined,
}

/**
 * Holds the part of a console that is looked at: pages are loaded where the window is, and forgotten in order of last use.
 * Lines are addressed by their number in the whole console; with a filter some numbers have no line.
 */
export class ConsoleCache {
  readonly #options: ConsoleCacheOptions
  readonly #pages = new Map<number, Page>()
  readonly #underWay = new Set<number>()
  readonly #listeners = new Set<() => void>()
  #state = EMPTY
  #generation = 0
  #isWaiting = false
  #isCounting = false
  #isCountWanted = false

  constructor(options: ConsoleCacheOptions) {
    this.#options = options
  }

  get isFiltered(): boolean {
    return this.#options.fetchCount !== undefined
  }

  /** A new object after every change, and only then. */
  readonly getState = (): ConsoleState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** `undefined`: not loaded. `null`: there is no such line, or the filter hides it. */
  lineAt(number: number): ConsoleLine | null | undefined {
    const page = this.#pages.get(Math.floor(number / PAGE_LINES))
    return page === undefined ? undefined : (page.lines.get(number) ?? null)
  }

  /** Asks for the pages of lines `[from, to)` that are not here, or not of the newest refresh. */
  need(from: number, to: number): void {
    const last = Math.min(to, this.#state.lineCount ?? to) - 1
    for (
      let page = Math.floor(Math.max(0, from) / PAGE_LINES);
      page <= Math.floor(last / PAGE_LINES);
      page += 1
    ) {
      const known = this.#pages.get(page)
      if (known !== undefined) {
        this.#pages.delete(page)
        this.#pages.set(page, known)
      }
      if (known === undefined || (!known.isSettled && known.generation < this.#generation))
        this.#request(page)
    }
  }

  /** The console may have grown: asks how long it is, and for the newest lines again. */
  refresh(): void {
    this.#generation += 1
    if (this.#isCounting) {
      this.#isCountWanted = true
      return
    }
    void this.#count()
  }

  async #count(): Promise<void> {
    this.#isCounting = true
    const from = this.#state.lineCount ?? 0
    try {
      if (this.#options.fetchCount === undefined) {
        const start = Math.floor(from / PAGE_LINES) * PAGE_LINES
        const generation = this.#generation
        const answer = await this.#options.fetchPage({ from: start, limit: PAGE_LINES })
        this.#take(answer, { start, limit: PAGE_LINES, generation })
      } else this.#noteCount(await this.#options.fetchCount(from))
    } catch (error) {
      this.#fail(error)
    }
    this.#isCounting = false
    if (!this.#isCountWanted) return
    this.#isCountWanted = false
    void this.#count()
  }

  #request(page: number): void {
    if (this.#isWaiting || this.#underWay.size >= MAX_REQUESTS || this.#underWay.has(page)) return
    // Scrolling up through a filter: one request reaches back over many pages.
    const isUpwards = this.isFiltered && this.#pages.has(page + 1)
    const first = isUpwards ? this.#firstUnknownBefore(page) : page
    this.#underWay.add(page)
    void this.#load(first).finally(() => {
      this.#underWay.delete(page)
      this.#notify()
    })
  }

  #firstUnknownBefore(page: number): number {
    let first = page
    while (first > 0 && page - first < FILTERED_REACH && !this.#pages.has(first - 1)) first -= 1
    return first
  }

  async #load(page: number): Promise<void> {
    const [start, generation] = [page * PAGE_LINES, this.#generation]
    const limit = this.isFiltered ? FILTERED_LIMIT : PAGE_LINES
    try {
      this.#take(await this.#options.fetchPage({ from: start, limit }), { start, limit, generation })
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Files lines under their pages: as far as the answer reaches it says everything about the numbers in between. */
  #take(
    answer: ConsolePage,
    { start, limit, generation }: { start: number; limit: number; generation: number },
  ): void {
    const isWhole = answer.next === null || answer.lines.length < limit
    const lineCount = this.isFiltered ? (this.#state.lineCount ?? 0) : answer.totalCount
    const known = Math.max(lineCount, (answer.lines.at(-1)?.number ?? -1) + 1)
    const reachedTo = isWhole ? Math.max(known, start + 1) : (answer.next ?? start)
    const lines = new Map<number, Map<number, ConsoleLine>>()
    for (const line of answer.lines) {
      const page = Math.floor(line.number / PAGE_LINES)
      let of = lines.get(page)
      if (of === undefined) lines.set(page, (of = new Map()))
      of.set(line.number, line)
    }
    const firstPage = Math.floor(start / PAGE_LINES)
    const endPage = isWhole ? Math.ceil(reachedTo / PAGE_LINES) : Math.floor(reachedTo / PAGE_LINES)
    for (let page = firstPage; page < Math.min(endPage, firstPage + MAX_PAGES); page += 1) {
      const isSettled = (page + 1) * PAGE_LINES + SETTLED_DISTANCE <= known
      this.#pages.delete(page)
      this.#pages.set(page, { lines: lines.get(page) ?? new Map(), isSettled, generation })
    }
    this.#forgetOldest()
    const { writers, droppedCount, totalCount } = answer
    this.#set({
      lineCount: this.isFiltered ? this.#state.lineCount : totalCount,
      matchCount: totalCount,
      writers: writers.length > 0 ? writers : this.#state.writers,
      droppedCount,
      error: undefined,
    })
  }

  #noteCount({ totalCount, writers, droppedCount }: ConsolePage): void {
    this.#set({ ...this.#state, lineCount: totalCount, writers, droppedCount, error: undefined })
  }

  #forgetOldest(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) return
      this.#pages.delete(page)
    }
  }

  #fail(error: unknown): void {
    this.#set({ ...this.#state, error: error instanceof Error ? error : new Error(String(error)) })
    if (this.#isWaiting) return
    this.#isWaiting = true
    const later = this.#options.later ?? ((callback, delayMs) => void setTimeout(callback, delayMs))
    later(() => {
      this.#isWaiting = false
      if (this.#listeners.size > 0) this.refresh()
    }, RETRY_MS)
  }

  #set(state: ConsoleState): void {
    this.#state = state
    this.#notify()
  }

  #notify(): void {
    this.#state = { ...this.#state }
    for (const listener of this.#listeners) listener()
  }
}
