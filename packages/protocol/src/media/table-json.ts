import { optionalType, typedDictJson, type ColumnType } from './column-type.ts'

export type TableLogMode = 'IMMUTABLE' | 'MUTABLE' | 'INCREMENTAL'

/** Rows of the file beside the history value; W&B's limit. */
export const MAX_RUN_TABLE_ROWS = 10_000
/** Rows of the file in the artifact; W&B's limit. */
export const MAX_TABLE_ROWS = 200_000
/** Bytes of one table file. Rows beyond are left out. */
export const MAX_TABLE_BYTES: number = 256 * 1024 * 1024
/** Rows that become text at a time: long enough to be fast, short enough to be measured. */
const BLOCK_ROWS = 1000

export type TableRow = readonly unknown[]

export interface TableTextOptions {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
  readonly firstRow: number
  /** Exclusive. */
  readonly endRow: number
  /** Columns with values that JSON's own rules do not write as they should be. */
  readonly specialColumns: readonly number[]
  /** A special value as what JSON writes as it should be. */
  readonly toCell: (value: unknown) => unknown
  readonly maxBytes?: number
}

export interface TableText {
  /** UTF-8. Together they are the rows: `[…],[…]`. */
  readonly blocks: readonly Uint8Array[]
  readonly byteCount: number
  readonly rowCount: number
}

/** Rows as JSON, without the brackets around them all. Never throws: a cell that JSON cannot write is null. */
export function encodeRows(options: TableTextOptions): TableText {
  const { firstRow, endRow, maxBytes = MAX_TABLE_BYTES } = options
  const blocks: Uint8Array[] = []
  let byteCount = 0
  let row = firstRow
  while (row < endRow) {
    const end = Math.min(endRow, row + BLOCK_ROWS)
    const text = blockText(options, row, end)
    const block = Buffer.from(row === firstRow ? text : `,${text}`)
    if (byteCount + block.length > maxBytes) break
    blocks.push(block)
    byteCount += block.length
    row = end
  }
  return { blocks, byteCount, rowCount: row - firstRow }
}

/** The run's own file of a table. */
export function runTableFile(columns: readonly string[], { blocks }: TableText): Uint8Array[] {
  return [Buffer.from(`{"columns":${JSON.stringify(columns)},"data":[`), ...blocks, Buffer.from(']}')]
}

export interface ArtifactTableParts {
  readonly columns: readonly string[]
  readonly types: readonly ColumnType[]
  readonly logMode: TableLogMode
  /** Of the table; in the increments of a table more than the file has. */
  readonly rowCount: number
  readonly increment?: TableIncrement
}

export interface TableIncrement {
  readonly number: number
  /** Artifact paths of the increments before. */
  readonly previousPaths: readonly string[]
}

/** The file of a table in its artifact, with the keys in the order that W&B writes them. */
export function artifactTableFile(parts: ArtifactTableParts, { blocks }: TableText): Uint8Array[] {
  const { columns, types, logMode, rowCount, increment } = parts
  const members = columns.map((name, i) => [name, optionalType(types[i])] as const)
  const head = `{"_type":"table","column_types":${JSON.stringify(typedDictJson(members))},"columns":${JSON.stringify(columns)},"data":[`
  const tail = JSON.stringify({
    ...(increment === undefined ? {} : { increment_num: increment.number }),
    log_mode: logMode,
    ncols: columns.length,
    nrows: rowCount,
    ...(increment === undefined ? {} : { previous_increments_paths: increment.previousPaths }),
  })
  return [Buffer.from(head), ...blocks, Buffer.from(`],${tail.slice(1)}`)]
}

export interface TableValueParts {
  readonly file: { readonly path: string; readonly sha256: string; readonly size: number }
  readonly columnCount: number
  readonly rowCount: number
  readonly logMode: TableLogMode
  readonly increment?: TableIncrement
  /** Where the whole table is, when it is in an artifact too. */
  readonly artifact?: { readonly clientId: string; readonly sequenceClientId: string; readonly entry: string }
}

/** What the history says about a logged table. */
export function tableValueJson(parts: TableValueParts): Readonly<Record<string, unknown>> {
  const { file, columnCount, rowCount, logMode, increment, artifact } = parts
  return {
    _type: increment === undefined ? 'table-file' : 'incremental-table-file',
    sha256: file.sha256,
    size: file.size,
    ...(artifact === undefined
      ? {}
      : {
          artifact_path: `wandb-client-artifact://${artifact.clientId}/${artifact.entry}`,
          _latest_artifact_path: `wandb-client-artifact://${artifact.sequenceClientId}:latest/${artifact.entry}`,
        }),
    path: file.path,
    ...(increment === undefined
      ? {}
      : { increment_num: increment.number, previous_increments_paths: increment.previousPaths }),
    ncols: columnCount,
    nrows: rowCount,
    log_mode: logMode,
  }
}

function blockText(options: TableTextOptions, start: number, end: number): string {
  const { rows, specialColumns } = options
  const plain = rows.slice(start, end)
  try {
    const block = specialColumns.length === 0 ? plain : plain.map((row) => toPlainRow(row, options))
    return JSON.stringify(block).slice(1, -1)
  } catch {
    return plain.map((row) => rowText(row, options)).join(',')
  }
}

function toPlainRow(row: TableRow, { specialColumns, toCell }: TableTextOptions): unknown[] {
  const cells = [...row]
  for (const column of specialColumns) {
    const cell = cells[column]
    if (typeof cell === 'object' || typeof cell === 'bigint')
      cells[column] = cell === null ? null : toCell(cell)
  }
  return cells
}

/** Cell by cell, for a block in which one cannot be written. */
function rowText(row: TableRow, options: TableTextOptions): string {
  const cells = row.map((cell) => {
    try {
      const isPlain = typeof cell !== 'object' && typeof cell !== 'bigint'
      return JSON.stringify(isPlain ? cell : options.toCell(cell)) ?? 'null'
    } catch {
      return 'null'
    }
  })
  return `[${cells.join(',')}]`
}
