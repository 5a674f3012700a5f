import { mergeInto, type LocalRow } from './read-rows.ts'

interface Head {
  readonly rows: AsyncIterator<LocalRow>
  readonly order: number
  row: LocalRow
}

/**
 * Rows of several logs of one run, ascending by step, then writer. Sessions of one writer are one row at a step, in which
 * the later session wins.
 * @param sources each ascending by step, in the order in which sessions overwrite each other
 */
export function mergeRows(sources: readonly AsyncIterable<LocalRow>[]): AsyncIterable<LocalRow> {
  // Each step through a generator costs a turn of the event loop for every row.
  return sources.length === 1 ? sources[0] : merge(sources)
}

async function* merge(sources: readonly AsyncIterable<LocalRow>[]): AsyncGenerator<LocalRow> {
  const heads: Head[] = []
  try {
    for (const [order, source] of sources.entries()) {
      const rows = source[Symbol.asyncIterator]()
      const { done, value } = await rows.next()
      if (done !== true) heads.push({ rows, order, row: value })
    }
    while (heads.length > 0) {
      heads.sort(
        (a, b) => a.row.step - b.row.step || compare(a.row.writer, b.row.writer) || a.order - b.order,
      )
      const { row } = heads[0]
      // In order of sessions, so that the last one to write wins.
      const same = heads.filter((head) => head.row.step === row.step && head.row.writer === row.writer)
      for (const head of same.slice(1)) mergeInto(row, head.row)
      yield row
      for (const head of same) await advance(heads, head)
    }
  } finally {
    for (const head of heads) await head.rows.return?.()
  }
}

async function advance(heads: Head[], head: Head): Promise<void> {
  const { done, value } = await head.rows.next()
  if (done === true) heads.splice(heads.indexOf(head), 1)
  else head.row = value
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
