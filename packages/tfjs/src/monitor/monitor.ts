import type { LogValues } from '../read-logs.ts'

/** What counts as better: less, more, or what the metric's name suggests. */
export type MonitorMode = 'auto' | 'min' | 'max'

/** Which metric is watched, and how. */
export interface MonitorOptions {
  /**
   * Name of the metric in the logs of an epoch.
   * @default 'val_loss' where there is one, else 'loss'
   */
  readonly monitor?: string
  /**
   * `auto`: more is better when the name contains `acc`, `auc`, `precision`, `recall` or `f1`, else less.
   * @default 'auto'
   */
  readonly mode?: MonitorMode
  /**
   * A change that is not greater than this is no improvement.
   * @default 0
   */
  readonly minDelta?: number
}

const MORE_IS_BETTER = /acc|auc|precision|recall|f1/i

/** Follows one metric over epochs and knows its best value. NaN is never better than anything. */
export class Monitor {
  readonly #options: MonitorOptions
  #best: number | undefined
  #bestEpoch: number | undefined

  constructor(options: MonitorOptions) {
    this.#options = options
  }

  get best(): number | undefined {
    return this.#best
  }

  get bestEpoch(): number | undefined {
    return this.#bestEpoch
  }

  /** What an earlier session had reached, or a value to be surpassed. Forgets the epoch. */
  reset(best?: number): void {
    this.#best = best
    this.#bestEpoch = undefined
  }

  /** Name of the metric that is watched among these. */
  nameIn(values: LogValues): string {
    return this.#options.monitor ?? (values.has('val_loss') ? 'val_loss' : 'loss')
  }

  /** @returns whether it is the best so far; undefined when the metric is not among the values */
  observe(epoch: number, values: LogValues): boolean | undefined {
    const name = this.nameIn(values)
    const value = values.get(name)
    if (value === undefined) return undefined
    if (!this.#isBetter(value, name)) return false
    this.#best = value
    this.#bestEpoch = epoch
    return true
  }

  #isBetter(value: number, name: string): boolean {
    if (Number.isNaN(value)) return false
    if (this.#best === undefined) return true
    const { minDelta = 0 } = this.#options
    return this.#isMoreBetter(name) ? value - minDelta > this.#best : value + minDelta < this.#best
  }

  #isMoreBetter(name: string): boolean {
    const { mode = 'auto' } = this.#options
    return mode === 'max' || (mode === 'auto' && MORE_IS_BETTER.test(name))
  }
}

/** The complaint about a metric that is not there. */
export function missingMetric(name: string, values: LogValues): Error {
  const known = [...values.keys()].join(', ') || 'none'
  return new Error(`the epoch has no metric '${name}' (there are: ${known})`)
}

/** @throws {TypeError | RangeError} naming the option and the value */
export function assertMonitor(what: string, { monitor, mode, minDelta }: MonitorOptions): void {
  if (monitor !== undefined && typeof monitor !== 'string')
    throw new TypeError(
      `Cannot create ${what}: monitor must be the name of a metric, but it is ${String(monitor)}`,
    )
  if (mode !== undefined && !['auto', 'min', 'max'].includes(mode))
    throw new RangeError(
      `Cannot create ${what}: mode must be 'auto', 'min' or 'max', but it is ${JSON.stringify(mode)}`,
    )
  if (minDelta !== undefined && !(minDelta >= 0))
    throw new RangeError(
      `Cannot create ${what}: minDelta must be a number ≥ 0, but it is ${String(minDelta)}`,
    )
}
