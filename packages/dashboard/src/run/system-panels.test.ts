import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toSystemSections } from './system-panels.ts'

test('cores, GPUs and disks share a chart per kind, in the order of people', () => {
  const sections = toSystemSections([
    'cpu.10.cpu_percent',
    'cpu.2.cpu_percent',
    'gpu.0.gpu',
    'gpu.1.gpu',
    'gpu.0.temp',
    'disk./.usagePercent',
    'disk./mnt/a.b.usagePercent',
    'memory_percent',
    'network.recv',
    'network.sent',
  ])

  expect(
    sections.map(({ name, panels }) => [
      name,
      ...panels.map(
        ({ title, unit, lines }) => `${title} ${unit}: ${lines.map(({ label }) => label).join(', ')}`,
      ),
    ]),
  ).toEqual([
    ['GPU', 'GPU utilisation %: GPU 0, GPU 1', 'GPU temperature °C: GPU 0'],
    ['CPU', 'CPU by core %: core 2, core 10'],
    ['Memory', 'Memory in use %: '],
    ['Network', 'Network traffic since the start B: received, sent'],
    ['Disk', 'Disk usage %: /, /mnt/a.b'],
  ])
})

test('the process and the machine are not mixed up', () => {
  const sections = toSystemSections([
    'cpu',
    'cpu.total_percent',
    'proc.memory.rssMB',
    'proc.memory.availableMB',
  ])

  expect(
    sections.map(({ name, panels }) => `${name}: ${panels.map(({ title }) => title).join(', ')}`),
  ).toEqual([
    'CPU: CPU of the machine',
    'Memory: Available memory',
    'Process: CPU of the process, Resident memory',
  ])
})

test('every measurement is in exactly one chart, known or not', () => {
  const name = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('__proto__', 'gpu.0.new', 'tpu.0.duty', 'openmetrics.a.b.0'),
  )
  fc.assert(
    fc.property(fc.uniqueArray(name), (metrics) => {
      const placed = toSystemSections(metrics).flatMap(({ panels }) =>
        panels.flatMap(({ lines }) => lines.map(({ metric }) => metric)),
      )
      expect(placed.toSorted()).toEqual(metrics.toSorted())
    }),
  )
})
