import type { TimeSlice } from '../domain/time-slice.ts'

/** Items of several lists in one order: of each its list, and its number there. */
export interface LineOrder {
  readonly source: Uint16Array | Uint32Array
  readonly index: Uint32Array
}

/** Items between looks at the clock. */
const ITEMS_PER_LOOK = 1_024

/**
 * Merges lists of times, none of which descends; ties go to the earlier list. Gives way to other work.
 * Cost: a comparison per item and per doubling of the lists.
 */
export async function mergeByTime(columns: readonly Float64Array[], slice: TimeSlice): Promise<LineOrder> {
  const count = columns.reduce((sum, { length }) => sum + length, 0)
  const source = columns.length > 0xffff ? new Uint32Array(count) : new Uint16Array(count)
  const index = new Uint32Array(count)
  const heap = new Heads(columns)
  for (let at = 0; at < count; at++) {
    const list = heap.first
    source[at] = list
    index[at] = heap.take()
    if (at % ITEMS_PER_LOOK === ITEMS_PER_LOOK - 1) await slice.restIfOver()
  }
  return { source, index }
}

/** A binary heap of lists by the time of their next item, then by their number. */
class Heads {
  readonly #columns: readonly Float64Array[]
  readonly #next: Uint32Array
  readonly #heap: number[]

  constructor(columns: readonly Float64Array[]) {
    this.#columns = columns
    this.#next = new Uint32Array(columns.length)
    this.#heap = columns.flatMap(({ length }, list) => (length > 0 ? [list] : []))
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at--) this.#sink(at)
  }

  /** The list whose item is next. */
  get first(): number {
    return this.#heap[0]
  }

  /** @returns the number of that item, and goes on to the next */
  take(): number {
    const list = this.#heap[0]
    const taken = this.#next[list]++
    if (this.#next[list] === this.#columns[list].length) {
      const last = this.#heap.pop()!
      if (this.#heap.length > 0) this.#heap[0] = last
    }
    this.#sink(0)
    return taken
  }

  #sink(from: number): void {
    const heap = this.#heap
    for (let at = from; ;) {
      const left = 2 * at + 1
      let least = at
      if (left < heap.length && this.#isBefore(heap[left], heap[least])) least = left
      if (left + 1 < heap.length && this.#isBefore(heap[left + 1], heap[least])) least = left + 1
      if (least === at) return
      const list = heap[at]
      heap[at] = heap[least]
      heap[least] = list
      at = least
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [timeA, timeB] = [this.#columns[a][this.#next[a]], this.#columns[b][this.#next[b]]]
    return timeA < timeB || (timeA === timeB && a < b)
  }
}
