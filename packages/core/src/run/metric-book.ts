import { isStepSynced, MetricDefinitions, type MetricDefinition } from './metric-definitions.ts'
import { flattenMetric } from './flatten-metrics.ts'
import type { Metrics } from './log-options.ts'
import type { EarlierStatistics } from './metric-statistics.ts'
import { SummaryTracker } from './summary-tracker.ts'

/** What a run knows about its metrics: how they are defined, and what they were last. */
export class MetricBook {
  readonly tracked: SummaryTracker
  readonly #definitions = new MetricDefinitions()
  #hasStepSync = false

  /**
   * @param onExpanded a metric showed up that a definition by prefix covers
   * @param earlier what the sessions before knew of a metric
   */
  constructor(
    onExpanded: (definition: MetricDefinition) => void,
    earlier?: (name: string) => EarlierStatistics | undefined,
  ) {
    this.tracked = new SummaryTracker((name) => {
      const definition = this.#definitions.find(name)
      if (definition?.name.endsWith('*') === true) onExpanded({ ...definition, name })
      return definition
    }, earlier)
  }

  /** @returns the definition as it is now: it may add to an earlier one */
  define(given: MetricDefinition & { readonly overwrite?: boolean }): MetricDefinition {
    const definition = this.#definitions.add(given)
    this.#hasStepSync ||= isStepSynced(definition)
    this.tracked.redefine((name) => this.#definitions.find(name))
    return definition
  }

  /** Adds what `stepSync` asks for. @returns `metrics` itself when nothing is missing */
  complete(metrics: Metrics): Metrics {
    return this.#hasStepSync ? this.#addStepMetrics(metrics) : metrics
  }

  #addStepMetrics(metrics: Metrics): Metrics {
    const missing = new Map<string, unknown>()
    for (const name of metricNames(metrics)) {
      const definition = this.#definitions.find(name)
      const stepMetric =
        definition !== undefined && isStepSynced(definition) ? definition.stepMetric : undefined
      if (stepMetric === undefined || Object.hasOwn(metrics, stepMetric)) continue
      const value = this.tracked.get(stepMetric)
      if (value !== undefined) missing.set(stepMetric, value)
    }
    return missing.size === 0 ? metrics : { ...metrics, ...Object.fromEntries(missing) }
  }
}

/** Of nested values those of their members. */
function metricNames(metrics: Metrics): string[] {
  return Object.entries(metrics).flatMap(([name, value]) =>
    typeof value === 'object' ? flattenMetric(name, value).map(({ path }) => path.join('.')) : [name],
  )
}
