import type { Timers } from '../../platform/timers.ts'
import type { FollowedTool, FollowTool } from '../../platform/tools.ts'
import { measureGpu, nvidiaQuery, type NvidiaQuery, type NvidiaState } from './nvidia-query.ts'
import type { Measure, Reading } from './reading.ts'

/** Given up after so many starts in a row that brought nothing. */
const MAX_FRUITLESS_STARTS = 5
const RESTART_BASE_MS = 1000
const RESTART_CAP_MS = 60_000
/** A loaded driver may need seconds for one answer; after this and three intervals without one it hangs. */
const PATIENCE_MS = 10_000

export interface NvidiaReadingOptions {
  readonly intervalMs: number
  readonly follow: FollowTool
  readonly timers: Timers
  readonly monotonicMs: () => number
}

/**
 * NVIDIA GPUs by one `nvidia-smi` that runs as long as the run: starting it for every sample would cost seconds of a core on a
 * machine with many GPUs. One that dies or hangs is started again, ever more rarely. A GPU without recent news is left out.
 */
export class NvidiaReading implements Reading {
  readonly #options: NvidiaReadingOptions
  readonly #states = new Map<number, NvidiaState & { readonly seenMs: number }>()
  readonly #stopping = new AbortController()
  #tool: FollowedTool | undefined
  #lastNewsMs = 0
  #fruitlessCount = 0

  constructor(options: NvidiaReadingOptions) {
    this.#options = options
    this.#start()
  }

  read(measure: Measure): void {
    const nowMs = this.#options.monotonicMs()
    if (this.#tool !== undefined && nowMs - this.#lastNewsMs > this.#patienceMs()) this.#restart()
    for (const state of this.#states.values()) {
      if (nowMs - state.seenMs <= this.#options.intervalMs * 2 + 1000) measureGpu(state, measure)
    }
  }

  stop(): void {
    this.#stopping.abort()
    this.#tool?.stop()
    this.#tool = undefined
  }

  #patienceMs(): number {
    return PATIENCE_MS + this.#options.intervalMs * 3
  }

  #start(): void {
    const { follow, monotonicMs, intervalMs } = this.#options
    const query = nvidiaQuery(this.#fruitlessCount, intervalMs)
    this.#lastNewsMs = monotonicMs()
    this.#tool = follow({
      command: 'nvidia-smi',
      args: query.args,
      onLine: (line) => this.#note(line, query),
      onEnd: (isMissing) => {
        this.#tool = undefined
        if (!isMissing) this.#restart()
      },
    })
  }

  #note(line: string, query: NvidiaQuery): void {
    const state = query.parse(line)
    if (state === undefined) return
    this.#fruitlessCount = 0
    this.#lastNewsMs = this.#options.monotonicMs()
    this.#states.set(state.index, { ...state, seenMs: this.#lastNewsMs })
  }

  #restart(): void {
    this.#tool?.stop()
    this.#tool = undefined
    if (this.#fruitlessCount >= MAX_FRUITLESS_STARTS) return
    const waitMs = Math.min(RESTART_CAP_MS, RESTART_BASE_MS * 2 ** this.#fruitlessCount)
    this.#fruitlessCount++
    void this.#startAfter(waitMs)
  }

  async #startAfter(waitMs: number): Promise<void> {
    const { signal } = this.#stopping
    await this.#options.timers.sleep(waitMs, signal)
    if (!signal.aborted) this.#start()
  }
}
