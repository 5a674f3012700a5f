import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeRecord, HistoryDecoder, LogReader, type LogRecord, type LogTail } from '@kymo/protocol'

export interface ReadLog {
  readonly folder: string
  readonly path: string
  /** Values of the metric `i` in the order of the log. */
  readonly rows: readonly number[]
  readonly steps: readonly (number | undefined)[]
  /** All records but rows. */
  readonly records: readonly LogRecord[]
  readonly exitCode: number | undefined
  readonly summary: ReadonlyMap<string, string>
  readonly damageCount: number
  readonly tail: LogTail
}

/** Reads the only run folder of `dir` with the reader that every consumer uses. */
export function readOnlyLog(dir: string): ReadLog {
  const names = readdirSync(dir).filter((name) => /^(offline-)?run-/.test(name))
  if (names.length !== 1)
    throw new Error(`Expected one run folder in ${dir}, found ${names.join(', ') || 'none'}`)
  const folder = join(dir, names[0] ?? '')
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.wandb')) ?? '')
  return { folder, path, ...readBytes(readFileSync(path)) }
}

function readBytes(bytes: Uint8Array): Omit<ReadLog, 'folder' | 'path'> {
  let damageCount = 0
  const reader = new LogReader({ onDamage: () => damageCount++ })
  const decoder = new HistoryDecoder()
  const rows: number[] = []
  const steps: (number | undefined)[] = []
  const records: LogRecord[] = []
  reader.push(bytes)
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row === undefined) records.push(decodeRecord(entry.payload.slice()))
    else {
      steps.push(row.step)
      rows.push(row.values[row.names.indexOf('i')] ?? Number.NaN)
    }
  }
  const exit = records.find((record) => record.recordType === 'exit')
  return {
    rows,
    steps,
    records,
    damageCount,
    tail: reader.end(),
    exitCode: exit === undefined ? undefined : (exit.exit?.exitCode ?? 0),
    summary: summaryOf(records),
  }
}

function summaryOf(records: readonly LogRecord[]): ReadonlyMap<string, string> {
  const items = records.flatMap((record) => record.summary?.update ?? [])
  return new Map(
    items.map((item) => [
      item.nestedKey?.length ? item.nestedKey.join('.') : (item.key ?? ''),
      item.valueJson ?? '',
    ]),
  )
}
