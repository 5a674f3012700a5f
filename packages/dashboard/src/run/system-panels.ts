import { compareNames } from '../charts/model/sections.ts'

export interface SystemLine {
  readonly metric: string
  /** What tells it apart from the other lines of its panel: `core 3`, `GPU 0`; empty when it is alone. */
  readonly label: string
}

/** One chart: measurements that are read together. */
export interface SystemPanel {
  readonly title: string
  readonly unit: string
  readonly lines: readonly SystemLine[]
}

export interface SystemSection {
  readonly name: string
  readonly panels: readonly SystemPanel[]
}

interface Rule {
  readonly section: string
  /** Its groups: what the line is labelled with. */
  readonly pattern: RegExp
  readonly title: string
  readonly unit: string
  readonly label?: (match: RegExpExecArray) => string
}

const part = (match: RegExpExecArray): string => match[1] ?? ''
const gpu = (match: RegExpExecArray): string => `GPU ${part(match)}`

function gpuRule(key: string, title: string, unit: string): Rule {
  return { section: 'GPU', pattern: new RegExp(`^gpu\\.(\\d+)\\.${key}$`), title, unit, label: gpu }
}

/** W&B's names of measurements, in the order in which people look for them. The first rule that fits decides. */
const RULES: readonly Rule[] = [
  gpuRule('gpu', 'GPU utilisation', '%'),
  gpuRule('memoryAllocated', 'GPU memory in use', '%'),
  gpuRule('memoryAllocatedBytes', 'GPU memory in use', 'B'),
  gpuRule('memory', 'Time accessing GPU memory', '%'),
  gpuRule('temp', 'GPU temperature', '°C'),
  gpuRule('powerWatts', 'GPU power', 'W'),
  gpuRule('powerPercent', 'GPU power, of its limit', '%'),
  gpuRule('enforcedPowerLimitWatts', 'GPU power limit', 'W'),
  gpuRule('smClock', 'SM clock', 'MHz'),
  gpuRule('graphicsClock', 'Graphics clock', 'MHz'),
  gpuRule('memoryClock', 'GPU memory clock', 'MHz'),
  gpuRule('fanSpeed', 'GPU fan', '%'),
  gpuRule('encoderUtilization', 'Encoder utilisation', '%'),
  {
    section: 'GPU',
    pattern: /^gpu\.(\d+)\.((?:un)?correctedMemoryErrors)$/,
    title: 'GPU memory errors',
    unit: '',
    label: (match) =>
      `GPU ${part(match)} ${match[2] === 'correctedMemoryErrors' ? 'corrected' : 'uncorrected'}`,
  },
  {
    section: 'GPU',
    pattern: /^gpu\.process\.(\d+)\.gpu$/,
    title: 'GPU utilisation by the process',
    unit: '%',
    label: gpu,
  },
  {
    section: 'GPU',
    pattern: /^gpu\.process\.(\d+)\.memoryAllocatedBytes$/,
    title: 'GPU memory of the process',
    unit: 'B',
    label: gpu,
  },
  { section: 'CPU', pattern: /^cpu\.total_percent$/, title: 'CPU of the machine', unit: '%' },
  {
    section: 'CPU',
    pattern: /^cpu\.(\d+)\.cpu_percent$/,
    title: 'CPU by core',
    unit: '%',
    label: (match) => `core ${part(match)}`,
  },
  {
    section: 'CPU',
    pattern: /^cpu\.([ep]cpu)_percent$/,
    title: 'CPU by kind of core',
    unit: '%',
    label: (match) => (match[1] === 'ecpu' ? 'efficiency' : 'performance'),
  },
  { section: 'CPU', pattern: /^cpu\.avg_temp$/, title: 'CPU temperature', unit: '°C' },
  { section: 'CPU', pattern: /^cpu\.powerWatts$/, title: 'CPU power', unit: 'W' },
  { section: 'Memory', pattern: /^memory_percent$/, title: 'Memory in use', unit: '%' },
  { section: 'Memory', pattern: /^proc\.memory\.availableMB$/, title: 'Available memory', unit: 'MB' },
  { section: 'Memory', pattern: /^swap\.percent$/, title: 'Swap in use', unit: '%' },
  { section: 'Memory', pattern: /^swap\.usedMB$/, title: 'Swap in use', unit: 'MB' },
  { section: 'Process', pattern: /^cpu$/, title: 'CPU of the process', unit: '%' },
  { section: 'Process', pattern: /^proc\.memory\.rssMB$/, title: 'Resident memory', unit: 'MB' },
  {
    section: 'Process',
    pattern: /^proc\.memory\.percent$/,
    title: 'Resident memory, of the machine',
    unit: '%',
  },
  {
    section: 'Process',
    pattern: /^proc\.heap\.(\w+)MB$/,
    title: 'JavaScript heap',
    unit: 'MB',
    label: part,
  },
  {
    section: 'Process',
    pattern: /^proc\.eventLoop\.(\w+)DelayMs$/,
    title: 'Event-loop delay',
    unit: 'ms',
    label: part,
  },
  { section: 'Process', pattern: /^proc\.cpu\.threads$/, title: 'Threads', unit: '' },
  {
    section: 'Network',
    pattern: /^network\.(sent|recv)$/,
    title: 'Network traffic since the start',
    unit: 'B',
    label: (match) => (match[1] === 'sent' ? 'sent' : 'received'),
  },
  { section: 'Disk', pattern: /^disk\.(.+)\.usagePercent$/, title: 'Disk usage', unit: '%', label: part },
  { section: 'Disk', pattern: /^disk\.(.+)\.usageGB$/, title: 'Disk usage', unit: 'GB', label: part },
  {
    section: 'Disk',
    pattern: /^disk\.(?:(.+)\.)?in$/,
    title: 'Read from disk since the start',
    unit: 'MB',
    label: part,
  },
  {
    section: 'Disk',
    pattern: /^disk\.(?:(.+)\.)?out$/,
    title: 'Written to disk since the start',
    unit: 'MB',
    label: part,
  },
]

const SECTIONS = ['GPU', 'CPU', 'Memory', 'Process', 'Network', 'Disk', 'Other']

interface Placed extends SystemLine {
  readonly section: string
  readonly title: string
  readonly unit: string
  readonly rank: number
}

/** Puts measurements of the machine into sections of charts. A name that no rule knows has a chart of its own. */
export function toSystemSections(metrics: readonly string[]): SystemSection[] {
  const panels = new Map<string, Placed[]>()
  for (const metric of new Set(metrics)) {
    const placed = place(metric)
    const key = JSON.stringify([placed.section, placed.title, placed.unit])
    const members = panels.get(key)
    if (members === undefined) panels.set(key, [placed])
    else members.push(placed)
  }
  const ordered = [...panels.values()].toSorted(
    ([left], [right]) => left.rank - right.rank || compareNames(left.title, right.title),
  )
  return SECTIONS.map((name) => ({
    name,
    panels: ordered.filter(([first]) => first.section === name).map(toPanel),
  })).filter(({ panels: found }) => found.length > 0)
}

function toPanel(members: readonly Placed[]): SystemPanel {
  const { title, unit } = members[0]
  const lines = members
    .map(({ metric, label }) => ({ metric, label }))
    .toSorted((left, right) => compareNames(left.label, right.label))
  return {
    title,
    unit,
    lines: lines.length === 1 && !/\d|\//.test(lines[0].label) ? [{ ...lines[0], label: '' }] : lines,
  }
}

function place(metric: string): Placed {
  for (const [rank, rule] of RULES.entries()) {
    const match = rule.pattern.exec(metric)
    if (match === null) continue
    const { section, title, unit } = rule
    return { metric, section, title, unit, rank, label: rule.label?.(match) ?? '' }
  }
  const device = /^gpu\.(\d+)\.(.+)$/.exec(metric)
  if (device !== null) {
    return {
      metric,
      section: 'GPU',
      title: `gpu.*.${device[2]}`,
      unit: '',
      rank: RULES.length,
      label: gpu(device),
    }
  }
  return { metric, section: 'Other', title: metric, unit: '', rank: RULES.length, label: '' }
}
