import { decodePage, PAGE_LINES } from '../console/console-pages.ts'
import type { TerminalLine } from '../console/terminal.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import type { RunEntry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import type { Store } from '../store/store.ts'
import { mergeByTime, type LineOrder } from './merge-by-time.ts'

/** Runs whose order of lines is kept. */
const MAX_KEPT = 8
/** Pages that are kept decoded: lines of several writers come from as many pages at once. */
const MAX_PAGES = 1_024

interface LogConsole {
  readonly folderId: number
  readonly writer: string
  readonly lineCount: number
  readonly stdoutCount: number
}

export interface LineFilter {
  readonly writer?: string | undefined
  readonly stream?: 'stdout' | 'stderr' | undefined
}

/** The lines of a run: one log after the other, or, where several wrote at once, in order of time. */
export class RunConsole {
  readonly writers: readonly string[]
  readonly totalCount: number
  readonly #store: Store
  readonly #logs: readonly LogConsole[]
  /** Undefined when logs simply follow each other. */
  readonly #order: LineOrder | undefined
  readonly #pages = new Map<string, readonly TerminalLine[]>()
  readonly #maxPages: number

  private constructor(store: Store, logs: readonly LogConsole[], order: LineOrder | undefined) {
    this.#store = store
    this.#logs = logs
    this.#order = order
    this.writers = writersOf(logs)
    this.totalCount = sumOf(logs, ({ lineCount }) => lineCount)
    this.#maxPages = Math.min(MAX_PAGES, 16 + 2 * logs.length)
  }

  /** Gives way to other work while it puts the lines of several writers in order. */
  static async open(store: Store, entry: RunEntry, times: LineTimes): Promise<RunConsole> {
    const logs = entry.logs.map(({ id, facts }): LogConsole => ({
      folderId: id,
      writer: facts.writer,
      lineCount: facts.terminal?.lineCount ?? 0,
      stdoutCount: facts.terminal?.stdoutCount ?? 0,
    }))
    if (writersOf(logs).length <= 1) return new RunConsole(store, logs, undefined)
    const slice = new TimeSlice()
    const columns: Float64Array[] = []
    for (const log of entry.logs) columns.push(await times.read(store, log, slice))
    return new RunConsole(store, logs, await mergeByTime(columns, slice))
  }

  /** Lines of one writer, one stream, or both. */
  countLines({ writer, stream }: LineFilter): number {
    const logs = this.#logs.filter((log) => writer === undefined || log.writer === writer)
    return sumOf(logs, ({ lineCount, stdoutCount }) =>
      stream === undefined ? lineCount : stream === 'stdout' ? stdoutCount : lineCount - stdoutCount,
    )
  }

  /** @param number from 0 up to `totalCount` */
  line(number: number): TerminalLine & { readonly writer: string } {
    let [log, line] = [0, number]
    if (this.#order !== undefined) [log, line] = [this.#order.source[number], this.#order.index[number]]
    else while (line >= this.#logs[log].lineCount) line -= this.#logs[log++].lineCount
    const { folderId, writer } = this.#logs[log]
    return { ...this.#read(folderId, line), writer }
  }

  #read(folderId: number, line: number): TerminalLine {
    const page = Math.floor(line / PAGE_LINES)
    const key = `${folderId} ${page}`
    let lines = this.#pages.get(key)
    if (lines === undefined) {
      lines = decodePage(this.#store.getConsolePage(folderId, page) ?? '[]')
      this.#pages.set(key, lines)
      if (this.#pages.size > this.#maxPages) this.#pages.delete(this.#pages.keys().next().value!)
    }
    return lines[line % PAGE_LINES] ?? NOT_WRITTEN
  }
}

/** A line that was announced and not yet written is empty. */
const NOT_WRITTEN: TerminalLine = { timeMs: 0, stream: 1, text: '' }

/** Times of lines by log. A line keeps its time, so that of a log that grows only what is new is read. */
class LineTimes {
  readonly #known = new Map<number, { readonly head: string; readonly times: Float64Array }>()

  /** Never descending: a program may finish an older line later, but the order within a log is its own. */
  async read(store: Store, { id, facts }: TrackedLog, slice: TimeSlice): Promise<Float64Array> {
    const count = facts.terminal?.lineCount ?? 0
    const head = facts.identity?.headHash ?? ''
    const known = this.#known.get(id)
    const isSame = known?.head === head && known.times.length <= count
    // The newest page may have been read before it was whole.
    const from = isSame ? known.times.length - (known.times.length % PAGE_LINES) : 0
    const times = new Float64Array(count)
    if (isSame) times.set(known.times.subarray(0, from))
    let latest = from === 0 ? -Infinity : times[from - 1]
    for (let at = from; at < count; at += PAGE_LINES) {
      const lines = decodePage(store.getConsolePage(id, at / PAGE_LINES) ?? '[]')
      const end = Math.min(at + PAGE_LINES, count)
      for (let i = at; i < end; i++) times[i] = latest = Math.max(latest, lines[i - at]?.timeMs ?? 0)
      await slice.restIfOver()
    }
    this.#known.set(id, { head, times })
    return times
  }
}

interface KeptConsole {
  readonly revision: number
  readonly times: LineTimes
  readonly console: Promise<RunConsole>
}

/** Keeps the consoles that are being looked at: putting many lines in order takes a while. */
export class RunConsoles {
  readonly #kept = new Map<RunEntry, KeptConsole>()

  async open(store: Store, entry: RunEntry): Promise<RunConsole> {
    const kept = this.#kept.get(entry)
    if (kept?.revision === entry.revision) return kept.console
    const times = kept?.times ?? new LineTimes()
    const console = RunConsole.open(store, entry, times)
    const next = { revision: entry.revision, times, console }
    this.#kept.delete(entry)
    this.#kept.set(entry, next)
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    // A failure is not an answer to keep.
    console.catch(() => {
      if (this.#kept.get(entry) === next) this.#kept.delete(entry)
    })
    return console
  }
}

function writersOf(logs: readonly LogConsole[]): string[] {
  return [...new Set(logs.filter(({ lineCount }) => lineCount > 0).map(({ writer }) => writer))]
}

function sumOf(logs: readonly LogConsole[], pick: (log: LogConsole) => number): number {
  return logs.reduce((sum, log) => sum + pick(log), 0)
}
