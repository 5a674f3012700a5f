import type { Value } from '@kymo/server/api'
import { fieldsOf, listOf, textOf, textOfValue } from '../media-value.ts'
import { binValues } from './plot-model.ts'
import type { PlotGrid, PlotModel, PlotSeries } from './plot-model.ts'

type Fields = ReadonlyMap<string, Value>

interface Axes {
  /** Positions of names, where an axis has categories. */
  readonly x: Map<string, number>
  readonly y: Map<string, number>
}

/**
 * Reads the common traces of a Plotly figure: scatter (lines and markers), bar, histogram, heatmap. Everything else that
 * the figure asks for is named in `omitted`.
 */
export function parsePlotly(figure: Value): PlotModel {
  const fields = fieldsOf(figure)
  const layout = fieldsOf(fields.get('layout'))
  const traces = listOf(fields.get('data')).map(fieldsOf)
  const omitted = new Set<string>()
  const axes: Axes = { x: new Map(), y: new Map() }
  const series: PlotSeries[] = []
  let grid: PlotGrid | undefined
  const barCount = traces.filter((trace) => textOf(trace, 'type') === 'bar').length
  let barIndex = 0
  for (const [index, trace] of traces.entries()) {
    const kind = textOf(trace, 'type') || 'scatter'
    const name = textOf(trace, 'name') || `trace ${index}`
    if (kind === 'scatter' || kind === 'scattergl') series.push(...scatter(trace, { name, axes, index }))
    else if (kind === 'bar') {
      const barWidth = 0.8 / barCount
      const shift = (barIndex - (barCount - 1) / 2) * barWidth
      barIndex += 1
      if (textOf(trace, 'orientation') === 'h') omitted.add('horizontal bars')
      else series.push({ kind: 'bars', name, colour: index, ...pointsOf(trace, axes), barWidth, shift })
    } else if (kind === 'histogram') {
      const { centres, counts, width } = binValues(numbersOf(trace.get('x') ?? trace.get('y')))
      series.push({ kind: 'bars', name, colour: index, xs: centres, ys: counts, barWidth: width })
    } else if (kind === 'heatmap' && grid === undefined) grid = heatmap(trace, axes)
    else omitted.add(`${kind} traces`)
  }
  for (const member of ['annotations', 'shapes', 'updatemenus', 'sliders', 'images']) {
    if (listOf(layout.get(member)).length > 0) omitted.add(member)
  }
  if (listOf(fields.get('frames')).length > 0) omitted.add('animation frames')
  if (layout.has('xaxis2') || layout.has('yaxis2')) omitted.add('second axes (drawn on the first)')
  const [xAxis, yAxis] = [fieldsOf(layout.get('xaxis')), fieldsOf(layout.get('yaxis'))]
  return {
    title: titleOf(layout.get('title')),
    xLabel: titleOf(xAxis.get('title')),
    yLabel: titleOf(yAxis.get('title')),
    ...(axes.x.size > 0 ? { xNames: [...axes.x.keys()] } : {}),
    ...(axes.y.size > 0 ? { yNames: [...axes.y.keys()] } : {}),
    isLogX: textOf(xAxis, 'type') === 'log',
    isLogY: textOf(yAxis, 'type') === 'log',
    series,
    ...(grid === undefined ? {} : { grid }),
    omitted: [...omitted],
  }
}

function scatter(
  trace: Fields,
  { name, axes, index }: { readonly name: string; readonly axes: Axes; readonly index: number },
): PlotSeries[] {
  const points = pointsOf(trace, axes)
  const mode = textOf(trace, 'mode') || (points.xs.length < 20 ? 'lines+markers' : 'lines')
  const isFilled = textOf(trace, 'fill').startsWith('toz')
  const kinds = [
    ...(mode.includes('lines') ? ['line' as const] : []),
    ...(mode.includes('markers') ? ['points' as const] : []),
  ]
  return kinds.map((kind) => ({
    kind,
    name,
    colour: index,
    ...points,
    isFilled: isFilled && kind === 'line',
  }))
}

function pointsOf(trace: Fields, axes: Axes): Pick<PlotSeries, 'xs' | 'ys'> {
  const ys = positionsOf(trace.get('y'), axes.y)
  const xs = positionsOf(trace.get('x'), axes.x)
  return { xs: xs.length > 0 ? xs : ys.map((_each, index) => index), ys }
}

/** Numbers as they are; names as positions in order of appearance; dates as Unix milliseconds. */
function positionsOf(value: Value | undefined, names: Map<string, number>): number[] {
  const list = valuesOf(value)
  const isNames = list.some((each) => typeof each === 'string' && !isNumberText(each))
  if (!isNames) return list.map(Number)
  const dates = list.map((each) =>
    typeof each === 'string' && /^\d{4}-\d\d/.test(each) ? Date.parse(each) : Number.NaN,
  )
  if (dates.every(Number.isFinite)) return dates
  return list.map((each) => {
    const name = textOfValue(each)
    const position = names.get(name) ?? names.size
    names.set(name, position)
    return position
  })
}

function isNumberText(text: string): boolean {
  return (
    text === 'NaN' ||
    text === 'Infinity' ||
    text === '-Infinity' ||
    (text !== '' && Number.isFinite(Number(text)))
  )
}

function numbersOf(value: Value | undefined): number[] {
  return valuesOf(value).map(Number)
}

const ARRAYS: ReadonlyMap<string, (bytes: ArrayBuffer) => ArrayLike<number>> = new Map<
  string,
  (bytes: ArrayBuffer) => ArrayLike<number>
>([
  ['f8', (bytes) => new Float64Array(bytes)],
  ['f4', (bytes) => new Float32Array(bytes)],
  ['i4', (bytes) => new Int32Array(bytes)],
  ['u4', (bytes) => new Uint32Array(bytes)],
  ['i2', (bytes) => new Int16Array(bytes)],
  ['u2', (bytes) => new Uint16Array(bytes)],
  ['i1', (bytes) => new Int8Array(bytes)],
  ['u1', (bytes) => new Uint8Array(bytes)],
])

/** A list, or the packed form that Plotly 6 writes: `{dtype, bdata}`. */
function valuesOf(value: Value | undefined): readonly Value[] {
  const fields = fieldsOf(value)
  const read = ARRAYS.get(textOf(fields, 'dtype'))
  if (read === undefined) return listOf(value)
  try {
    const bytes = Uint8Array.from(atob(textOf(fields, 'bdata')), (letter) => letter.charCodeAt(0))
    return Array.from(read(bytes.buffer))
  } catch {
    return []
  }
}

function heatmap(trace: Fields, axes: Axes): PlotGrid | undefined {
  const z = trace.get('z')
  const packed = valuesOf(z)
  const shape = textOf(fieldsOf(z), 'shape').split(',').map(Number)
  const rows =
    packed.length > 0 && !Array.isArray(packed[0]) && shape.length === 2
      ? Array.from({ length: shape[0] }, (_each, row) => packed.slice(row * shape[1], (row + 1) * shape[1]))
      : listOf(z).map(valuesOf)
  const columns = Math.max(0, ...rows.map((row) => row.length))
  if (columns === 0) return undefined
  const values = new Float64Array(columns * rows.length).fill(Number.NaN)
  for (const [row, cells] of rows.entries())
    for (const [column, cell] of cells.entries())
      values[row * columns + column] = cell === null ? Number.NaN : Number(cell)
  for (const axis of ['x', 'y'] as const) positionsOf(trace.get(axis), axes[axis])
  const isSmall = columns * rows.length <= 200
  return { columns, rows: rows.length, values, isTopDown: false, hasLabels: isSmall }
}

function titleOf(value: Value | undefined): string {
  const text = typeof value === 'string' ? value : textOf(fieldsOf(value), 'text')
  return text.replaceAll(/<[^>]*>/g, '')
}
