import { parseDiskTraffic, type DiskTraffic } from './parse-proc.ts'
import { GIB, MIB, type Machine, type Measure, type Reading } from './reading.ts'

export interface DiskSpace {
  readonly totalBytes: number
  readonly freeBytes: number
}

export interface DiskReadingOptions {
  readonly machine: Machine
  /** Where file systems of interest are mounted. */
  readonly mounts: readonly string[]
  /** Throws for a path that is gone. */
  readonly spaceOf: (path: string) => DiskSpace
}

/** Devices that are no disks. */
const PSEUDO_DISK = /^(loop|ram|zram|sr|fd|dm-|md)/

/** How full file systems are, and what disks have read and written since the run began. */
export class DiskReading implements Reading {
  readonly #options: DiskReadingOptions
  readonly #disks: ReadonlySet<string>
  readonly #first: ReadonlyMap<string, DiskTraffic>

  constructor(options: DiskReadingOptions) {
    this.#options = options
    // Whole disks only: partitions would count everything twice.
    this.#disks = new Set(options.machine.listFolder('/sys/block').filter((name) => !PSEUDO_DISK.test(name)))
    this.#first = this.#traffic()
  }

  read(measure: Measure): void {
    for (const mount of this.#options.mounts) this.#readSpace(mount, measure)
    for (const [name, { readBytes, writtenBytes }] of this.#traffic()) {
      const first = this.#first.get(name)
      measure(`disk.${name}.in`, (readBytes - (first?.readBytes ?? 0)) / MIB)
      measure(`disk.${name}.out`, (writtenBytes - (first?.writtenBytes ?? 0)) / MIB)
    }
  }

  #readSpace(mount: string, measure: Measure): void {
    try {
      const { totalBytes, freeBytes } = this.#options.spaceOf(mount)
      measure(`disk.${mount}.usagePercent`, ((totalBytes - freeBytes) / totalBytes) * 100)
      measure(`disk.${mount}.usageGB`, (totalBytes - freeBytes) / GIB)
    } catch {
      // Unmounted meanwhile.
    }
  }

  #traffic(): ReadonlyMap<string, DiskTraffic> {
    const all = parseDiskTraffic(this.#options.machine.readText('/proc/diskstats') ?? '')
    return new Map([...all].filter(([name]) => this.#disks.has(name)))
  }
}
