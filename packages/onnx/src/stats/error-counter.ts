/** One kind of error that runs ended with. */
export interface ErrorFacts {
  /** First line of its message. */
  readonly message: string
  readonly count: number
}

const MAX_HEADS = 20
const MAX_HEAD_CHARS = 200
const OTHER = 'other errors'

/** Counts errors by the first line of their message: what follows it names indices and values, and is never the same. */
export class ErrorCounter {
  readonly #counts = new Map<string, number>()
  #total = 0

  get total(): number {
    return this.#total
  }

  /** @returns true for a message that was not seen before */
  count(error: unknown): boolean {
    this.#total++
    const head = headOf(error)
    const known = this.#counts.get(head)
    const isNew = known === undefined && this.#counts.size < MAX_HEADS
    const key = known !== undefined || isNew ? head : OTHER
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    return isNew
  }

  /** Most frequent first. */
  toFacts(): ErrorFacts[] {
    return [...this.#counts]
      .map(([message, count]) => ({ message, count }))
      .toSorted((a, b) => b.count - a.count)
  }
}

function headOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line = text.trimStart().split('\n', 1)[0]?.trim() ?? ''
  return line.length > MAX_HEAD_CHARS ? `${line.slice(0, MAX_HEAD_CHARS)}…` : line
}
