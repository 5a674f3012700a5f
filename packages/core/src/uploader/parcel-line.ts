import type { LogFile } from '../platform/log-file.ts'
import type { Parcel, Sink } from './sink.ts'

/**
 * Reads and prepares batches, one ahead of the one that is being sent. It holds two batches at most, and none while
 * the backend is away: a retry reads again from the cursor.
 */
export class ParcelLine {
  readonly #log: LogFile
  readonly #sink: Sink
  readonly #nowMs: () => number
  #ahead: { readonly offset: number; readonly parcel: Promise<Parcel> } | undefined

  constructor(options: { readonly log: LogFile; readonly sink: Sink; readonly nowMs: () => number }) {
    this.#log = options.log
    this.#sink = options.sink
    this.#nowMs = options.nowMs
  }

  /** @returns the parcel that starts at `offset`: the one prepared ahead if it fits, else a fresh one */
  take(offset: number, byteCount: number): Promise<Parcel> {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead?.offset === offset) return ahead.parcel
    return this.#prepare(offset, byteCount)
  }

  prepareAhead(offset: number, byteCount: number): void {
    const parcel = this.#prepare(offset, byteCount)
    // Its failure surfaces when it is taken; if it never is, nobody needs to know.
    parcel.catch(() => undefined)
    this.#ahead = { offset, parcel }
  }

  drop(): void {
    this.#ahead = undefined
  }

  async #prepare(offset: number, byteCount: number): Promise<Parcel> {
    const bytes = byteCount === 0 ? new Uint8Array(0) : await this.#log.read(offset, byteCount)
    return this.#sink.prepare({ offset, bytes, ageMs: await this.ageMs() })
  }

  async ageMs(): Promise<number> {
    const { modifiedMs } = await this.#log.status()
    return Math.max(0, Math.round(this.#nowMs() - modifiedMs))
  }
}
