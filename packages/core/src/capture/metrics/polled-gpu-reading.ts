import type { RunTool } from '../../platform/tools.ts'
import type { Measure, Reading } from './reading.ts'

/** A program that tells the state of GPUs once and ends. */
export interface GpuTool {
  readonly command: string
  readonly args: readonly string[]
  /** `[key, value]` pairs with W&B's names. May throw for an output that makes no sense. */
  readonly parse: (output: string) => readonly (readonly [key: string, value: number])[]
}

export interface PolledGpuReadingOptions {
  readonly tool: GpuTool
  readonly intervalMs: number
  readonly run: RunTool
  readonly nowMs: () => number
}

/** These programs take a good part of a second of a core, so they are asked at most this often. */
const MIN_INTERVAL_MS = 14_000
const TIMEOUT_MS = 10_000
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024
const MAX_FAILURES = 3

/** GPUs by a program that is started again and again: AMD's and Apple's. Given up after three failures in a row. */
export class PolledGpuReading implements Reading {
  readonly #options: PolledGpuReadingOptions
  #values: readonly (readonly [key: string, value: number])[] = []
  #seenMs = Number.NEGATIVE_INFINITY
  #askedMs = Number.NEGATIVE_INFINITY
  #isAsking = false
  #failureCount = 0

  constructor(options: PolledGpuReadingOptions) {
    this.#options = options
    void this.#ask()
  }

  /** Gives the last answer and asks for the next. */
  read(measure: Measure): void {
    const ageLimitMs = 2 * Math.max(MIN_INTERVAL_MS, this.#options.intervalMs) + TIMEOUT_MS
    if (this.#options.nowMs() - this.#seenMs <= ageLimitMs)
      for (const [key, value] of this.#values) measure(key, value)
    void this.#ask()
  }

  async #ask(): Promise<void> {
    const { nowMs, tool, run } = this.#options
    const isDue = nowMs() - this.#askedMs >= MIN_INTERVAL_MS
    if (this.#isAsking || !isDue || this.#failureCount >= MAX_FAILURES) return
    this.#isAsking = true
    this.#askedMs = nowMs()
    const { command, args } = tool
    const outcome = await run({ command, args, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES })
    this.#isAsking = false
    try {
      if (outcome.kind !== 'done' || outcome.exitCode !== 0) throw new Error(outcome.kind)
      this.#values = tool.parse(outcome.output.toString('utf8'))
      this.#seenMs = nowMs()
      this.#failureCount = 0
    } catch {
      this.#failureCount++
    }
  }
}
