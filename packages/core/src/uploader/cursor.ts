import type { AtomicFile } from '../platform/atomic-file.ts'
import type { Timers } from '../platform/timers.ts'
import { Wakeup } from './wakeup.ts'

/** How far a sink has acknowledged one log. Losing it means "send again", never "lose". */
export interface LogCursor {
  /** Name of the log inside the run folder. */
  readonly file: string
  /** Everything before it is held by the sink. */
  readonly offset: number
  /** Where the log was sent to, and to which data there. The offset means nothing for another target. */
  readonly state: { readonly target: string; readonly dataId?: string }
}

/** `cursors/<sink>.json` inside the run folder. */
export function cursorFileName(sinkName: string): string {
  return `cursors/${sinkName}.json`
}

/** @returns undefined for anything but a cursor: a damaged file only means that the sink is asked where to continue */
export function parseCursor(text: string | undefined): LogCursor | undefined {
  if (text === undefined) return undefined
  let value: {
    file?: unknown
    offset?: unknown
    state?: { target?: unknown; dataId?: unknown } | null
  } | null
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { file, offset, state } = value
  if (typeof file !== 'string' || !isOffset(offset) || typeof state?.target !== 'string') return undefined
  const { target, dataId } = state as { target: string; dataId?: unknown }
  return { file, offset, state: { target, ...(typeof dataId === 'string' ? { dataId } : {}) } }
}

export function formatCursor(cursor: LogCursor): string {
  return `${JSON.stringify(cursor)}\n`
}

/** @returns the stored cursor if it belongs to this log and target, else one at the beginning */
export function resumeCursor(stored: LogCursor | undefined, fresh: LogCursor): LogCursor {
  if (stored === undefined || stored.file !== fresh.file || stored.state.target !== fresh.state.target)
    return fresh
  return stored
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

export interface CursorKeeperOptions {
  readonly file: Pick<AtomicFile, 'write'>
  readonly timers: Timers
  /** Between two writes: each costs an fsync, and re-sending what a stale cursor forgot is harmless. */
  readonly intervalMs: number
  /** Called once. Uploading goes on: a cursor is a convenience. */
  readonly onFailure: (error: unknown) => void
}

/** Writes the newest cursor in the background, one write at a time. */
export class CursorKeeper {
  readonly #options: CursorKeeperOptions
  readonly #hurry: Wakeup
  #latest: LogCursor | undefined
  #written: LogCursor | undefined
  #lastWriteMs = Number.NEGATIVE_INFINITY
  #writing: Promise<void> | undefined
  #hasFailed = false

  constructor(options: CursorKeeperOptions) {
    this.#options = options
    this.#hurry = new Wakeup(options.timers)
  }

  advance(cursor: LogCursor): void {
    if (this.#hasFailed) return
    this.#latest = cursor
    this.#writing ??= this.#writeUntilCurrent()
  }

  /** Resolves when the newest cursor is on disk, or writing it has failed. */
  async settle(): Promise<void> {
    this.#hurry.wake()
    await this.#writing
  }

  async #writeUntilCurrent(): Promise<void> {
    const { timers, intervalMs, file } = this.#options
    try {
      while (this.#latest !== undefined && this.#latest !== this.#written) {
        const dueMs = this.#lastWriteMs + intervalMs - timers.nowMs()
        await this.#hurry.wait(Math.min(intervalMs, Math.max(0, dueMs)))
        const cursor = this.#latest
        await file.write(formatCursor(cursor))
        this.#written = cursor
        this.#lastWriteMs = timers.nowMs()
      }
    } catch (error) {
      this.#hasFailed = true
      this.#options.onFailure(error)
    } finally {
      this.#writing = undefined
    }
  }
}
