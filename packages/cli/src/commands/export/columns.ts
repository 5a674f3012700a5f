/** How the values of a column are written. `json`: objects, lists, or values of several kinds, as JSON text. */
export type ColumnKind = 'double' | 'int64' | 'boolean' | 'text' | 'time' | 'json'

export interface ExportColumn {
  readonly name: string
  readonly kind: ColumnKind
}

/** One line of a table. Has no prototype: names are the user's. */
export type ExportRow = Readonly<Record<string, unknown>>

/** Columns of our own come first, in this order; their kinds do not depend on what was logged. */
const OWN_COLUMNS: readonly ExportColumn[] = [
  { name: '_run', kind: 'text' },
  { name: '_step', kind: 'int64' },
  { name: '_timestamp', kind: 'double' },
  { name: '_writer', kind: 'text' },
]
const OWN_NAMES: ReadonlySet<string> = new Set(OWN_COLUMNS.map(({ name }) => name))

const NUMBER = 1
const BOOLEAN = 2
const TEXT = 4
const OTHER = 8

/** Learns from all rows which columns a table has: a table needs them before its first row. */
export class ColumnFinder {
  readonly #kinds = new Map<string, number>()

  see(row: ExportRow): void {
    for (const name in row) {
      const kind = kindBitOf(row[name])
      const known = this.#kinds.get(name)
      if (known === undefined || (known | kind) !== known) this.#kinds.set(name, (known ?? 0) | kind)
    }
  }

  /** In the order in which they were first seen. */
  columns(): ExportColumn[] {
    const own = OWN_COLUMNS.filter(({ name }) => this.#kinds.has(name))
    const logged = [...this.#kinds].filter(([name]) => !OWN_NAMES.has(name))
    return [...own, ...logged.map(([name, bits]) => ({ name, kind: toKind(bits) }))]
  }
}

function kindBitOf(value: unknown): number {
  if (typeof value === 'number') return NUMBER
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'string') return TEXT
  return value === null || value === undefined ? 0 : OTHER
}

function toKind(bits: number): ColumnKind {
  // A number is a float64 wherever it was logged: a column must not change its type with the values of one run.
  if (bits === NUMBER) return 'double'
  if (bits === BOOLEAN) return 'boolean'
  return bits === TEXT ? 'text' : 'json'
}
