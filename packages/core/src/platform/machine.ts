import { mkdirSync, readdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { cpus, freemem, totalmem, type CpuInfo } from 'node:os'
import { dirname } from 'node:path'
import { getHeapStatistics } from 'node:v8'

/** What a worker thread looks at to describe and measure the machine. Synchronous: it has nothing else to do meanwhile. */
export interface SystemMachine {
  readonly platform: NodeJS.Platform
  /** @returns undefined when it cannot be read, or is longer than `maxBytes` */
  readonly readText: (path: string, maxBytes?: number) => string | undefined
  /** @returns undefined when it cannot be read, or is longer than `maxBytes` */
  readonly readBytes: (path: string, maxBytes: number) => Uint8Array | undefined
  readonly isFile: (path: string) => boolean
  /** @returns undefined when it is not there */
  readonly sizeOf: (path: string) => number | undefined
  /** Names in a folder; none when it cannot be read. */
  readonly listFolder: (path: string) => readonly string[]
  /** Which file system a path is on. */
  readonly deviceOf: (path: string) => number | undefined
  /** Throws Node's errors. */
  readonly spaceOf: (path: string) => { readonly totalBytes: number; readonly freeBytes: number }
  /** Makes the folders above. Throws Node's errors. */
  readonly writeFile: (path: string, content: string | Uint8Array) => void
  readonly cpus: () => readonly CpuInfo[]
  readonly totalBytes: () => number
  readonly freeBytes: () => number
  readonly rssBytes: () => number
  /** What all threads of this process have computed, in microseconds. */
  readonly processUs: () => number
  /** The same clock in every thread, never set back. */
  readonly monotonicMs: () => number
  /** Of the calling thread. */
  readonly heap: () => {
    readonly usedBytes: number
    readonly totalBytes: number
    readonly externalBytes: number
  }
}

export const systemMachine: SystemMachine = {
  platform: process.platform,
  readText: (path: string, maxBytes: number = Number.POSITIVE_INFINITY): string | undefined => {
    try {
      if (maxBytes !== Number.POSITIVE_INFINITY && statSync(path).size > maxBytes) return undefined
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  },
  readBytes: (path: string, maxBytes: number): Uint8Array | undefined => {
    try {
      return statSync(path).size > maxBytes ? undefined : readFileSync(path)
    } catch {
      return undefined
    }
  },
  isFile: (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  sizeOf: (path: string): number | undefined => {
    try {
      return statSync(path).size
    } catch {
      return undefined
    }
  },
  listFolder: (path: string): readonly string[] => {
    try {
      return readdirSync(path)
    } catch {
      return []
    }
  },
  deviceOf: (path: string): number | undefined => {
    try {
      return statSync(path).dev
    } catch {
      return undefined
    }
  },
  spaceOf: (path: string): { readonly totalBytes: number; readonly freeBytes: number } => {
    const { blocks, bfree, bsize } = statfsSync(path)
    return { totalBytes: blocks * bsize, freeBytes: bfree * bsize }
  },
  writeFile: (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  },
  cpus: () => cpus(),
  totalBytes: () => totalmem(),
  freeBytes: () => freemem(),
  rssBytes: () => process.memoryUsage.rss(),
  processUs: (): number => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  monotonicMs: (): number => {
    const [seconds, nanoseconds] = process.hrtime()
    return seconds * 1000 + nanoseconds / 1e6
  },
  heap: () => {
    const { used_heap_size, total_heap_size, external_memory } = getHeapStatistics()
    return { usedBytes: used_heap_size, totalBytes: total_heap_size, externalBytes: external_memory }
  },
}
