import { Ticker } from '../../output/ticker.ts'
import type { CommandContext } from '../context.ts'
import { ColumnFinder, type ExportColumn } from './columns.ts'
import type { ExportSource } from './export-sources.ts'
import type { OpenOutput } from './open-output.ts'
import type { RowWriter } from './row-writer.ts'
import { createCsvWriter, type CsvOptions } from './write-csv.ts'
import { createJsonlWriter } from './write-jsonl.ts'

export type ExportFormat = 'csv' | 'jsonl' | 'parquet'

export interface ExportJob extends CsvOptions {
  readonly source: ExportSource
  readonly format: ExportFormat
  readonly output: OpenOutput
  /** First columns, with fixed kinds, in their order. */
  readonly fixedColumns: readonly ExportColumn[]
  readonly isStopped: () => boolean
}

export interface ExportOutcome {
  readonly rowCount: number
  /** Undefined for JSON lines, which have no columns. */
  readonly columns: readonly ExportColumn[] | undefined
  /** Columns that appeared while it was written, and are not in it. */
  readonly lateColumns: readonly string[]
  readonly isComplete: boolean
}

const ROWS_PER_TICK = 1_000

/** Two passes for formats with columns: memory stays that of one piece of the table. */
export async function runExport(job: ExportJob, context: CommandContext): Promise<ExportOutcome> {
  const { source, format, output, isStopped } = job
  const ticker = new Ticker({ screen: context.err, nowMs: context.nowMs, noun: 'rows' })
  try {
    const columns = format === 'jsonl' ? undefined : await findColumns(job, ticker)
    const writer = await createWriter(job, columns ?? [])
    const finder = new ColumnFinder()
    let rowCount = 0
    let isWanted = true
    if (!isStopped()) {
      for await (const row of source.rows()) {
        if (format !== 'jsonl') finder.see(row)
        const written = writer.write(row)
        rowCount++
        if (written !== undefined && !(await written)) isWanted = false
        if (rowCount % ROWS_PER_TICK === 0) ticker.show(rowCount)
        if (!isWanted || isStopped()) break
      }
    }
    const isComplete = isWanted && !isStopped()
    if (isComplete) {
      await writer.finish()
      await output.finish()
    }
    const known = new Set(columns?.map(({ name }) => name))
    const late = columns === undefined ? [] : finder.columns().filter(({ name }) => !known.has(name))
    return { rowCount, columns, lateColumns: late.map(({ name }) => name), isComplete }
  } finally {
    ticker.clear()
    await output.discard()
  }
}

async function findColumns(
  { source, fixedColumns, isStopped }: ExportJob,
  ticker: Ticker,
): Promise<ExportColumn[]> {
  const finder = new ColumnFinder()
  let rowCount = 0
  for await (const row of source.rows()) {
    finder.see(row)
    if (++rowCount % ROWS_PER_TICK !== 0) continue
    ticker.show(rowCount)
    if (isStopped()) break
  }
  const fixed = new Set(fixedColumns.map(({ name }) => name))
  return [...fixedColumns, ...finder.columns().filter(({ name }) => !fixed.has(name))]
}

async function createWriter(job: ExportJob, columns: readonly ExportColumn[]): Promise<RowWriter> {
  const { format, output } = job
  if (format === 'csv') return createCsvWriter(columns, job, output)
  if (format === 'jsonl') return createJsonlWriter(output)
  // Loaded late: the other commands start without it.
  const { createParquetWriter } = await import('./write-parquet.ts')
  return createParquetWriter(columns, output)
}
