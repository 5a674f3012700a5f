import { parseCpuTimes, parseThreadCount, type CpuTimes } from './parse-proc.ts'
import type { Machine, Measure, Reading } from './reading.ts'

export interface CpuReadingOptions {
  readonly machine: Machine
  /** Cores that this process may use. */
  readonly coreCount: number
  /** Microseconds that all threads of this process have computed. */
  readonly processUs: () => number
  /** Times per processor where there is no /proc. */
  readonly cpuTimes: () => ReadonlyMap<number, CpuTimes>
}

/** Processor use between two samples: of this process, of the machine and of each of its processors, in percent. */
export class CpuReading implements Reading {
  readonly #options: CpuReadingOptions
  #lastMs = 0
  #lastUs = 0
  #lastTimes: ReadonlyMap<number, CpuTimes> = new Map()

  constructor(options: CpuReadingOptions, nowMs: number) {
    this.#options = options
    this.#lastMs = nowMs
    this.#lastUs = options.processUs()
    this.#lastTimes = this.#times()
  }

  read(measure: Measure, nowMs: number): void {
    const { machine, coreCount, processUs } = this.#options
    const us = processUs()
    const elapsedUs = (nowMs - this.#lastMs) * 1000
    if (elapsedUs > 0) measure('cpu', Math.min(100, ((us - this.#lastUs) / elapsedUs / coreCount) * 100))
    this.#lastMs = nowMs
    this.#lastUs = us
    const times = this.#times()
    for (const [number, { busy, total }] of times) {
      const last = this.#lastTimes.get(number)
      if (last === undefined || total <= last.total) continue
      const percent = Math.min(100, Math.max(0, ((busy - last.busy) / (total - last.total)) * 100))
      measure(number === -1 ? 'cpu.total_percent' : `cpu.${number}.cpu_percent`, percent)
    }
    this.#lastTimes = times
    measure('proc.cpu.threads', parseThreadCount(machine.readText('/proc/self/status') ?? ''))
  }

  #times(): ReadonlyMap<number, CpuTimes> {
    const text = this.#options.machine.readText('/proc/stat')
    return text === undefined ? this.#options.cpuTimes() : parseCpuTimes(text)
  }
}
