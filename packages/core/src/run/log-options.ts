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

/** Every step that the counter makes after this one is exact, for longer than anything runs. */
const MAX_STEP: number = 2 ** 52

/** True for an object literal, whose names `for … in` gives: nearly every row is one. */
export function isLiteral(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** True for what has names and values; an array, a Map or a Date has none that could be logged. */
export function isMetrics(value: unknown): value is Metrics {
  if (typeof value !== 'object' || value === null) return false
  if (isLiteral(value)) return true
  return (
    !Array.isArray(value) && !(value instanceof Map) && !(value instanceof Date) && !ArrayBuffer.isView(value)
  )
}

export function isStep(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_STEP
}
