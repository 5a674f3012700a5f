import type { SummaryStatistic } from './metric-definitions.ts'

/** Statistics of one metric over a run. NaN says nothing about the extremes or the mean of a curve; like a chart, these skip it. */
export class MetricStatistics {
  #min = Number.NaN
  #max = Number.NaN
  #sum = 0
  #count = 0
  #first = Number.NaN

  add(value: number): void {
    if (Number.isNaN(value)) return
    if (this.#count === 0) this.#first = this.#min = this.#max = value
    if (value < this.#min) this.#min = value
    if (value > this.#max) this.#max = value
    this.#sum += value
    this.#count += 1
  }

  /** NaN when there was no value. */
  get(statistic: Exclude<SummaryStatistic, 'last'>): number {
    switch (statistic) {
      case 'min':
        return this.#min
      case 'max':
        return this.#max
      case 'first':
        return this.#first
      case 'mean':
        return this.#sum / this.#count
    }
  }
}
