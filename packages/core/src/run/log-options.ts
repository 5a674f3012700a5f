/** Metrics of one moment: names to numbers, texts, booleans or nested objects of them. */
export type Metrics = Readonly<Record<string, unknown>>

export interface LogOptions {
  /** Step of this row, a whole number ≥ 0. Any order is fine. Default: the current step. */
  readonly step?: number
  /**
   * True: the current step is done, the next row without a step gets the one after it.
   * Default: true without `step`, false with it.
   */
  readonly commit?: boolean
}

/** The step after this one must still be exact. */
const MAX_STEP = Number.MAX_SAFE_INTEGER - 1

export function isMetrics(value: unknown): value is Metrics {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map)
}

export function isStep(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_STEP
}
