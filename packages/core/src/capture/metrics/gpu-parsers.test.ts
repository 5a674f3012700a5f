import { expect, test } from 'vitest'
import { ioreg } from './ioreg.ts'
import { measureGpu, nvidiaQuery } from './nvidia-query.ts'
import { rocmSmi } from './rocm-smi.ts'

function measured(line: string): Record<string, number> {
  const state = nvidiaQuery(0, 1000).parse(line)
  const values: Record<string, number> = {}
  if (state !== undefined) measureGpu(state, (key, value) => void (values[key] = value))
  return values
}

test('a line of nvidia-smi becomes W&B’s metrics of its GPU', () => {
  const values = measured(
    '3, 97, 40, 20480, 81920, 65, 350.00, 700.00, 1980, 2619, 1980, [N/A], 5, 16, 0, [N/A]',
  )

  expect(values).toMatchObject({
    'gpu.3.gpu': 97,
    'gpu.3.memory': 40,
    'gpu.3.memoryAllocated': 25,
    'gpu.3.memoryAllocatedBytes': 20_480 * 1024 * 1024,
    'gpu.3.temp': 65,
    'gpu.3.powerWatts': 350,
    'gpu.3.enforcedPowerLimitWatts': 700,
    'gpu.3.powerPercent': 50,
    'gpu.3.smClock': 1980,
    'gpu.3.memoryClock': 2619,
    'gpu.3.graphicsClock': 1980,
  })
  expect(values).not.toHaveProperty(['gpu.3.fanSpeed'])
})

test.each(['', 'No devices were found', '3, 97', 'x, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1', '\0\0\0'])(
  'the line %j is nothing',
  (line) => expect(measured(line)).toEqual({}),
)

test('a driver that refuses the full query is asked for less', () => {
  expect(nvidiaQuery(0, 500).args.join(' ')).toContain('clocks.sm')
  expect(nvidiaQuery(1, 500).args.join(' ')).not.toContain('clocks.sm')
  expect(nvidiaQuery(1, 500).args).toContain('--loop-ms=500')
  expect(nvidiaQuery(1, 500).parse('0, 1, 2, 3, 4, 5, 6, 7')?.values.get('powerPercent')).toBeCloseTo(85.71)
})

test('rocm-smi’s JSON becomes W&B’s metrics, whatever is printed in front of it', () => {
  const output = `WARNING: something\n${JSON.stringify({
    card0: {
      'GPU use (%)': '12',
      'VRAM Total Memory (B)': '2000',
      'VRAM Total Used Memory (B)': '500',
      'Temperature (Sensor edge) (C)': '41.0',
      'Temperature (Sensor junction) (C)': '50.0',
      'Average Graphics Package Power (W)': '30.0',
      'Max Graphics Package Power (W)': '300.0',
    },
    system: { 'Driver version': '6.1' },
  })}\n`

  expect(Object.fromEntries(rocmSmi.parse(output))).toEqual({
    'gpu.0.gpu': 12,
    'gpu.0.memoryAllocatedBytes': 500,
    'gpu.0.memoryAllocated': 25,
    'gpu.0.temp': 41,
    'gpu.0.powerWatts': 30,
    'gpu.0.enforcedPowerLimitWatts': 300,
    'gpu.0.powerPercent': 10,
  })
  expect(() => rocmSmi.parse('ERROR: no GPU')).toThrow()
})

test('Apple’s registry becomes W&B’s metrics', () => {
  const output =
    '+-o AGXAcceleratorG13X  <class AGX>\n    {\n      "PerformanceStatistics" = {"In use system memory"=424673280,"Device Utilization %"=37}\n    }\n'

  expect(ioreg.parse(output)).toEqual([
    ['gpu.0.gpu', 37],
    ['gpu.0.memoryAllocatedBytes', 424_673_280],
  ])
})
