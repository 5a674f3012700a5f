import uPlot from 'uplot'
import { readChartColours } from './chart-colours.ts'
import type { ChartColours } from './chart-colours.ts'
import { RAIL_ROW_PX, drawLines } from './draw-lines.ts'
import { fromAxis, toAxis } from './model/axis-range.ts'
import type { Range } from './model/axis-range.ts'
import type { ChartScene } from './model/chart-scene.ts'
import type { Reading } from './model/nearest.ts'
import { linearTicks, logTicks } from './model/ticks.ts'
import type { Tick } from './model/ticks.ts'
import { xTicks } from './model/x-axis.ts'

const FONT =
  "11px -apple-system, 'Segoe UI', Inter, Roboto, 'Noto Sans', 'Liberation Sans', ui-sans-serif, system-ui, sans-serif"
const X_LABEL_WIDTH_PX = 52
const Y_LABEL_HEIGHT_PX = 24
/** Padding above and the x axis below: what the height of a chart has besides its plot area. */
const AROUND_PLOT_PX = 32
const LEAST_Y_AXIS_PX = 40
const RIGHT_PADDING_PX = 12
/** About the width of a digit; a label that would be cut off at the right is left out. */
const LABEL_LETTER_PX = 6

export interface CrossHairMark {
  readonly x: number
  readonly readings: readonly Reading[]
  readonly colours: readonly number[]
}

/**
 * The canvas of one chart. uPlot lays out axes and grid and keeps the pixels sharp; the scales that it sees are linear
 * (log axes are projected before), and lines, bands and marks are drawn by draw-lines.ts. The only file that imports uPlot.
 */
export class ChartSurface {
  readonly #plot: uPlot
  readonly #overlay: HTMLCanvasElement
  #scene: ChartScene
  #highlighted: string | undefined
  #colours: ChartColours
  #mark: CrossHairMark | undefined
  #selection: readonly [fromPx: number, toPx: number] | undefined

  constructor(host: HTMLElement, scene: ChartScene, size: { width: number; height: number }) {
    this.#scene = withRoomForRails(scene, size.height)
    this.#colours = readChartColours(host)
    this.#plot = new uPlot(
      this.#options(size),
      [
        [0, 1],
        [null, null],
      ] as uPlot.AlignedData,
      host,
    )
    this.#overlay = document.createElement('canvas')
    this.#overlay.className = 'chart-overlay'
    this.#plot.over.append(this.#overlay)
    this.#applyRanges(scene.xRange)
  }

  /** The element over the plot area: pointer positions are relative to it. */
  get area(): HTMLElement {
    return this.#plot.over
  }

  setScene(scene: ChartScene): void {
    this.#scene = withRoomForRails(scene, this.#plot.height)
    this.#applyRanges(scene.xRange)
  }

  /** Shows another x range at once, with the data at hand, until the next scene. */
  previewRange(range: Range): void {
    this.#scene = { ...this.#scene, xRange: range }
    this.#applyRanges(range)
  }

  setSize(size: { width: number; height: number }): void {
    if (size.width === this.#plot.width && size.height === this.#plot.height) return
    this.#plot.setSize(size)
    this.#drawOverlay()
  }

  setHighlighted(run: string | undefined): void {
    if (run === this.#highlighted) return
    this.#highlighted = run
    this.#plot.redraw(false, false)
  }

  setCrossHair(mark: CrossHairMark | undefined): void {
    if (mark === undefined && this.#mark === undefined) return
    this.#mark = mark
    this.#drawOverlay()
  }

  setSelection(selection: readonly [fromPx: number, toPx: number] | undefined): void {
    this.#selection = selection
    this.#drawOverlay()
  }

  /** Reads the colours of the page again. */
  refreshColours(): void {
    this.#colours = readChartColours(this.#plot.root)
    this.#plot.redraw(false, true)
    this.#drawOverlay()
  }

  /** Value of x at a pixel of the plot area. */
  xAt(px: number): number {
    return fromAxis(this.#plot.posToVal(px, 'x'), this.#scene.isLogX)
  }

  pxOfX(x: number): number {
    return this.#plot.valToPos(toAxis(x, this.#scene.isLogX), 'x')
  }

  pxOfY(y: number): number {
    return this.#plot.valToPos(toAxis(y, this.#scene.isLogY), 'y')
  }

  toPng(): Promise<Blob | null> {
    const { canvas } = this.#plot.ctx
    const copy = document.createElement('canvas')
    copy.width = canvas.width
    copy.height = canvas.height
    const context = copy.getContext('2d')
    if (context === null) return Promise.resolve(null)
    context.fillStyle = this.#colours.surface
    context.fillRect(0, 0, copy.width, copy.height)
    context.drawImage(canvas, 0, 0)
    return new Promise((resolve) => copy.toBlob(resolve, 'image/png'))
  }

  destroy(): void {
    this.#plot.destroy()
  }

  #applyRanges(xRange: Range): void {
    const { isLogX, isLogY, yRange } = this.#scene
    this.#plot.batch(() => {
      this.#plot.setScale('x', { min: toAxis(xRange[0], isLogX), max: toAxis(xRange[1], isLogX) })
      this.#plot.setScale('y', { min: toAxis(yRange[0], isLogY), max: toAxis(yRange[1], isLogY) })
      this.#plot.redraw(false, true)
    })
    this.#drawOverlay()
  }

  #options(size: { width: number; height: number }): uPlot.Options {
    const keep = (_plot: uPlot, min: number, max: number): uPlot.Range.MinMax => [min, max]
    const style = { font: FONT, labelGap: 0, gap: 4, ticks: { show: false } } as const
    return {
      ...size,
      padding: [8, RIGHT_PADDING_PX, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, auto: false, range: keep }, y: { auto: false, range: keep } },
      series: [{}, { show: true, paths: () => null, points: { show: false } }],
      axes: [
        {
          ...style,
          ...axisTicks((width) => this.#xTicks(width)),
          stroke: () => this.#colours.text,
          size: 24,
          grid: { show: false },
          border: { show: true, stroke: () => this.#colours.axis, width: 1 },
        },
        {
          ...style,
          ...axisTicks((height) => this.#yTicks(height)),
          stroke: () => this.#colours.text,
          size: (plot, values) => yAxisWidth(plot, values),
          grid: { show: true, stroke: () => this.#colours.grid, width: 1 },
        },
      ],
      hooks: { draw: [(plot) => this.#draw(plot)], setSize: [() => this.#drawOverlay()] },
    }
  }

  #xTicks(widthPx: number): Tick[] {
    const { isLogX, xRange } = this.#scene
    const ticks = xTicks(this.#scene, isLogX, {
      from: xRange[0],
      to: xRange[1],
      most: Math.max(2, Math.floor(widthPx / X_LABEL_WIDTH_PX)),
    })
    const perPx = (toAxis(xRange[1], isLogX) - toAxis(xRange[0], isLogX)) / widthPx
    return ticks.map(({ value, label }) => {
      const position = toAxis(value, isLogX)
      const overhangPx = (label.length * LABEL_LETTER_PX) / 2 - (toAxis(xRange[1], isLogX) - position) / perPx
      return { value: position, label: overhangPx > RIGHT_PADDING_PX ? '' : label }
    })
  }

  #yTicks(heightPx: number): Tick[] {
    const { isLogY, yRange } = this.#scene
    const request = {
      from: yRange[0],
      to: yRange[1],
      most: Math.max(2, Math.floor(heightPx / Y_LABEL_HEIGHT_PX)),
    }
    const ticks = isLogY ? logTicks(request) : linearTicks(request)
    return ticks.map(({ value, label }) => ({ value: toAxis(value, isLogY), label }))
  }

  #draw(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox
    drawLines({
      context: plot.ctx,
      box: { left, top, width, height, ratio: devicePixelRatio },
      scene: this.#scene,
      colours: this.#colours,
      highlighted: this.#highlighted,
    })
  }

  #drawOverlay(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot.over
    const overlay = this.#overlay
    if (overlay === undefined) return // uPlot calls the size hook from its constructor.
    const ratio = devicePixelRatio
    if (overlay.width !== width * ratio || overlay.height !== height * ratio) {
      overlay.width = width * ratio
      overlay.height = height * ratio
    }
    const context = overlay.getContext('2d')
    if (context === null) return
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    if (this.#selection !== undefined) {
      context.fillStyle = this.#colours.selection
      context.fillRect(this.#selection[0], 0, this.#selection[1] - this.#selection[0], height)
    }
    if (this.#mark !== undefined) this.#drawMark(context, this.#mark, { width, height })
  }

  #drawMark(
    context: CanvasRenderingContext2D,
    mark: CrossHairMark,
    { width, height }: { width: number; height: number },
  ): void {
    const px = this.pxOfX(mark.x)
    if (!(px >= -1 && px <= width + 1)) return
    context.strokeStyle = this.#colours.crossHair
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(Math.round(px) + 0.5, 0)
    context.lineTo(Math.round(px) + 0.5, height)
    context.stroke()
    mark.readings.forEach((reading, index) => {
      const [dotX, dotY] = [this.pxOfX(reading.x), this.pxOfY(reading.value)]
      if (!Number.isFinite(dotY)) return
      context.beginPath()
      context.arc(dotX, dotY, 3.5, 0, 2 * Math.PI)
      context.fillStyle = this.#colours.runs[mark.colours[index] ?? 0] ?? this.#colours.text
      context.fill()
      context.lineWidth = 1.5
      context.strokeStyle = this.#colours.surface
      context.stroke()
    })
  }
}

/** Widens the y range so that the data end where the rails begin. */
function withRoomForRails(scene: ChartScene, heightPx: number): ChartScene {
  const { rails, isLogY, yRange } = scene
  const topRows = Number(rails.has('positive'))
  const bottomRows = Number(rails.has('negative')) + Number(rails.has('nan'))
  if (topRows + bottomRows === 0) return scene
  const [low, high] = [toAxis(yRange[0], isLogY), toAxis(yRange[1], isLogY)]
  const plotPx = Math.max(4 * RAIL_ROW_PX, heightPx - AROUND_PLOT_PX)
  const perPx = (high - low) / (plotPx - (topRows + bottomRows) * RAIL_ROW_PX)
  const widened = [low - bottomRows * RAIL_ROW_PX * perPx, high + topRows * RAIL_ROW_PX * perPx] as const
  return { ...scene, yRange: [fromAxis(widened[0], isLogY), fromAxis(widened[1], isLogY)] }
}

/** uPlot asks for positions and labels one after the other; both come from the same list. */
function axisTicks(
  ticksFor: (dimensionPx: number) => Tick[],
): Pick<uPlot.Axis, 'splits' | 'values' | 'filter'> {
  let ticks: Tick[] = []
  return {
    splits: (plot, axisIndex) => {
      ticks = ticksFor((axisIndex === 0 ? plot.bbox.width : plot.bbox.height) / devicePixelRatio)
      return ticks.map(({ value }) => value)
    },
    values: () => ticks.map(({ label }) => label),
    filter: (_plot, splits) => splits,
  }
}

function yAxisWidth(plot: uPlot, values: readonly string[] | null): number {
  if (values === null) return LEAST_Y_AXIS_PX
  plot.ctx.font = FONT.replace('11px', `${11 * devicePixelRatio}px`)
  const widest = Math.max(0, ...values.map((value) => plot.ctx.measureText(value).width)) / devicePixelRatio
  return Math.max(LEAST_Y_AXIS_PX, Math.ceil(widest) + 14)
}
