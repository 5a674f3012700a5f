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
