import type { MetricInfo, RunInfo } from '@kymo/server/api'

/** Names of all metrics that have a chart: those listed, and the numbers in the summaries of runs without a list. */
export function metricNames(
  lists: readonly (readonly MetricInfo[] | undefined)[],
  others: readonly RunInfo[],
): string[] {
  const names = new Set<string>()
  for (const list of lists) {
    for (const metric of list ?? []) if (metric.hidden !== true) names.add(metric.name)
  }
  for (const run of others) {
    for (const [key, value] of run.summary) if (typeof value === 'number') names.add(key)
  }
  return [...names]
}

/** What metrics were defined to be drawn along, by name; where runs differ, the newest run that says so. */
export function stepMetricsOf(lists: readonly (readonly MetricInfo[] | undefined)[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, stepMetric } of lists.flatMap((list) => list ?? []))
    if (stepMetric !== undefined && stepMetric !== name) found.set(name, stepMetric)
  return found
}
