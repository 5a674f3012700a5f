import { linearTicks, logTicks } from '../../charts/model/ticks.ts'
import { formatNumber } from '../../charts/model/format.ts'
import { rangesOf } from './plot-model.ts'
import type { PlotGrid, PlotModel, PlotRange, PlotSeries } from './plot-model.ts'

export interface PlotColours {
  readonly text: string
  readonly grid: string
  readonly axis: string
  readonly accent: string
  readonly surface: string
  readonly font: string
  readonly runs: readonly string[]
}

/** Where a plot stands on its canvas, in CSS pixels, and what its axes mean. */
export interface PlotFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: PlotRange
  readonly y: PlotRange
}

const TICK_PX = 64
const MAX_NAME_LETTERS = 18

/** Room for axes and labels. */
export function frameOf(
  model: PlotModel,
  size: { readonly width: number; readonly height: number },
): PlotFrame {
  const ranges = rangesOf(model)
  const longest = Math.max(0, ...(model.yNames ?? []).map((name) => Math.min(MAX_NAME_LETTERS, name.length)))
  const left = (model.yNames === undefined ? 44 : 14 + longest * 6) + (model.yLabel === '' ? 0 : 14)
  const bottom = 24 + (model.xLabel === '' ? 0 : 15)
  const width = Math.max(10, size.width - left - 12)
  return { left, top: 8, width, height: Math.max(10, size.height - 8 - bottom), ...ranges }
}

export function toX(frame: PlotFrame, model: PlotModel, value: number): number {
  return frame.left + share(frame.x, value, model.isLogX === true) * frame.width
}

export function toY(frame: PlotFrame, model: PlotModel, value: number): number {
  const ratio = share(frame.y, value, model.isLogY === true)
  return frame.top + (isTopDown(model) ? ratio : 1 - ratio) * frame.height
}

function isTopDown({ grid }: PlotModel): boolean {
  return grid?.isTopDown === true
}

function share({ from, to }: PlotRange, value: number, isLog: boolean): number {
  return isLog
    ? (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))
    : (value - from) / (to - from)
}

/** Paints everything. The context is scaled to CSS pixels already. */
export function drawPlot(
  drawing: CanvasRenderingContext2D,
  {
    model,
    frame,
    colours,
  }: { readonly model: PlotModel; readonly frame: PlotFrame; readonly colours: PlotColours },
): void {
  drawing.font = colours.font
  drawing.textBaseline = 'middle'
  if (model.grid !== undefined) drawGrid(drawing, { grid: model.grid, frame, colours })
  drawAxes(drawing, { model, frame, colours })
  drawing.save()
  drawing.beginPath()
  drawing.rect(frame.left, frame.top - 4, frame.width + 4, frame.height + 5)
  drawing.clip()
  if (model.hasDiagonal === true) drawDiagonal(drawing, { model, frame, colours })
  for (const series of model.series) drawSeries(drawing, { series, model, frame, colours })
  drawing.restore()
}

interface Drawn {
  readonly model: PlotModel
  readonly frame: PlotFrame
  readonly colours: PlotColours
}

function drawAxes(drawing: CanvasRenderingContext2D, { model, frame, colours }: Drawn): void {
  const bottom = frame.top + frame.height
  drawing.lineWidth = 1
  drawing.fillStyle = colours.text
  for (const { value, label } of ticksOf(model, frame, 'x')) {
    const x = Math.round(toX(frame, model, value)) + 0.5
    if (model.xNames === undefined && model.grid === undefined) {
      line(drawing, colours.grid, [x, frame.top, x, bottom])
    }
    drawing.textAlign = 'center'
    drawing.fillText(label, x, bottom + 12)
  }
  for (const { value, label } of ticksOf(model, frame, 'y')) {
    const y = Math.round(toY(frame, model, value)) + 0.5
    if (model.yNames === undefined && model.grid === undefined) {
      line(drawing, colours.grid, [frame.left, y, frame.left + frame.width, y])
    }
    drawing.textAlign = 'right'
    drawing.fillText(label, frame.left - 7, y)
  }
  line(drawing, colours.axis, [frame.left, bottom + 0.5, frame.left + frame.width, bottom + 0.5])
  drawing.textAlign = 'center'
  if (model.xLabel !== '') drawing.fillText(model.xLabel, frame.left + frame.width / 2, bottom + 28)
  if (model.yLabel === '') return
  drawing.save()
  drawing.translate(9, frame.top + frame.height / 2)
  drawing.rotate(-Math.PI / 2)
  drawing.fillText(model.yLabel, 0, 0)
  drawing.restore()
}

function ticksOf(
  model: PlotModel,
  frame: PlotFrame,
  axis: 'x' | 'y',
): readonly { readonly value: number; readonly label: string }[] {
  const names = axis === 'x' ? model.xNames : model.yNames
  const sizePx = axis === 'x' ? frame.width : frame.height
  if (names !== undefined) {
    const every = Math.max(1, Math.ceil((names.length * (axis === 'x' ? 46 : 14)) / sizePx))
    const most =
      axis === 'x' ? Math.max(3, Math.floor(((sizePx / names.length) * every) / 6.5)) : MAX_NAME_LETTERS
    return names.flatMap((name, value) =>
      value % every === 0
        ? [{ value, label: name.length > most ? `${name.slice(0, most - 1)}…` : name }]
        : [],
    )
  }
  const range = axis === 'x' ? frame.x : frame.y
  const most = Math.max(2, Math.floor(sizePx / (axis === 'x' ? TICK_PX : 34)))
  const isLog = axis === 'x' ? model.isLogX : model.isLogY
  return isLog === true ? logTicks({ ...range, most }) : linearTicks({ ...range, most })
}

function line(drawing: CanvasRenderingContext2D, style: string, [x1, y1, x2, y2]: readonly number[]): void {
  drawing.strokeStyle = style
  drawing.beginPath()
  drawing.moveTo(x1, y1)
  drawing.lineTo(x2, y2)
  drawing.stroke()
}

function drawDiagonal(drawing: CanvasRenderingContext2D, { model, frame, colours }: Drawn): void {
  drawing.setLineDash([4, 4])
  line(drawing, colours.axis, [
    toX(frame, model, 0),
    toY(frame, model, 0),
    toX(frame, model, 1),
    toY(frame, model, 1),
  ])
  drawing.setLineDash([])
}

function drawSeries(
  drawing: CanvasRenderingContext2D,
  { series, model, frame, colours }: Drawn & { readonly series: PlotSeries },
): void {
  const colour = colours.runs[series.colour % colours.runs.length]
  drawing.strokeStyle = colour
  drawing.fillStyle = colour
  switch (series.kind) {
    case 'line':
      drawLine(drawing, { series, model, frame })
      return
    case 'points': {
      drawing.globalAlpha = series.xs.length > 500 ? 0.45 : 0.8
      const radius = series.xs.length > 2000 ? 1.5 : 2.75
      for (const [index, value] of series.xs.entries()) {
        const [x, y] = [toX(frame, model, value), toY(frame, model, series.ys[index])]
        if (!Number.isFinite(x) || !Number.isFinite(y)) continue
        drawing.beginPath()
        drawing.arc(x, y, radius, 0, 2 * Math.PI)
        drawing.fill()
      }
      drawing.globalAlpha = 1
      return
    }
    case 'bars': {
      const overlaid = model.series.filter(({ kind, shift }) => kind === 'bars' && shift === undefined).length
      drawing.globalAlpha = overlaid > 1 ? 0.55 : 0.85
      const zero = toY(frame, model, model.isLogY === true ? frame.y.from : 0)
      const { barWidth = 0.8, shift = 0 } = series
      for (const [index, value] of series.xs.entries()) {
        const left = toX(frame, model, value + shift - barWidth / 2)
        const right = toX(frame, model, value + shift + barWidth / 2)
        const top = toY(frame, model, series.ys[index])
        if (Number.isFinite(top))
          drawing.fillRect(left, Math.min(top, zero), Math.max(1, right - left - 1), Math.abs(zero - top))
      }
      drawing.globalAlpha = 1
    }
  }
}

function drawLine(
  drawing: CanvasRenderingContext2D,
  { series, model, frame }: Omit<Drawn, 'colours'> & { readonly series: PlotSeries },
): void {
  drawing.lineWidth = 1.75
  drawing.lineJoin = 'round'
  drawing.beginPath()
  let isDown = false
  for (const [index, value] of series.xs.entries()) {
    const [x, y] = [toX(frame, model, value), toY(frame, model, series.ys[index])]
    const isFinite = Number.isFinite(x) && Number.isFinite(y)
    if (isFinite && isDown) drawing.lineTo(x, y)
    else if (isFinite) drawing.moveTo(x, y)
    isDown = isFinite
  }
  drawing.stroke()
  if (series.isFilled === true && series.xs.length > 1) {
    const zero = toY(frame, model, 0)
    drawing.lineTo(toX(frame, model, series.xs.at(-1) ?? 0), zero)
    drawing.lineTo(toX(frame, model, series.xs[0]), zero)
    drawing.globalAlpha = 0.1
    drawing.fill()
    drawing.globalAlpha = 1
  }
  drawing.lineWidth = 1
}

function drawGrid(
  drawing: CanvasRenderingContext2D,
  { grid, frame, colours }: Omit<Drawn, 'model'> & { readonly grid: PlotGrid },
): void {
  const finite = grid.values.filter(Number.isFinite)
  const low = finite.reduce((least, value) => Math.min(least, value), grid.isTopDown ? 0 : Infinity)
  const high = finite.reduce((greatest, value) => Math.max(greatest, value), low)
  const [cellWidth, cellHeight] = [frame.width / grid.columns, frame.height / grid.rows]
  const hasLabels = grid.hasLabels && cellWidth > 24 && cellHeight > 14
  const gap = Math.min(cellWidth, cellHeight) > 12 ? 1 : 0
  for (let row = 0; row < grid.rows; row += 1) {
    const top = frame.top + (grid.isTopDown ? row : grid.rows - 1 - row) * cellHeight
    for (let column = 0; column < grid.columns; column += 1) {
      const value = grid.values[row * grid.columns + column]
      if (!Number.isFinite(value)) continue
      const strength = high > low ? (value - low) / (high - low) : 0
      const left = frame.left + column * cellWidth
      drawing.globalAlpha = 0.04 + 0.96 * strength ** 0.7
      drawing.fillStyle = colours.accent
      drawing.fillRect(left, top, Math.ceil(cellWidth - gap), Math.ceil(cellHeight - gap))
      drawing.globalAlpha = 1
      if (!hasLabels) continue
      drawing.fillStyle = strength > 0.45 ? colours.surface : colours.text
      drawing.textAlign = 'center'
      drawing.fillText(formatNumber(value), left + cellWidth / 2, top + cellHeight / 2)
    }
  }
}
