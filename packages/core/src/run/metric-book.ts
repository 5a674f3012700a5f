import { MetricDefinitions, type MetricDefinition } from './metric-definitions.ts'
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

  define(definition: MetricDefinition): void {
    this.#definitions.add(definition)
    this.#hasStepSync ||= definition.stepSync === true
    this.tracked.redefine((name) => this.#definitions.find(name))
  }

  /** Adds what `stepSync` asks for. @returns `metrics` itself when nothing is missing */
  complete(metrics: Metrics): Metrics {
    return this.#hasStepSync ? this.#addStepMetrics(metrics) : metrics
  }

  #addStepMetrics(metrics: Metrics): Metrics {
    const missing = new Map<string, unknown>()
    for (const name of Object.keys(metrics)) {
      const { stepMetric, stepSync } = this.#definitions.find(name) ?? {}
      if (stepSync !== true || stepMetric === undefined || Object.hasOwn(metrics, stepMetric)) continue
      const value = this.tracked.get(stepMetric)
      if (value !== undefined) missing.set(stepMetric, value)
    }
    return missing.size === 0 ? metrics : { ...metrics, ...Object.fromEntries(missing) }
  }
}
