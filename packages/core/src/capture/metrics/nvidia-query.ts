import { MIB, type Measure } from './reading.ts'

/** What `nvidia-smi --query-gpu` is asked for, and what becomes of it. */
interface Column {
  readonly field: string
  readonly measure: (value: number) => readonly (readonly [key: string, value: number])[]
}

const as =
  (key: string): Column['measure'] =>
  (value) => [[key, value]]

/** Known to every driver of the last ten years. */
const BASIC_COLUMNS: readonly Column[] = [
  { field: 'utilization.gpu', measure: as('gpu') },
  { field: 'utilization.memory', measure: as('memory') },
  { field: 'memory.used', measure: (mib) => [['memoryAllocatedBytes', mib * MIB]] },
  { field: 'memory.total', measure: () => [] },
  { field: 'temperature.gpu', measure: as('temp') },
  { field: 'power.draw', measure: as('powerWatts') },
  { field: 'enforced.power.limit', measure: as('enforcedPowerLimitWatts') },
]

const MORE_COLUMNS: readonly Column[] = [
  { field: 'clocks.sm', measure: as('smClock') },
  { field: 'clocks.mem', measure: as('memoryClock') },
  { field: 'clocks.gr', measure: as('graphicsClock') },
  { field: 'fan.speed', measure: as('fanSpeed') },
  { field: 'pcie.link.gen.current', measure: as('pcieLinkGen') },
  { field: 'pcie.link.width.current', measure: as('pcieLinkWidth') },
  { field: 'ecc.errors.corrected.volatile.total', measure: as('correctedMemoryErrors') },
  { field: 'ecc.errors.uncorrected.volatile.total', measure: as('uncorrectedMemoryErrors') },
]

/** The full query, and the one for a driver that refuses it. */
const COLUMN_SETS = [[...BASIC_COLUMNS, ...MORE_COLUMNS], BASIC_COLUMNS] as const

export interface NvidiaQuery {
  readonly args: readonly string[]
  /** @returns undefined for a line that is not of one GPU */
  parse(line: string): NvidiaState | undefined
}

export interface NvidiaState {
  readonly index: number
  /** By W&B's names, without the number of the GPU. */
  readonly values: ReadonlyMap<string, number>
}

/** @param attempt from 0; drivers that end without a word are asked for less */
export function nvidiaQuery(attempt: number, intervalMs: number): NvidiaQuery {
  const columns = COLUMN_SETS[attempt % COLUMN_SETS.length] ?? BASIC_COLUMNS
  const fields = ['index', ...columns.map((column) => column.field)].join(',')
  return {
    args: [`--query-gpu=${fields}`, '--format=csv,noheader,nounits', `--loop-ms=${intervalMs}`],
    parse: (line) => parseLine(line, columns),
  }
}

export function measureGpu({ index, values }: NvidiaState, measure: Measure): void {
  for (const [key, value] of values) measure(`gpu.${index}.${key}`, value)
}

function parseLine(line: string, columns: readonly Column[]): NvidiaState | undefined {
  const cells = line.trim().split(/\s*,\s*/)
  if (cells.length !== columns.length + 1 || !/^\d{1,4}$/.test(cells[0] ?? '')) return undefined
  const values = new Map<string, number>()
  const raw = new Map<string, number>()
  for (const [i, { field, measure }] of columns.entries()) {
    const cell = cells[i + 1] ?? ''
    // What a GPU does not have is `[N/A]` or `[Not Supported]`.
    if (!/^-?\d+(\.\d+)?$/.test(cell)) continue
    raw.set(field, Number(cell))
    for (const [key, value] of measure(Number(cell))) values.set(key, value)
  }
  addRatio(values, 'memoryAllocated', [raw.get('memory.used'), raw.get('memory.total')])
  addRatio(values, 'powerPercent', [raw.get('power.draw'), raw.get('enforced.power.limit')])
  return { index: Number(cells[0]), values }
}

function addRatio(
  values: Map<string, number>,
  key: string,
  [part, whole]: readonly [part: number | undefined, whole: number | undefined],
): void {
  if (part !== undefined && whole !== undefined && whole > 0) values.set(key, (part / whole) * 100)
}
