import type { LogRecord } from '@kymo/protocol'
import { toRecord } from '../domain/api-value.ts'
import type { Value } from '../api/types.ts'

export interface MetricDefinition {
  readonly stepMetric?: string
  readonly isHidden?: boolean
  /** The metric is left out of the summary. */
  readonly isSummaryOff?: boolean
}

const GLOB_MARK = '*'
const NAME_MARK = '='

/**
 * @param known what was kept before; a record adds to it, unless it says that it is the whole definition
 * @returns key and value to keep of a metric record; undefined when it names nothing
 */
export function definitionOf(
  metric: NonNullable<LogRecord['metric']>,
  known: ReadonlyMap<string, Value>,
): { key: string; value: Value } | undefined {
  const glob = metric.globName ?? ''
  const name = metric.name ?? ''
  if (glob === '' && name === '') return undefined
  const key = name === '' ? GLOB_MARK + glob : NAME_MARK + name
  const { _control: control } = metric
  const isWhole = control?.overwrite === true
  const before = isWhole ? {} : ((known.get(key) ?? {}) as MetricDefinition)
  const value = toRecord([
    ['stepMetric', metric.stepMetric || (before.stepMetric ?? '')],
    ['isHidden', metric.options?.hidden || before.isHidden === true],
    ['isSummaryOff', metric.summary?.none || before.isSummaryOff === true],
  ])
  return { key, value }
}

/** @param definitions what {@link definitionOf} gave, in the order of their keys @returns that of the name, else of the longest glob */
export function findDefinition(definitions: ReadonlyMap<string, Value>, name: string): MetricDefinition {
  const exact = definitions.get(NAME_MARK + name)
  if (exact !== undefined) return exact as MetricDefinition
  let found: MetricDefinition = {}
  let foundLength = -1
  for (const [key, definition] of definitions) {
    if (!key.startsWith(GLOB_MARK)) continue
    const prefix = key.slice(1).replace(/\*$/, '')
    if (prefix.length > foundLength && name.startsWith(prefix)) {
      found = definition as MetricDefinition
      foundLength = prefix.length
    }
  }
  return found
}
