/** Points in columns. `time` is in Unix seconds and finite; `value` may be anything; all columns have `count` entries. */
export interface Points {
  readonly count: number
  readonly step: Float64Array
  readonly value: Float64Array
  readonly time: Float64Array
}

export const NO_POINTS: Points = {
  count: 0,
  step: new Float64Array(0),
  value: new Float64Array(0),
  time: new Float64Array(0),
}

/** Points as views of `points[from, to)`. */
export function slicePoints(points: Points, from: number, to: number): Points {
  if (from === 0 && to === points.count && to === points.step.length) return points
  return {
    count: to - from,
    step: points.step.subarray(from, to),
    value: points.value.subarray(from, to),
    time: points.time.subarray(from, to),
  }
}

export function concatPoints(parts: readonly Points[]): Points {
  if (parts.length === 1) return parts[0]
  const buffer = new PointBuffer(parts.reduce((count, part) => count + part.count, 0))
  for (const part of parts) buffer.pushAll(part)
  return buffer.view()
}

/** Points that grow. One array holds all three columns: a row of very many metrics makes very many of these. */
export class PointBuffer {
  #count = 0
  #capacity: number
  /** Steps, then values, then times, `#capacity` of each. */
  #columns: Float64Array

  constructor(capacity = 8) {
    this.#capacity = capacity
    this.#columns = new Float64Array(3 * capacity)
  }

  get count(): number {
    return this.#count
  }

  push(step: number, value: number, time: number): void {
    const index = this.#count
    if (index === this.#capacity) this.#grow(index + 1)
    const columns = this.#columns
    const capacity = this.#capacity
    columns[index] = step
    columns[capacity + index] = value
    columns[2 * capacity + index] = time
    this.#count = index + 1
  }

  pushAll(points: Points): void {
    const end = this.#count + points.count
    if (end > this.#capacity) this.#grow(end)
    this.#columns.set(points.step, this.#count)
    this.#columns.set(points.value, this.#capacity + this.#count)
    this.#columns.set(points.time, 2 * this.#capacity + this.#count)
    this.#count = end
  }

  /** @returns views, valid until the next push */
  view(): Points {
    const column = (index: number): Float64Array =>
      this.#columns.subarray(index * this.#capacity, index * this.#capacity + this.#count)
    return { count: this.#count, step: column(0), value: column(1), time: column(2) }
  }

  /** Empties the buffer; its capacity stays. */
  clear(): void {
    this.#count = 0
  }

  #grow(needed: number): void {
    const { step, value, time } = this.view()
    const capacity = Math.max(needed, 8, this.#capacity * 2)
    const columns = new Float64Array(3 * capacity)
    columns.set(step)
    columns.set(value, capacity)
    columns.set(time, 2 * capacity)
    this.#columns = columns
    this.#capacity = capacity
  }
}
