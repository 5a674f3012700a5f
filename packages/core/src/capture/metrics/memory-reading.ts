import type { CgroupLimits } from './cgroup.ts'
import { parseMemory } from './parse-proc.ts'
import { MIB, type Machine, type Measure, type Reading } from './reading.ts'

export interface MemoryReadingOptions {
  readonly machine: Machine
  readonly limits: CgroupLimits
  readonly totalBytes: () => number
  readonly freeBytes: () => number
  readonly rssBytes: () => number
}

/** Memory of the machine, or of the container where that has less, and of this process. */
export class MemoryReading implements Reading {
  readonly #options: MemoryReadingOptions

  constructor(options: MemoryReadingOptions) {
    this.#options = options
  }

  read(measure: Measure): void {
    const { machine, limits, totalBytes, freeBytes, rssBytes } = this.#options
    const memory = parseMemory(machine.readText('/proc/meminfo') ?? '')
    const machineTotal = memory.get('MemTotal') ?? totalBytes()
    const machineFree = memory.get('MemAvailable') ?? freeBytes()
    const limit = limits.memoryBytes
    const isLimited = limit !== undefined && limit < machineTotal
    const total = isLimited ? limit : machineTotal
    const used = isLimited ? limits.readMemoryUsed() : undefined
    const free = used === undefined ? machineFree : Math.max(0, Math.min(machineFree, total - used))
    const rss = rssBytes()
    measure('memory_percent', ((total - free) / total) * 100)
    measure('proc.memory.availableMB', free / MIB)
    measure('proc.memory.rssMB', rss / MIB)
    measure('proc.memory.percent', (rss / total) * 100)
    const swapTotal = memory.get('SwapTotal') ?? 0
    if (swapTotal === 0) return
    const swapUsed = swapTotal - (memory.get('SwapFree') ?? swapTotal)
    measure('swap.percent', (swapUsed / swapTotal) * 100)
    measure('swap.usedMB', swapUsed / MIB)
  }
}
