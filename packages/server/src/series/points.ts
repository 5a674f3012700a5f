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
  return buffer.take()
}

/** Points that grow. */
export class PointBuffer {
  #count = 0
  #step: Float64Array
  #value: Float64Array
  #time: Float64Array

  constructor(capacity = 8) {
    this.#step = new Float64Array(capacity)
    this.#value = new Float64Array(capacity)
    this.#time = new Float64Array(capacity)
  }

  get count(): number {
    return this.#count
  }

  push(step: number, value: number, time: number): void {
    const index = this.#count
    if (index === this.#step.length) this.#grow(index + 1)
    this.#step[index] = step
    this.#value[index] = value
    this.#time[index] = time
    this.#count = index + 1
  }

  pushAll(points: Points): void {
    const end = this.#count + points.count
    if (end > this.#step.length) this.#grow(end)
    this.#step.set(points.step, this.#count)
    this.#value.set(points.value, this.#count)
    this.#time.set(points.time, this.#count)
    this.#count = end
  }

  /** @returns views, valid until the next push */
  view(): Points {
    return slicePoints(this.#all(), 0, this.#count)
  }

  /** @returns what was pushed; the buffer is empty and without capacity afterwards */
  take(): Points {
    const points = this.view()
    this.#step = this.#value = this.#time = new Float64Array(0)
    this.#count = 0
    return points
  }

  /** Empties the buffer; its capacity stays unless it is above `keepCapacity`. */
  clear(keepCapacity: number): void {
    if (this.#step.length > keepCapacity) this.take()
    this.#count = 0
  }

  #all(): Points {
    return { count: this.#step.length, step: this.#step, value: this.#value, time: this.#time }
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, 8, this.#step.length * 2)
    const grown = (column: Float64Array): Float64Array => {
      const wider = new Float64Array(capacity)
      wider.set(column)
      return wider
    }
    this.#step = grown(this.#step)
    this.#value = grown(this.#value)
    this.#time = grown(this.#time)
  }
}
