import { expect, test } from 'vitest'
import { readCgroupLimits } from './cgroup.ts'
import type { Machine } from './reading.ts'

function machineWith(files: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux'): Machine {
  return { platform, readText: (path) => files[path], listFolder: () => [] }
}

test('limits of version 2 are the strictest of the group and those above it', () => {
  const limits = readCgroupLimits(
    machineWith({
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/b/cpu.max': 'max 100000',
      '/sys/fs/cgroup/a/cpu.max': '150000 100000\n',
      '/sys/fs/cgroup/a/b/memory.max': 'max\n',
      '/sys/fs/cgroup/a/memory.max': '1000000\n',
      '/sys/fs/cgroup/a/b/memory.current': '5000\n',
      '/sys/fs/cgroup/a/b/memory.stat': 'anon 1\ninactive_file 2000\n',
    }),
  )

  expect(limits).toMatchObject({ cpuCount: 1.5, memoryBytes: 1_000_000 })
  expect(limits.readMemoryUsed()).toBe(3000)
})

test('inside a container the root holds the limits', () => {
  const limits = readCgroupLimits(
    machineWith({
      '/proc/self/cgroup': '0::/\n',
      '/sys/fs/cgroup/cpu.max': '50000 100000',
      '/sys/fs/cgroup/memory.max': '4096',
    }),
  )

  expect(limits).toMatchObject({ cpuCount: 0.5, memoryBytes: 4096 })
})

test('limits of version 1 are read, and its word for none is none', () => {
  const files = {
    '/proc/self/cgroup': '4:memory:/x\n1:cpu,cpuacct:/y\n',
    '/sys/fs/cgroup/cpu/y/cpu.cfs_quota_us': '200000',
    '/sys/fs/cgroup/cpu/y/cpu.cfs_period_us': '100000',
    '/sys/fs/cgroup/memory/x/memory.limit_in_bytes': '9223372036854771712',
    '/sys/fs/cgroup/memory/x/memory.usage_in_bytes': '700',
    '/sys/fs/cgroup/memory/x/memory.stat': 'total_inactive_file 200\n',
  }
  const limits = readCgroupLimits(machineWith(files))

  expect(limits).toMatchObject({ cpuCount: 2, memoryBytes: undefined })
  expect(limits.readMemoryUsed()).toBe(500)
})

test('without a limit, and on another system, there is none', () => {
  expect(readCgroupLimits(machineWith({ '/proc/self/cgroup': '1:cpu:/\n' }))).toMatchObject({
    cpuCount: undefined,
    memoryBytes: undefined,
  })
  expect(readCgroupLimits(machineWith({}, 'darwin')).readMemoryUsed()).toBeUndefined()
})
