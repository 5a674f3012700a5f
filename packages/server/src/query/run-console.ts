import { decodePage, PAGE_LINES } from '../console/console-pages.ts'
import type { TerminalLine } from '../console/terminal.ts'
import type { RunEntry } from '../projector/run-registry.ts'
import type { Store } from '../store/store.ts'

/** Runs whose order of lines is kept. */
const MAX_KEPT = 8

interface LogConsole {
  readonly folderId: number
  readonly writer: string
  readonly lineCount: number
}

/** The lines of a run: one log after the other, or, where several wrote at once, in order of time. */
export class RunConsole {
  readonly writers: readonly string[]
  readonly totalCount: number
  readonly #store: Store
  readonly #logs: readonly LogConsole[]
  /** Of each line the index of its log, and its number there; undefined when logs simply follow each other. */
  readonly #order: { readonly log: Uint16Array; readonly line: Uint32Array } | undefined
  #page: { readonly key: string; readonly lines: readonly TerminalLine[] } | undefined

  constructor(store: Store, entry: RunEntry) {
    this.#store = store
    this.#logs = entry.logs.map(({ id, facts }) => ({
      folderId: id,
      writer: facts.writer,
      lineCount: facts.terminal?.lineCount ?? 0,
    }))
    this.writers = [
      ...new Set(this.#logs.filter(({ lineCount }) => lineCount > 0).map(({ writer }) => writer)),
    ]
    this.totalCount = this.#logs.reduce((sum, { lineCount }) => sum + lineCount, 0)
    this.#order = this.writers.length > 1 ? this.#orderByTime() : undefined
  }

  /** @param number from 0 up to `totalCount` */
  line(number: number): TerminalLine & { readonly writer: string } {
    let [log, line] = [0, number]
    if (this.#order !== undefined) [log, line] = [this.#order.log[number], this.#order.line[number]]
    else while (line >= this.#logs[log].lineCount) line -= this.#logs[log++].lineCount
    const { folderId, writer } = this.#logs[log]
    return { ...this.#read(folderId, line), writer }
  }

  #read(folderId: number, line: number): TerminalLine {
    const page = Math.floor(line / PAGE_LINES)
    const key = `${folderId} ${page}`
    if (this.#page?.key !== key) {
      this.#page = { key, lines: decodePage(this.#store.getConsolePage(folderId, page) ?? '[]') }
    }
    // A line that was announced and not yet written is empty.
    return this.#page.lines[line % PAGE_LINES] ?? { timeMs: 0, stream: 1, text: '' }
  }

  #orderByTime(): { log: Uint16Array; line: Uint32Array } {
    const times = new Float64Array(this.totalCount)
    const log = new Uint16Array(this.totalCount)
    const line = new Uint32Array(this.totalCount)
    let at = 0
    for (const [index, { folderId, lineCount }] of this.#logs.entries()) {
      // A program may finish an older line later: the order within a log is its own.
      let latest = -Infinity
      for (let number = 0; number < lineCount; number++) {
        latest = Math.max(latest, this.#read(folderId, number).timeMs)
        times[at] = latest
        log[at] = index
        line[at++] = number
      }
    }
    const order = Uint32Array.from(times, (_, i) => i).toSorted((a, b) => times[a] - times[b] || a - b)
    return { log: Uint16Array.from(order, (i) => log[i]), line: Uint32Array.from(order, (i) => line[i]) }
  }
}

/** Keeps the consoles that are being looked at: putting many lines in order takes a while. */
export class RunConsoles {
  readonly #kept = new Map<RunEntry, { readonly revision: number; readonly console: RunConsole }>()

  open(store: Store, entry: RunEntry): RunConsole {
    const kept = this.#kept.get(entry)
    if (kept?.revision === entry.revision) return kept.console
    const console = new RunConsole(store, entry)
    this.#kept.delete(entry)
    this.#kept.set(entry, { revision: entry.revision, console })
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    return console
  }
}
