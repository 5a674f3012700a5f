import type { LogRecord, RecordInit } from '@kymo/protocol'

/** A statistic of a metric over the whole run. */
export type SummaryStatistic = 'min' | 'max' | 'mean' | 'first' | 'last'

export interface MetricOptions {
  /** The metric that is this one's x axis, for example `epoch`. Default: the step. */
  readonly stepMetric?: string
  /** What the summary keeps of it. `'none'`: nothing. Default: the value at the greatest step. */
  readonly summary?: SummaryStatistic | 'none' | readonly SummaryStatistic[]
  /** Which direction is better. */
  readonly goal?: 'minimize' | 'maximize'
  /** Draw no chart of it unless asked. */
  readonly hidden?: boolean
  /** Add the latest value of `stepMetric` to rows that have this metric but lack it. */
  readonly stepSync?: boolean
}

export interface MetricDefinition extends MetricOptions {
  /** A metric's name; with `*` at the end, a prefix of names. */
  readonly name: string
}

const STATISTICS: readonly SummaryStatistic[] = ['min', 'max', 'mean', 'first', 'last']
/** Numbers of `MetricGoal` in the record schema. */
const GOALS = { minimize: 1, maximize: 2 } as const

/** The metric definitions of a run. An exact name wins over a prefix, a longer prefix over a shorter one. */
export class MetricDefinitions {
  readonly #exact = new Map<string, MetricDefinition>()
  #prefixes: readonly { readonly prefix: string; readonly definition: MetricDefinition }[] = []

  add(definition: MetricDefinition): void {
    const { name } = definition
    if (!name.endsWith('*')) {
      this.#exact.set(name, definition)
      return
    }
    const prefix = name.slice(0, -1)
    this.#prefixes = [
      ...this.#prefixes.filter((other) => other.prefix !== prefix),
      { prefix, definition },
    ].toSorted((a, b) => b.prefix.length - a.prefix.length)
  }

  find(name: string): MetricDefinition | undefined {
    return this.#exact.get(name) ?? this.#prefixes.find(({ prefix }) => name.startsWith(prefix))?.definition
  }
}

/** What the arguments of `defineMetric` define, or what is wrong with them. Never throws. */
export type MetricCheck =
  | { readonly definition: MetricDefinition; readonly mistake?: undefined }
  | { readonly definition?: undefined; readonly mistake: string }

export function checkMetric(name: unknown, options: MetricOptions): MetricCheck {
  try {
    // A copy, so that what was checked is what is kept.
    const definition = { ...options, name: name as string }
    const mistake = findMistake(definition)
    return mistake === undefined ? { definition } : { mistake }
  } catch {
    return { mistake: 'reading the options threw' }
  }
}

function findMistake(options: MetricDefinition): string | undefined {
  const name: unknown = options.name

  if (typeof name !== 'string' || name === '') return 'the name must be a text'
  if (name.slice(0, -1).includes('*')) return "'*' may stand only at the end of the name"
  const { stepMetric, summary, goal } = options
  if (stepMetric !== undefined && (typeof stepMetric !== 'string' || stepMetric === ''))
    return 'stepMetric must be the name of a metric'
  if (goal !== undefined && !Object.hasOwn(GOALS, goal))
    return `goal must be one of ${Object.keys(GOALS).join(', ')}`
  const statistics: unknown = statisticsOf(summary)
  const isKnown =
    Array.isArray(statistics) &&
    statistics.every((statistic) => STATISTICS.includes(statistic as SummaryStatistic))
  return isKnown ? undefined : `summary must be 'none' or some of ${STATISTICS.join(', ')}`
}

/** @param isExpanded the definition of one metric that a definition by prefix covers */
export function metricRecord(definition: MetricDefinition, isExpanded = false): RecordInit {
  const { name, stepMetric, summary, goal, hidden, stepSync } = definition
  const wanted = new Set(statisticsOf(summary))
  return {
    metric: {
      ...(name.endsWith('*') ? { globName: name } : { name }),
      ...(stepMetric === undefined ? {} : { stepMetric }),
      ...(goal === undefined ? {} : { goal: GOALS[goal] }),
      ...(isExpanded ? { expandedFromGlob: true } : {}),
      options: { defined: true, hidden: hidden === true, stepSync: stepSync === true },
      ...(summary === undefined ? {} : { summary: toSummaryFlags(wanted, summary === 'none') }),
    },
  }
}

/** The inverse of {@link metricRecord}. @returns undefined for one that the SDK derived from a definition by prefix */
export function definitionOf(record: NonNullable<LogRecord['metric']>): MetricDefinition | undefined {
  const { name, globName, stepMetric, goal, options, summary } = record
  const known = globName || name
  if (!known || record.expandedFromGlob === true) return undefined
  const wanted = STATISTICS.filter((statistic) => summary?.[statistic] === true)
  const direction = (['minimize', 'maximize'] as const).find((key) => GOALS[key] === Number(goal))
  return {
    name: known,
    ...(stepMetric ? { stepMetric } : {}),
    ...(direction === undefined ? {} : { goal: direction }),
    ...(options?.hidden === true ? { hidden: true } : {}),
    ...(options?.stepSync === true ? { stepSync: true } : {}),
    ...(summary?.none === true ? { summary: 'none' as const } : {}),
    ...(wanted.length === 0 ? {} : { summary: wanted }),
  }
}

/** The statistics that a definition asks for; none for `undefined` and `'none'`. */
export function statisticsOf(summary: MetricOptions['summary']): readonly SummaryStatistic[] {
  if (summary === undefined || summary === 'none') return []
  return typeof summary === 'string' ? [summary] : summary
}

function toSummaryFlags(
  wanted: ReadonlySet<SummaryStatistic>,
  isNone: boolean,
): Record<SummaryStatistic | 'none', boolean> {
  return {
    min: wanted.has('min'),
    max: wanted.has('max'),
    mean: wanted.has('mean'),
    first: wanted.has('first'),
    last: wanted.has('last'),
    none: isNone,
  }
}
