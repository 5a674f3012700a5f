import type { SummaryStatistic } from './metric-definitions.ts'

/** What earlier sessions of the run knew of a metric. */
export interface EarlierStatistics extends Partial<
  Readonly<Record<Exclude<SummaryStatistic, 'last' | 'best'>, number>>
> {
  /** Values that the mean is over. */
  readonly count?: number
}

/** Statistics of one metric over a run. NaN says nothing about the extremes or the mean of a curve; like a chart, these skip it. */
export class MetricStatistics {
  #min: number
  #max: number
  #sum = 0
  #count = 0
  #first: number

  constructor({ min = Number.NaN, max = Number.NaN, first = Number.NaN, ...rest }: EarlierStatistics = {}) {
    this.#min = min
    this.#max = max
    this.#first = first
    const { mean, count } = rest
    if (mean === undefined || count === undefined || Number.isNaN(mean)) return
    this.#sum = mean * count
    this.#count = count
  }

  /** Values that are numbers. */
  get count(): number {
    return this.#count
  }

  add(value: number): void {
    if (Number.isNaN(value)) return
    if (Number.isNaN(this.#first)) this.#first = value
    // Written so that they hold for NaN, which stands for "none yet".
    if (!(this.#min <= value)) this.#min = value
    if (!(this.#max >= value)) this.#max = value
    this.#sum += value
    this.#count += 1
  }

  /** NaN when there was no value. */
  get(statistic: Exclude<SummaryStatistic, 'last' | 'best'>): number {
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
