/**
 * The binary form of a chart answer. Pure, and safe in a browser.
 *
 * ```
 * bytes 0–3   "KYC1"
 * bytes 4–7   uint32, length of the header
 * header      JSON: {"series": [{"kind", "runIndex", "metricIndex", "writer"?, "totalCount", "length", "columns": [["f64"], …]}]}
 * padding     zeros up to a multiple of 8
 * columns     series by series in the order of RAW_COLUMNS or BUCKET_COLUMNS, each padded to a multiple of 8
 * ```
 * All numbers are little-endian. A column takes the smallest form that gives back every float64 exactly:
 * `linear` (start and stride in the header, no bytes), `i32` (integers), `same` (equal to the column before), else `f64`.
 */
import type { BucketSeries, ChartAnswer, ChartSeries, RawSeries } from './types.ts'

/** Media type of the answer of `POST /api/v1/charts`. */
export const CHART_MEDIA_TYPE = 'application/vnd.kymo.chart'

const MAGIC = 0x31_43_59_4b // "KYC1" read as a little-endian uint32
const PREFIX_BYTES = 8

const RAW_COLUMNS = ['x', 'step', 'value'] as const
const BUCKET_COLUMNS = ['xFirst', 'xLast', 'min', 'max', 'mean', 'last', 'count'] as const

type ColumnHead =
  | readonly ['f64']
  | readonly ['i32']
  | readonly ['same']
  | readonly ['linear', start: number, stride: number]

interface SeriesHead {
  readonly kind: ChartSeries['kind']
  readonly runIndex: number
  readonly metricIndex: number
  readonly writer?: string
  readonly totalCount: number
  readonly length: number
  readonly columns: readonly ColumnHead[]
}

type Column = Float64Array | Uint32Array

/**
 * Encodes a chart answer.
 * @returns a buffer of its own; the columns of `answer` are copied
 */
export function encodeChart(answer: ChartAnswer): Uint8Array {
  const heads = answer.series.map(headOf)
  const header = new TextEncoder().encode(JSON.stringify({ series: heads }))
  const bodyOffset = padded(PREFIX_BYTES + header.length)
  const bytes = new Uint8Array(bodyOffset + sum(heads.map(bodyBytes)))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, header.length, true)
  bytes.set(header, PREFIX_BYTES)
  let offset = bodyOffset
  answer.series.forEach((series, index) => {
    const head = heads[index]
    columnsOf(series).forEach((column, i) => {
      offset = writeColumn(view, offset, { column, head: head.columns[i] })
    })
    if (series.kind === 'buckets') {
      bytes.set(series.flags, offset)
      offset = padded(offset + series.flags.length)
    }
  })
  return bytes
}

/**
 * Decodes what {@link encodeChart} wrote.
 *
 * Columns are views into `bytes` where its alignment allows, so `bytes` must not be changed afterwards.
 * @throws {RangeError} when the bytes are not a chart answer, or are cut short
 */
export function decodeChart(bytes: Uint8Array): ChartAnswer {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength)
  if (aligned.length < PREFIX_BYTES || view.getUint32(0, true) !== MAGIC) {
    throw new RangeError(`Cannot decode chart: ${aligned.length} bytes do not begin with the mark "KYC1"`)
  }
  const headerEnd = PREFIX_BYTES + view.getUint32(4, true)
  if (headerEnd > aligned.length) throw cutShort(aligned.length, headerEnd)
  const header = JSON.parse(new TextDecoder().decode(aligned.subarray(PREFIX_BYTES, headerEnd))) as {
    series: SeriesHead[]
  }
  const end = padded(headerEnd) + sum(header.series.map(bodyBytes))
  if (header.series.length > 0 && end > aligned.length) throw cutShort(aligned.length, end)
  const cursor = { offset: padded(headerEnd) }
  return { series: header.series.map((head) => readSeries(view, cursor, head)) }
}

function readSeries(view: DataView, cursor: { offset: number }, head: SeriesHead): ChartSeries {
  const { runIndex, metricIndex, totalCount, length } = head
  const place = { runIndex, metricIndex, ...(head.writer === undefined ? {} : { writer: head.writer }) }
  const columns: Float64Array[] = []
  for (const form of head.columns) {
    columns.push(readColumn(view, cursor.offset, { head: form, length, before: columns.at(-1) }))
    cursor.offset += columnBytes(form, length)
  }
  if (head.kind === 'raw') {
    const [x, step, value] = columns as [Float64Array, Float64Array, Float64Array]
    return { kind: 'raw', ...place, x, value, step, totalCount } satisfies RawSeries
  }
  const [xFirst, xLast, min, max, mean, last, count] = columns as Float64Array[] & { length: 7 }
  const flags = new Uint8Array(view.buffer, view.byteOffset + cursor.offset, length)
  cursor.offset += padded(length)
  return {
    kind: 'buckets',
    ...place,
    totalCount,
    flags,
    count: Uint32Array.from(count),
    xFirst,
    xLast,
    min,
    max,
    mean,
    last,
  } satisfies BucketSeries
}

function columnsOf(series: ChartSeries): readonly Column[] {
  return series.kind === 'raw'
    ? RAW_COLUMNS.map((name) => series[name])
    : BUCKET_COLUMNS.map((name) => series[name])
}

function headOf(series: ChartSeries): SeriesHead {
  const { kind, runIndex, metricIndex, writer, totalCount } = series
  const columns = columnsOf(series)
  const heads = columns.map((column, i) => columnHead(column, columns[i - 1]))
  const place = { runIndex, metricIndex, ...(writer === undefined ? {} : { writer }) }
  return { kind, ...place, totalCount, length: columns[0].length, columns: heads }
}

function columnHead(column: Column, before: Column | undefined): ColumnHead {
  if (before !== undefined && isSame(column, before)) return ['same']
  if (column.length > 0 && isLinear(column)) {
    return ['linear', column[0], column.length > 1 ? column[1] - column[0] : 0]
  }
  return column.every(isInt32) ? ['i32'] : ['f64']
}

function isSame(a: Column, b: Column): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
}

function isLinear(column: Column): boolean {
  const start = column[0]
  const stride = column.length > 1 ? column[1] - start : 0
  // Non-finite numbers and -0 do not survive JSON.
  if (!Number.isFinite(start) || !Number.isFinite(stride) || Object.is(start, -0)) return false
  return column.every((value, i) => Object.is(value, start + i * stride))
}

function isInt32(value: number): boolean {
  return Object.is(value | 0, value)
}

function writeColumn(
  view: DataView,
  offset: number,
  { column, head }: { column: Column; head: ColumnHead },
): number {
  if (head[0] === 'f64') {
    for (let i = 0; i < column.length; i++) view.setFloat64(offset + 8 * i, column[i], true)
  } else if (head[0] === 'i32') {
    for (let i = 0; i < column.length; i++) view.setInt32(offset + 4 * i, column[i], true)
  }
  return offset + columnBytes(head, column.length)
}

interface ColumnToRead {
  readonly head: ColumnHead
  readonly length: number
  readonly before: Float64Array | undefined
}

function readColumn(view: DataView, offset: number, { head, length, before }: ColumnToRead): Float64Array {
  switch (head[0]) {
    case 'same':
      if (before === undefined)
        throw new RangeError('Cannot decode chart: the first column refers to one before it')
      return before
    case 'linear':
      return Float64Array.from({ length }, (_, i) => head[1] + i * head[2])
    case 'i32':
      return Float64Array.from({ length }, (_, i) => view.getInt32(offset + 4 * i, true))
    case 'f64':
      if (isLittleEndian()) return new Float64Array(view.buffer, view.byteOffset + offset, length)
      return Float64Array.from({ length }, (_, i) => view.getFloat64(offset + 8 * i, true))
  }
}

function bodyBytes(head: SeriesHead): number {
  const columns = sum(head.columns.map((column) => columnBytes(column, head.length)))
  return columns + (head.kind === 'buckets' ? padded(head.length) : 0)
}

function columnBytes(head: ColumnHead, length: number): number {
  if (head[0] === 'f64') return 8 * length
  return head[0] === 'i32' ? padded(4 * length) : 0
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function cutShort(have: number, need: number): RangeError {
  return new RangeError(`Cannot decode chart: ${have} of at least ${need} bytes are there`)
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
}
