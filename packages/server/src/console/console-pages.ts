import type { Store } from '../store/store.ts'
import type { LineStore, TerminalLine } from './terminal.ts'

/** Lines that are stored together. */
export const PAGE_LINES = 256

type StoredLine = readonly [timeMs: number, stream: number, text: string]

/** Lines of one log in pages; those that changed are written with {@link flush}. */
export class ConsolePages implements LineStore {
  readonly #pages = new Map<number, TerminalLine[]>()
  readonly #changed = new Set<number>()
  readonly #load: (page: number) => string | undefined

  /** @param load gives a page that was stored before */
  constructor(load: (page: number) => string | undefined) {
    this.#load = load
  }

  get(number: number): TerminalLine {
    return this.#pageOf(number)[number % PAGE_LINES]
  }

  put(number: number, line: TerminalLine): void {
    this.#pageOf(number)[number % PAGE_LINES] = line
    this.#changed.add(Math.floor(number / PAGE_LINES))
  }

  /** Writes what has changed. Inside a transaction; may be interrupted between steps. */
  *flush(store: Store, folderId: number): Generator<void> {
    for (const page of this.#changed) {
      store.putConsolePage(folderId, page, encodePage(this.#pages.get(page) ?? []))
      yield
    }
    this.#changed.clear()
    // Programs change only what they printed last.
    const newest = Math.max(...this.#pages.keys())
    for (const page of this.#pages.keys()) if (page < newest - 1) this.#pages.delete(page)
  }

  #pageOf(number: number): TerminalLine[] {
    const page = Math.floor(number / PAGE_LINES)
    let lines = this.#pages.get(page)
    if (lines === undefined) {
      const stored = this.#load(page)
      lines = stored === undefined ? [] : decodePage(stored)
      this.#pages.set(page, lines)
    }
    return lines
  }
}

function encodePage(lines: readonly TerminalLine[]): string {
  return JSON.stringify(lines.map(({ timeMs, stream, text }): StoredLine => [timeMs, stream, text]))
}

export function decodePage(json: string): TerminalLine[] {
  return (JSON.parse(json) as StoredLine[]).map(([timeMs, stream, text]) => ({ timeMs, stream, text }))
}
