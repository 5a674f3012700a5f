import { ByteWriter, ParquetWriter, type ColumnSource, type SchemaElement } from 'hyparquet-writer'
import type { ColumnKind, ExportColumn, ExportRow } from './columns.ts'
import type { ExportOutput, RowWriter } from './row-writer.ts'

/** A row group is held in memory until it is written: so many values, whatever the number of columns. */
const GROUP_VALUES = 1_000_000
const MIN_GROUP_ROWS = 256
const MAX_GROUP_ROWS = 65_536

type Element = Omit<SchemaElement, 'name' | 'repetition_type'>

/** By name, as the format has them: every reader knows the older `converted_type`. */
const ELEMENTS: Readonly<Record<ColumnKind, Element>> = {
  double: { type: 'DOUBLE' },
  int64: { type: 'INT64' },
  boolean: { type: 'BOOLEAN' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  time: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  json: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
}

/** Parquet: row group by row group, compressed by Snappy. All columns may be null: that is what a row lacks. */
export function createParquetWriter(columns: readonly ExportColumn[], output: ExportOutput): RowWriter {
  const bytes = new SpillingWriter(output)
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'kymo' })
  const groupRows = Math.max(
    MIN_GROUP_ROWS,
    Math.min(MAX_GROUP_ROWS, Math.floor(GROUP_VALUES / Math.max(1, columns.length))),
  )
  let data: unknown[][] = columns.map(() => [])
  let rowCount = 0
  const flush = async (): Promise<boolean> => {
    const sources = columns.map(({ name, kind }, i): ColumnSource => {
      // A dictionary of floats is built for nothing: hardly two are equal.
      return { name, data: data[i] ?? [], ...(kind === 'double' ? { encoding: 'PLAIN' as const } : {}) }
    })
    data = columns.map(() => [])
    if (rowCount > 0) await writer.write({ columnData: sources, rowGroupSize: rowCount })
    rowCount = 0
    return bytes.isWanted
  }
  return {
    write: (row: ExportRow) => {
      for (let i = 0; i < columns.length; i++) data[i].push(toCell(columns[i].kind, row[columns[i].name]))
      return ++rowCount < groupRows ? undefined : flush()
    },
    finish: async () => {
      await flush()
      await writer.finish()
      await bytes.flush()
    },
  }
}

function schemaOf(columns: readonly ExportColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, kind }): SchemaElement => ({
      name,
      repetition_type: 'OPTIONAL',
      ...ELEMENTS[kind],
    })),
  ]
}

function toCell(kind: ColumnKind, value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (kind === 'int64') return BigInt(Math.trunc(Number(value)))
  return kind === 'json' ? withoutNonFinite(value) : value
}

/** JSON has no NaN and no infinities: they are texts here, as everywhere. */
function withoutNonFinite(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutNonFinite)
  const own = Object.create(null) as Record<string, unknown>
  for (const [key, member] of Object.entries(value)) own[key] = withoutNonFinite(member)
  return own
}

/** Hands its bytes on after every row group. */
class SpillingWriter extends ByteWriter {
  readonly #output: ExportOutput
  isWanted = true

  constructor(output: ExportOutput) {
    super(1024 * 1024)
    this.#output = output
  }

  async flush(): Promise<void> {
    const chunk = new Uint8Array(this.buffer.slice(0, this.index))
    this.index = 0
    if (chunk.length > 0) this.isWanted = await this.#output.write(chunk)
  }
}
