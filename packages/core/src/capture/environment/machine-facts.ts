import type { CgroupLimits } from '../metrics/cgroup.ts'
import type { DiskSpace } from '../metrics/disk-reading.ts'
import type { Machine } from '../metrics/reading.ts'
import type { EnvironmentInit } from './basic-facts.ts'

export interface MachineFactsOptions {
  readonly machine: Machine
  readonly limits: CgroupLimits
  readonly isFile: (path: string) => boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cpuModels: readonly string[]
  readonly mounts: readonly string[]
  readonly spaceOf: (path: string) => DiskSpace
  readonly totalBytes: number
}

/** What takes a look at files to know: processors, disks, the container around us. */
export function machineEnvironment(options: MachineFactsOptions): EnvironmentInit {
  const { machine, limits, cpuModels, totalBytes } = options
  const logicalCount = cpuModels.length
  const count = physicalCoreCount(machine.readText('/proc/cpuinfo') ?? '') || logicalCount
  const model = (cpuModels[0] ?? '').trim()
  return {
    cpuCount: count,
    cpuCountLogical: logicalCount,
    cpu: { count, countLogical: logicalCount },
    disk: diskSpaces(options),
    kymoCpuModel: model,
    kymoContainer: containerOf(options),
    kymoCpuLimit: limits.cpuCount ?? 0,
    kymoMemoryLimit: limits.memoryBytes ?? 0,
    ...(machine.platform === 'darwin' && model.startsWith('Apple')
      ? { apple: { name: model, memoryGb: Math.round(totalBytes / 2 ** 30), ramTotalBytes: totalBytes } }
      : {}),
  }
}

/** `/proc/cpuinfo` of most machines; 0 when it does not tell. */
function physicalCoreCount(text: string): number {
  const cores = new Set<string>()
  for (const processor of text.split('\n\n')) {
    const socket = /^physical id\s*: (\d+)$/m.exec(processor)?.[1]
    const core = /^core id\s*: (\d+)$/m.exec(processor)?.[1]
    if (socket !== undefined && core !== undefined) cores.add(`${socket} ${core}`)
  }
  return cores.size
}

function diskSpaces({
  mounts,
  spaceOf,
}: MachineFactsOptions): Record<string, { total: number; used: number }> {
  const spaces = mounts.flatMap((mount) => {
    try {
      const { totalBytes, freeBytes } = spaceOf(mount)
      return [[mount, { total: totalBytes, used: totalBytes - freeBytes }] as const]
    } catch {
      return []
    }
  })
  return Object.fromEntries(spaces)
}

/** Engines leave a file, or their name in the path of the first process's control group. */
function containerOf({ machine, isFile, env }: MachineFactsOptions): string {
  if ((env['KUBERNETES_SERVICE_HOST'] ?? '') !== '') return 'kubernetes'
  if (isFile('/run/.containerenv')) return 'podman'
  if (isFile('/.dockerenv')) return 'docker'
  const group = machine.readText('/proc/1/cgroup') ?? ''
  for (const [pattern, name] of [
    [/kubepods/, 'kubernetes'],
    [/libpod/, 'podman'],
    [/docker/, 'docker'],
    [/lxc/, 'lxc'],
    [/containerd|crio/, 'container'],
  ] as const) {
    if (pattern.test(group)) return name
  }
  return (env['APPTAINER_CONTAINER'] ?? env['SINGULARITY_CONTAINER'] ?? '') === '' ? '' : 'apptainer'
}
