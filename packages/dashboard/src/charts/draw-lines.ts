import type { ChartColours } from './chart-colours.ts'
import { toAxis } from './model/axis-range.ts'
import type { ChartScene, SceneLine } from './model/chart-scene.ts'
import { railMarks } from './model/non-finite.ts'
import type { NonFiniteKind } from './model/non-finite.ts'
import { dashOf, isLineOf } from './model/writer-lines.ts'

/** The plot area, in pixels of the canvas. */
export interface PlotBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Canvas pixels per CSS pixel. */
  readonly ratio: number
}

export interface DrawRequest {
  readonly context: CanvasRenderingContext2D
  readonly box: PlotBox
  readonly scene: ChartScene
  readonly colours: ChartColours
  /** Run that stands out; the others fade. */
  readonly highlighted: string | undefined
}

/** Projects values to canvas pixels. */
interface Projection {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

/** Height of one rail for non-finite values. */
export const RAIL_ROW_PX = 11
/** Single points get a dot while they are at least this far apart. */
const DOT_SPACING_PX = 9
const FADED = 0.16

/** Draws bands, lines and the marks on the rails of one chart. */
export function drawLines(request: DrawRequest): void {
  const { context, box, scene, highlighted } = request
  const projection = project(box, scene)
  context.save()
  context.beginPath()
  context.rect(box.left, box.top, box.width, box.height)
  context.clip()
  context.lineJoin = 'round'
  const isKnown = scene.lines.some(({ run }) => isLineOf(run, highlighted))
  const inFront = scene.lines.filter(({ run }) => isKnown && isLineOf(run, highlighted))
  const behind = scene.lines.filter((line) => !inFront.includes(line))
  for (const line of behind)
    drawLine(request, projection, { line, strength: isKnown ? FADED : 1, isInFront: false })
  for (const line of inFront) drawLine(request, projection, { line, strength: 1, isInFront: true })
  context.restore()
}

interface LineStyle {
  readonly line: SceneLine
  readonly strength: number
  readonly isInFront: boolean
}

function drawLine(
  request: DrawRequest,
  projection: Projection,
  { line, strength, isInFront }: LineStyle,
): void {
  const { context, box, colours } = request
  const { series } = line
  const colour = colours.runs[line.run.colour] ?? colours.text
  const isSmooth = line.smooth !== undefined
  context.strokeStyle = colour
  context.fillStyle = colour
  if (series.kind === 'buckets')
    drawBand(request, projection, { line, alpha: strength * (isSmooth ? 0.55 : 1) })
  const width = (isInFront ? 2.25 : 1.5) * box.ratio
  context.globalAlpha = strength * (isSmooth ? 0.32 : 1)
  context.lineWidth = isSmooth ? box.ratio : width
  const dash = dashOf(line.run)
  if (dash.length > 0) context.setLineDash(dash.map((px) => px * box.ratio))
  strokePath(context, projection, { x: series.x, y: line.line })
  context.globalAlpha = strength
  if (line.smooth !== undefined) {
    context.lineWidth = width
    strokePath(context, projection, { x: series.x, y: line.smooth })
  }
  if (dash.length > 0) context.setLineDash([])
  if (series.kind === 'raw') drawDots(request, projection, line)
  drawRails(request, projection, line)
  context.globalAlpha = 1
}

function project(box: PlotBox, { isLogX, isLogY, xRange, yRange }: ChartScene): Projection {
  const [x0, x1] = [toAxis(xRange[0], isLogX), toAxis(xRange[1], isLogX)]
  const [y0, y1] = [toAxis(yRange[0], isLogY), toAxis(yRange[1], isLogY)]
  const [xScale, yScale] = [box.width / (x1 - x0), box.height / (y1 - y0)]
  const bottom = box.top + box.height
  return {
    x: (value) => box.left + (toAxis(value, isLogX) - x0) * xScale,
    y: (value) => bottom - (toAxis(value, isLogY) - y0) * yScale,
  }
}

/** A line with a gap where there is no value. A value between two gaps is a dot: a path of one point draws nothing. */
function strokePath(
  context: CanvasRenderingContext2D,
  projection: Projection,
  data: { readonly x: Float64Array; readonly y: Float64Array },
): void {
  context.beginPath()
  let isOpen = false
  for (let index = 0; index < data.x.length; index += 1) {
    const px = projection.x(data.x[index])
    const py = projection.y(data.y[index])
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      isOpen = false
      continue
    }
    if (isOpen) context.lineTo(px, py)
    else context.moveTo(px, py)
    if (!isOpen && !isDrawable(projection, data, index + 1)) context.lineTo(px + 0.01, py)
    isOpen = true
  }
  context.lineCap = 'round'
  context.stroke()
}

function isDrawable(
  projection: Projection,
  data: { readonly x: Float64Array; readonly y: Float64Array },
  index: number,
): boolean {
  return index < data.x.length && Number.isFinite(projection.y(data.y[index]))
}

/** The band from the smallest to the greatest value of each bucket, and its outline, which keeps single spikes visible. */
function drawBand(
  request: DrawRequest,
  projection: Projection,
  { line, alpha }: { line: SceneLine; alpha: number },
): void {
  const { context, box } = request
  const { x, low, high } = line.series
  const floor = box.top + box.height
  let start = 0
  while (start < x.length) {
    while (start < x.length && !isBandAt(projection, line, start)) start += 1
    let end = start
    while (end < x.length && isBandAt(projection, line, end)) end += 1
    if (end > start) {
      context.beginPath()
      for (let index = start; index < end; index += 1) {
        context.lineTo(projection.x(x[index]), projection.y(high[index]))
      }
      for (let index = end - 1; index >= start; index -= 1) {
        const bottom = projection.y(low[index])
        context.lineTo(projection.x(x[index]), Number.isFinite(bottom) ? bottom : floor)
      }
      context.closePath()
      context.globalAlpha = alpha * 0.16
      context.fill()
      context.globalAlpha = alpha * 0.38
      context.lineWidth = 0.75 * box.ratio
      context.stroke()
    }
    start = end
  }
}

function isBandAt(projection: Projection, { series }: SceneLine, index: number): boolean {
  return Number.isFinite(projection.y(series.high[index])) && Number.isFinite(projection.x(series.x[index]))
}

function drawDots(
  { context, box, scene }: DrawRequest,
  projection: Projection,
  { series, line }: SceneLine,
): void {
  let inView = 0
  for (const x of series.x) if (x >= scene.xRange[0] && x <= scene.xRange[1]) inView += 1
  if (inView === 0 || box.width / box.ratio / inView < DOT_SPACING_PX) return
  context.beginPath()
  for (let index = 0; index < line.length; index += 1) {
    const [px, py] = [projection.x(series.x[index]), projection.y(line[index])]
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue
    context.moveTo(px + 2 * box.ratio, py)
    context.arc(px, py, 2 * box.ratio, 0, 2 * Math.PI)
  }
  context.fill()
}

/** ▲ at the top for +∞, × at the bottom for NaN, ▼ for −∞ above it. Marks closer than their width become one. */
function drawRails({ context, box, scene }: DrawRequest, projection: Projection, line: SceneLine): void {
  const size = (RAIL_ROW_PX / 2 - 2) * box.ratio
  context.lineWidth = 1.5 * box.ratio
  const previous = new Map<NonFiniteKind, number>()
  for (const { x, kind } of railMarks(line.series)) {
    const px = projection.x(x)
    if (!Number.isFinite(px) || px - (previous.get(kind) ?? -Infinity) < 2.4 * size) continue
    previous.set(kind, px)
    drawMark(context, { kind, px, py: railY(kind, box, scene), size })
  }
}

function railY(kind: NonFiniteKind, box: PlotBox, { rails }: ChartScene): number {
  const row = RAIL_ROW_PX * box.ratio
  if (kind === 'positive') return box.top + row / 2
  const bottom = box.top + box.height - row / 2
  return kind === 'negative' && rails.has('nan') ? bottom - row : bottom
}

function drawMark(
  context: CanvasRenderingContext2D,
  { kind, px, py, size }: { kind: NonFiniteKind; px: number; py: number; size: number },
): void {
  context.beginPath()
  if (kind === 'nan') {
    context.moveTo(px - size, py - size)
    context.lineTo(px + size, py + size)
    context.moveTo(px + size, py - size)
    context.lineTo(px - size, py + size)
    context.stroke()
    return
  }
  const tip = kind === 'positive' ? -size : size
  context.moveTo(px, py + tip)
  context.lineTo(px - size, py - tip)
  context.lineTo(px + size, py - tip)
  context.fill()
}
