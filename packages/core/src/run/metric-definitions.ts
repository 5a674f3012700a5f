import type { LogRecord, RecordInit } from '@kymo/protocol'

/** A statistic of a metric over the whole run; `best` is the least or the greatest value, by the metric's goal. */
export type SummaryStatistic = 'min' | 'max' | 'mean' | 'first' | 'last' | 'best'

export interface MetricOptions {
  /** The metric that is this one's x axis, for example `epoch`. Default: the step. */
  readonly stepMetric?: string
  /**
   * What the summary keeps of it: one or several, also as one text, `'min,max'`. The key in the summary is then
   * `loss.min`. `'none'`: nothing. Default: the value at the greatest step, under the metric's own name.
   */
  readonly summary?: SummaryStatistic | 'none' | `${SummaryStatistic},${string}` | readonly SummaryStatistic[]
  /** Which direction is better. Default, for `best`: `minimize`. */
  readonly goal?: 'minimize' | 'maximize'
  /** Draw no chart of it unless asked. */
  readonly hidden?: boolean
  /** Add the latest value of `stepMetric` to rows that have this metric but lack it. Default: true where `stepMetric` is given. */
  readonly stepSync?: boolean
  /** Forget what was defined under this name before. Default: what is not given here stays as it was. */
  readonly overwrite?: boolean
}

export interface MetricDefinition extends Omit<MetricOptions, 'overwrite' | 'summary'> {
  /** A metric's name; with `*` at the end, a prefix of names. */
  readonly name: string
  readonly summary?: 'none' | readonly SummaryStatistic[]
}

const STATISTICS: readonly SummaryStatistic[] = ['min', 'max', 'mean', 'first', 'last', 'best']
/** Numbers of `MetricGoal` in the record schema. */
const GOALS = { minimize: 1, maximize: 2 } as const

/** The metric definitions of a run. An exact name wins over a prefix, a longer prefix over a shorter one. */
export class MetricDefinitions {
  readonly #exact = new Map<string, MetricDefinition>()
  #prefixes: readonly { readonly prefix: string; readonly definition: MetricDefinition }[] = []

  /** @returns the definition as it is now, with what an earlier one of the same name said, unless it is overwritten */
  add({
    overwrite = false,
    ...given
  }: MetricDefinition & { readonly overwrite?: boolean }): MetricDefinition {
    const { name } = given
    const isPrefix = name.endsWith('*')
    const prefix = name.slice(0, -1)
    const before = isPrefix
      ? this.#prefixes.find((known) => known.prefix === prefix)?.definition
      : this.#exact.get(name)
    const definition = overwrite || before === undefined ? given : merge(before, given)
    if (!isPrefix) this.#exact.set(name, definition)
    else {
      const others = this.#prefixes.filter((known) => known.prefix !== prefix)
      this.#prefixes = [...others, { prefix, definition }].toSorted(
        (a, b) => b.prefix.length - a.prefix.length,
      )
    }
    return definition
  }

  find(name: string): MetricDefinition | undefined {
    return this.#exact.get(name) ?? this.#prefixes.find(({ prefix }) => name.startsWith(prefix))?.definition
  }
}

/** What the arguments of `defineMetric` define, or what is wrong with them. Never throws. */
export type MetricCheck =
  | {
      readonly definition: MetricDefinition & { readonly overwrite?: boolean }
      readonly mistake?: undefined
    }
  | { readonly definition?: undefined; readonly mistake: string }

export function checkMetric(name: unknown, options: MetricOptions): MetricCheck {
  try {
    // A copy, so that what was checked is what is kept.
    const { stepMetric, summary, goal, hidden, stepSync, overwrite } = options
    const given = { name, stepMetric, summary: listStatistics(summary), goal, hidden, stepSync, overwrite }
    const mistake = findMistake(given)
    if (mistake !== undefined) return { mistake }
    const known = Object.entries(given).filter(([, value]) => value !== undefined)
    return { definition: Object.fromEntries(known) as unknown as MetricDefinition }
  } catch {
    return { mistake: 'reading the options threw' }
  }
}

/** What is given now, and for the rest what was given before. Statistics add up, as in W&B. */
function merge(before: MetricDefinition, given: MetricDefinition): MetricDefinition {
  const { summary: earlier } = before
  const { summary: later } = given
  const isList = Array.isArray(earlier) && Array.isArray(later)
  return {
    ...before,
    ...given,
    ...(isList ? { summary: [...new Set<SummaryStatistic>([...earlier, ...later])] } : {}),
  }
}

/** `'min,max'` → `['min', 'max']`; what is not a summary stays as it is, to be refused. */
function listStatistics(summary: unknown): unknown {
  if (typeof summary !== 'string' || summary === 'none') return summary
  return summary.split(',').map((statistic) => statistic.trim())
}

function findMistake(
  options: Readonly<Record<keyof MetricDefinition | 'overwrite', unknown>>,
): string | undefined {
  const { name } = options
  if (typeof name !== 'string' || name === '') return 'the name must be a text'
  if (name.slice(0, -1).includes('*')) return "'*' may stand only at the end of the name"
  const { stepMetric, summary, goal } = options
  if (stepMetric !== undefined && (typeof stepMetric !== 'string' || stepMetric === ''))
    return 'stepMetric must be the name of a metric'
  if (goal !== undefined && (typeof goal !== 'string' || !Object.hasOwn(GOALS, goal)))
    return `goal must be one of ${Object.keys(GOALS).join(', ')}`
  for (const key of ['hidden', 'stepSync', 'overwrite'] as const) {
    if (options[key] !== undefined && typeof options[key] !== 'boolean') return `${key} must be true or false`
  }
  const isKnown =
    summary === undefined ||
    summary === 'none' ||
    (Array.isArray(summary) &&
      summary.every((statistic) => STATISTICS.includes(statistic as SummaryStatistic)))
  return isKnown ? undefined : `summary must be 'none' or some of ${STATISTICS.join(', ')}`
}

/** @param isExpanded the definition of one metric that a definition by prefix covers */
export function metricRecord(definition: MetricDefinition, isExpanded = false): RecordInit {
  const { name, stepMetric, summary, goal, hidden } = definition
  const wanted = new Set(statisticsOf(summary))
  return {
    metric: {
      ...(name.endsWith('*') ? { globName: name } : { name }),
      ...(stepMetric === undefined ? {} : { stepMetric }),
      ...(goal === undefined ? {} : { goal: GOALS[goal] }),
      ...(isExpanded ? { expandedFromGlob: true } : {}),
      options: { defined: true, hidden: hidden === true, stepSync: isStepSynced(definition) },
      // The definition is whole: a reader that merged it with earlier ones would keep what has been taken back.
      _control: { overwrite: true },
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
    ...(stepMetric ? { stepSync: options?.stepSync === true } : {}),
    ...(summary?.none === true ? { summary: 'none' as const } : {}),
    ...(wanted.length === 0 ? {} : { summary: wanted }),
  }
}

/** The statistics that a definition asks for; none for `undefined` and `'none'`. */
export function statisticsOf(summary: MetricDefinition['summary']): readonly SummaryStatistic[] {
  return summary === undefined || summary === 'none' ? [] : summary
}

/** Whether rows get the value of its step metric. */
export function isStepSynced({ stepMetric, stepSync }: MetricDefinition): boolean {
  return stepMetric !== undefined && stepSync !== false
}

/** `best` by the goal of the metric; any other is itself. */
export function resolveStatistic(
  statistic: SummaryStatistic,
  goal: MetricDefinition['goal'],
): Exclude<SummaryStatistic, 'best'> {
  if (statistic !== 'best') return statistic
  return goal === 'maximize' ? 'max' : 'min'
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
    best: wanted.has('best'),
    none: isNone,
  }
}
