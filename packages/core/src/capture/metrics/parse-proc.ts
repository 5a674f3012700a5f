/** Parsers of the texts below /proc; what they do not know they leave out. */

export interface CpuTimes {
  readonly busy: number
  readonly total: number
}

/** `/proc/stat`: ticks per processor, by its number; -1 is all of them together. */
export function parseCpuTimes(text: string): ReadonlyMap<number, CpuTimes> {
  const times = new Map<number, CpuTimes>()
  for (const [, number = '', fields = ''] of text.matchAll(/^cpu(\d*) +(.*)$/gm)) {
    // Guest time is contained in user time.
    const ticks = fields.trim().split(/\s+/).slice(0, 8).map(Number)
    const total = ticks.reduce((sum, value) => sum + value, 0)
    const idle = (ticks[3] ?? 0) + (ticks[4] ?? 0)
    times.set(number === '' ? -1 : Number(number), { busy: total - idle, total })
  }
  return times
}

/** `/proc/meminfo`: bytes by name. */
export function parseMemory(text: string): ReadonlyMap<string, number> {
  const bytes = new Map<string, number>()
  for (const [, name = '', kib] of text.matchAll(/^([\w()]+): +(\d+) kB$/gm))
    bytes.set(name, Number(kib) * 1024)
  return bytes
}

export interface DiskTraffic {
  readonly readBytes: number
  readonly writtenBytes: number
}

/** The unit of `/proc/diskstats`, whatever the disk's own sectors are. */
const SECTOR_BYTES = 512

/** `/proc/diskstats`: bytes since the start of the machine, by device. */
export function parseDiskTraffic(text: string): ReadonlyMap<string, DiskTraffic> {
  const traffic = new Map<string, DiskTraffic>()
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/\s+/)
    const [, , name, , , readSectors, , , , writtenSectors] = fields
    if (name === undefined || writtenSectors === undefined) continue
    traffic.set(name, {
      readBytes: Number(readSectors) * SECTOR_BYTES,
      writtenBytes: Number(writtenSectors) * SECTOR_BYTES,
    })
  }
  return traffic
}

export interface NetworkTraffic {
  readonly receivedBytes: number
  readonly sentBytes: number
}

/** Loopback and interfaces that only hand on what another one counts. */
const INNER_INTERFACE = /^(lo|veth|docker|br-|virbr|ifb|cni|flannel|tap|tun|vnet)/

/** `/proc/net/dev`: bytes of all interfaces that lead outside. */
export function parseNetworkTraffic(text: string): NetworkTraffic {
  let [receivedBytes, sentBytes] = [0, 0]
  for (const [, name = '', fields = ''] of text.matchAll(/^ *([^\s:]+): *(.*)$/gm)) {
    if (INNER_INTERFACE.test(name)) continue
    const counts = fields.trim().split(/\s+/).map(Number)
    receivedBytes += counts[0] ?? 0
    sentBytes += counts[8] ?? 0
  }
  return { receivedBytes, sentBytes }
}

/** `/proc/self/status`: how many threads the process has. */
export function parseThreadCount(text: string): number {
  return Number(/^Threads:\s+(\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}
