import type { Machine } from './reading.ts'

/** What a container may use; undefined where nothing limits it. */
export interface CgroupLimits {
  /** Cores, as a fraction. */
  readonly cpuCount: number | undefined
  readonly memoryBytes: number | undefined
  /** @returns bytes in use without what the system could drop at once */
  readMemoryUsed(): number | undefined
}

/** Version 1 says "no limit" with a number near 2^63. */
const NO_LIMIT_BYTES = 2 ** 60
const ROOT = '/sys/fs/cgroup'

/** Limits of the control group of this process, in both versions. A process sees its own group at the root or below it. */
export function readCgroupLimits(machine: Machine): CgroupLimits {
  if (machine.platform !== 'linux')
    return { cpuCount: undefined, memoryBytes: undefined, readMemoryUsed: () => undefined }
  const lines = (machine.readText('/proc/self/cgroup') ?? '').split('\n')
  const unified = lines.find((line) => line.startsWith('0::'))?.slice(3) ?? '/'
  const pathOf = (controller: string): string =>
    lines.find((line) => line.split(':')[1]?.split(',').includes(controller))?.split(':')[2] ?? '/'
  const readV2 = (name: string): string[] =>
    chainOf(unified).flatMap((folder) => machine.readText(`${ROOT}${folder}/${name}`) ?? [])
  const readV1 = (controller: string, name: string): string[] =>
    chainOf(pathOf(controller)).flatMap(
      (folder) => machine.readText(`${ROOT}/${controller}${folder}/${name}`) ?? [],
    )
  const quotas = readV1('cpu', 'cpu.cfs_quota_us').map(
    (quota, i) => `${quota.trim()} ${readV1('cpu', 'cpu.cfs_period_us')[i] ?? ''}`,
  )
  const cpuCount = smallest([...readV2('cpu.max'), ...quotas].map(parseQuota))
  const limits = [...readV2('memory.max'), ...readV1('memory', 'memory.limit_in_bytes')].map(parseBytes)
  return {
    cpuCount,
    memoryBytes: smallest(limits),
    readMemoryUsed: () => {
      const used = readV2('memory.current')[0] ?? readV1('memory', 'memory.usage_in_bytes')[0]
      const stat = readV2('memory.stat')[0] ?? readV1('memory', 'memory.stat')[0] ?? ''
      const inactive = /^(?:total_)?inactive_file (\d+)$/m.exec(stat)?.[1] ?? '0'
      return used === undefined ? undefined : Math.max(0, Number(used) - Number(inactive))
    },
  }
}

/** The group's folder and those above it, down to the root: each may limit. Inside a container only the root is there. */
function chainOf(path: string): readonly string[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '..')
  return names.map((_, i) => `/${names.slice(0, names.length - i).join('/')}`).concat('')
}

function parseQuota(text: string): number | undefined {
  const [quota, period] = text.trim().split(/\s+/).map(Number)
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : undefined
}

function parseBytes(text: string): number | undefined {
  const bytes = Number(text.trim())
  return Number.isFinite(bytes) && bytes > 0 && bytes < NO_LIMIT_BYTES ? bytes : undefined
}

function smallest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
