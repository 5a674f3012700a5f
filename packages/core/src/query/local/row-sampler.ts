/** Keeps at most `count` of any number of rows, evenly spread by rank, the first and the last among them, in memory of twice that. */
export class RowSampler<T> {
  readonly #count: number
  #kept: T[] = []
  /** Every so many rows one is kept. */
  #stride = 1
  #seen = 0
  #last: T | undefined

  constructor(count: number) {
    this.#count = count
  }

  add(row: T): void {
    if (this.#seen % this.#stride === 0) this.#kept.push(row)
    this.#seen++
    this.#last = row
    if (this.#kept.length < 2 * this.#count) return
    this.#kept = this.#kept.filter((_, i) => i % 2 === 0)
    this.#stride *= 2
  }

  rows(): T[] {
    const all = this.#kept
    const last = this.#last
    if (last === undefined) return []
    if (all[all.length - 1] !== last) all.push(last)
    if (all.length <= this.#count) return [...all]
    if (this.#count === 1) return [last]
    return Array.from(
      { length: this.#count },
      (_, i) => all[Math.round((i * (all.length - 1)) / (this.#count - 1))],
    )
  }
}
