import type { GpuTool } from './polled-gpu-reading.ts'

/** AMD's names differ between its releases; the first that matches counts. */
const FIELDS: readonly (readonly [name: RegExp, key: string])[] = [
  [/^GPU use \(%\)$/, 'gpu'],
  [/^GPU Memory Allocated \(VRAM%\)$/, 'memoryAllocated'],
  [/^VRAM Total Used Memory \(B\)$/, 'memoryAllocatedBytes'],
  [/^Temperature \(Sensor (edge|junction)\) \(C\)$/, 'temp'],
  [/^(Average Graphics Package Power|Current Socket Graphics Package Power) \(W\)$/, 'powerWatts'],
  [/^Max Graphics Package Power \(W\)$/, 'enforcedPowerLimitWatts'],
]

/** AMD GPUs by `rocm-smi --json`. */
export const rocmSmi: GpuTool = {
  command: 'rocm-smi',
  args: [
    '--showuse',
    '--showmemuse',
    '--showmeminfo',
    'vram',
    '--showtemp',
    '--showpower',
    '--showmaxpower',
    '--json',
  ],
  parse: (output) => {
    const start = output.indexOf('{')
    const cards = JSON.parse(output.slice(start)) as unknown
    if (typeof cards !== 'object' || cards === null) throw new Error('no cards')
    return Object.entries(cards).flatMap(([card, facts]) => {
      const index = /^card(\d{1,4})$/.exec(card)?.[1]
      return index === undefined || typeof facts !== 'object' || facts === null
        ? []
        : measuresOf(index, facts)
    })
  },
}

function measuresOf(index: string, facts: object): [key: string, value: number][] {
  const values = new Map<string, number>()
  const raw = new Map<string, number>()
  for (const [name, text] of Object.entries(facts)) {
    const value =
      typeof text === 'string' || typeof text === 'number' ? Number.parseFloat(String(text)) : Number.NaN
    if (!Number.isFinite(value)) continue
    raw.set(name, value)
    const key = FIELDS.find(([pattern]) => pattern.test(name))?.[1]
    if (key !== undefined && !values.has(key)) values.set(key, value)
  }
  const total = raw.get('VRAM Total Memory (B)')
  const used = values.get('memoryAllocatedBytes')
  if (!values.has('memoryAllocated') && total !== undefined && used !== undefined && total > 0) {
    values.set('memoryAllocated', (used / total) * 100)
  }
  const limit = values.get('enforcedPowerLimitWatts')
  const power = values.get('powerWatts')
  if (power !== undefined && limit !== undefined && limit > 0)
    values.set('powerPercent', (power / limit) * 100)
  return [...values].map(([key, value]) => [`gpu.${index}.${key}`, value])
}
