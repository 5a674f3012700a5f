import { FLAG, nonFiniteFlag, type Buckets } from './buckets.ts'

const NON_FINITE = FLAG.nan | FLAG.infinity | FLAG.negativeInfinity

/** Which stretch of x becomes which column. */
export interface ColumnGrid {
  /** x of the left edge of column 0. */
  readonly from: number
  /** x of the right edge of the last column; what lies beyond falls into it. */
  readonly to: number
  readonly columnCount: number
}

/** Which columns of {@link Buckets} hold the extent of a bucket. */
export interface ExtentColumns {
  readonly first: 'stepFirst' | 'timeMin'
  readonly last: 'stepLast' | 'timeMax'
}

export interface Columns {
  readonly xFirst: Float64Array
  readonly xLast: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
  readonly mean: Float64Array
  readonly last: Float64Array
  readonly count: Uint32Array
  readonly flags: Uint8Array
}

/**
 * Gathers points and buckets into columns of a chart, one column per pixel. Whatever is added is counted in exactly
 * one column, so no extreme can be lost. What is added must come in ascending order of x.
 */
export class ColumnBuilder {
  readonly #scale: number
  readonly #from: number
  readonly #lastPixel: number
  readonly #columns: Columns
  readonly #finiteCount: Uint32Array
  #length = 0
  /** Pixel of the column that is being filled. */
  #pixel = -Infinity

  /** One more column than asked for on each side: the neighbours of the range. */
  constructor({ from, to, columnCount }: ColumnGrid) {
    this.#from = from
    this.#scale = to > from ? columnCount / (to - from) : 0
    this.#lastPixel = columnCount - 1
    this.#columns = emptyColumns(columnCount + 2)
    this.#finiteCount = new Uint32Array(columnCount + 2)
  }

  /** Columns are closed in order: an x left of the current column falls into the current one. */
  pixelOf(x: number): number {
    const pixel = Math.floor((x - this.#from) * this.#scale)
    return pixel > this.#lastPixel ? this.#lastPixel : pixel < 0 ? 0 : pixel
  }

  /** True when a bucket from `first` to `last` may be drawn as a whole: in one pixel, or as narrow as `tolerance` pixels. */
  isNarrow(first: number, last: number, tolerance: number): boolean {
    return (last - first) * this.#scale <= tolerance || this.pixelOf(first) === this.pixelOf(last)
  }

  addPoint(x: number, value: number): void {
    const at = this.#open(this.pixelOf(x), x)
    this.#putPoint(at, x, value)
  }

  /** A point of a column of its own: a neighbour of the range. */
  addLonePoint(x: number, value: number): void {
    this.#pixel = -Infinity
    this.#putPoint(this.#open(Infinity, x), x, value)
    this.#pixel = -Infinity
  }

  addBucket(
    buckets: Buckets,
    index: number,
    { extent, pointCount }: { extent: ExtentColumns; pointCount: number },
  ): void {
    const xFirst = buckets[extent.first][index]
    const at = this.#open(this.pixelOf(xFirst), xFirst)
    const columns = this.#columns
    columns.xLast[at] = Math.max(columns.xLast[at], buckets[extent.last][index])
    if (buckets.min[index] < columns.min[at]) columns.min[at] = buckets.min[index]!
    if (buckets.max[index] > columns.max[at]) columns.max[at] = buckets.max[index]!
    // Sums until finish().
    columns.mean[at] += buckets.sum[index]
    columns.last[at] = buckets.last[index]!
    columns.count[at] += pointCount
    columns.flags[at] |= buckets.flags[index] & NON_FINITE
    this.#finiteCount[at] += buckets.finiteCount[index]
  }

  /** @returns the columns that something was added to; the builder must not be used afterwards */
  finish(): Columns {
    const columns = this.#columns
    for (let i = 0; i < this.#length; i++) {
      const finiteCount = this.#finiteCount[i]
      if (finiteCount === 0) columns.min[i] = columns.max[i] = columns.mean[i] = NaN
      else columns.mean[i] /= finiteCount
    }
    return cut(columns, this.#length)
  }

  #putPoint(at: number, x: number, value: number): void {
    const columns = this.#columns
    columns.xLast[at] = x
    columns.last[at] = value
    columns.count[at]++
    if (Number.isFinite(value)) {
      if (value < columns.min[at]) columns.min[at] = value
      if (value > columns.max[at]) columns.max[at] = value
      columns.mean[at] += value
      this.#finiteCount[at]++
    } else {
      columns.flags[at] |= nonFiniteFlag(value)
    }
  }

  #open(pixel: number, x: number): number {
    if (pixel <= this.#pixel) return this.#length - 1
    this.#pixel = pixel
    const at = this.#length++
    const columns = this.#columns
    columns.xFirst[at] = columns.xLast[at] = x
    columns.min[at] = Infinity
    columns.max[at] = -Infinity
    return at
  }
}

function emptyColumns(length: number): Columns {
  const float = (): Float64Array => new Float64Array(length)
  return {
    xFirst: float(),
    xLast: float(),
    min: float(),
    max: float(),
    mean: float(),
    last: float(),
    count: new Uint32Array(length),
    flags: new Uint8Array(length),
  }
}

/** Copies, so that an answer does not hold the room for columns that stayed empty. */
function cut(columns: Columns, length: number): Columns {
  const { xFirst, xLast, min, max, mean, last, count, flags } = columns
  return {
    xFirst: xFirst.slice(0, length),
    xLast: xLast.slice(0, length),
    min: min.slice(0, length),
    max: max.slice(0, length),
    mean: mean.slice(0, length),
    last: last.slice(0, length),
    count: count.slice(0, length),
    flags: flags.slice(0, length),
  }
}
