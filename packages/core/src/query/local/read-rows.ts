import { HistoryDecoder, parseValueJson, type HistoryRowView } from '@kymo/protocol'
import { openLogFile, type LogFile } from '../../platform/log-file.ts'
import { LogScan } from '../../sync/log-scan.ts'
import type { HistoryQuery } from '../run-source.ts'

/** What one writer logged at one step. */
export interface LocalRow {
  readonly step: number
  /** Unix seconds. */
  timestampS: number
  readonly writer: string
  readonly values: Map<string, unknown>
}

export interface RowsOptions extends HistoryQuery {
  readonly logPath: string
  readonly writer: string
}

/** Rows that are decoded before they are handed on. */
const BATCH_ROWS = 1_000

/**
 * Rows of one log, ascending by step, those of one step in one. A log whose steps ascend, as nearly all do, is streamed;
 * another one is put in order in memory.
 */
export async function* readRows(options: RowsOptions): AsyncGenerator<LocalRow> {
  const file = await openLogFile(options.logPath)
  try {
    yield* (await isAscending(file, options.logPath)) ? streamRows(file, options) : sortRows(file, options)
  } finally {
    await file.close()
  }
}

/** Logs that are known to ascend, up to a size: whoever reads one twice need not look twice. Bounded. */
const ascending = new Map<string, number>()
const MAX_REMEMBERED = 256

async function isAscending(file: LogFile, logPath: string): Promise<boolean> {
  const { sizeBytes } = await file.status()
  if (ascending.get(logPath) === sizeBytes) return true
  const decoder = new HistoryDecoder()
  let last = -Infinity
  const isOutOfOrder = await new LogScan(file).read(({ payload }) => {
    const row = decoder.decode(payload)
    if (row === undefined) return false
    const step = row.step ?? last + 1
    if (step < last) return true
    last = step
    return false
  })
  if (isOutOfOrder) return false
  if (ascending.size >= MAX_REMEMBERED) ascending.clear()
  ascending.set(logPath, sizeBytes)
  return true
}

async function* streamRows(file: LogFile, options: RowsOptions): AsyncGenerator<LocalRow> {
  const scan = new LogScan(file)
  const collector = new RowCollector(options)
  for (let isMore = true; isMore;) {
    isMore = await scan.read(
      ({ payload }) => collector.add(payload) && collector.finished.length >= BATCH_ROWS,
    )
    yield* collector.take()
  }
  yield* collector.end()
}

async function* sortRows(file: LogFile, options: RowsOptions): AsyncGenerator<LocalRow> {
  const collector = new RowCollector(options)
  await new LogScan(file).read(({ payload }) => void collector.add(payload))
  const bySteps = new Map<number, LocalRow>()
  for (const row of [...collector.take(), ...collector.end()]) {
    const known = bySteps.get(row.step)
    if (known === undefined) bySteps.set(row.step, row)
    else mergeInto(known, row)
  }
  yield* [...bySteps.values()].toSorted((a, b) => a.step - b.step)
}

/** @param newer of two values at one step this one's stays */
export function mergeInto(row: LocalRow, newer: LocalRow): void {
  row.timestampS = Math.max(row.timestampS, newer.timestampS)
  for (const [key, value] of newer.values) row.values.set(key, value)
}

/** Puts records of history together to rows. */
export class RowCollector {
  finished: LocalRow[] = []
  readonly #options: Omit<RowsOptions, 'logPath'>
  readonly #keys: ReadonlySet<string> | undefined
  readonly #decoder = new HistoryDecoder()
  #current: LocalRow | undefined
  #lastStep = -1

  constructor(options: Omit<RowsOptions, 'logPath'>) {
    this.#options = options
    this.#keys = options.keys === undefined || options.keys.length === 0 ? undefined : new Set(options.keys)
  }

  /** @returns true when it was a row */
  add(payload: Uint8Array): boolean {
    const view = this.#decoder.decode(payload)
    if (view === undefined) return false
    const step = view.step ?? this.#lastStep + 1
    this.#lastStep = step
    const { fromStep = -Infinity, toStep = Infinity } = this.#options
    if (step >= fromStep && step < toStep) this.#place({ ...this.#read(view), step })
    return true
  }

  take(): LocalRow[] {
    const rows = this.finished
    this.finished = []
    return rows
  }

  end(): LocalRow[] {
    const row = this.#current
    this.#current = undefined
    return row === undefined ? [] : [row]
  }

  #place(row: LocalRow): void {
    if (row.values.size === 0 && this.#keys !== undefined) return
    if (this.#current?.step === row.step) return mergeInto(this.#current, row)
    if (this.#current !== undefined) this.finished.push(this.#current)
    this.#current = row
  }

  #read(view: HistoryRowView): Omit<LocalRow, 'step'> {
    const values = new Map<string, unknown>()
    const isWanted = (name: string): boolean => this.#keys === undefined || this.#keys.has(name)
    for (let i = 0; i < view.count; i++)
      if (isWanted(view.names[i])) values.set(view.names[i], view.values[i])
    for (const { name, json } of view.others) if (isWanted(name)) values.set(name, parseLogged(json))
    return { timestampS: view.timestampS ?? 0, writer: this.#options.writer, values }
  }
}

function parseLogged(json: string): unknown {
  try {
    return parseValueJson(json)
  } catch {
    return json
  }
}
