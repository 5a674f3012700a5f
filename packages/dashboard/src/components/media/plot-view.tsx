import { useEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX } from 'react'
import { readChartColours } from '../../charts/chart-colours.ts'
import { formatNumber } from '../../charts/model/format.ts'
import { drawPlot, frameOf, toX, toY } from '../../media/plot/draw-plot.ts'
import type { PlotFrame } from '../../media/plot/draw-plot.ts'
import type { PlotModel } from '../../media/plot/plot-model.ts'
import { useTheme } from '../../state/theme.ts'
import { useSize } from '../ui/use-size.ts'

const MAX_LEGEND = 12
const REACH_PX = 24

/** A chart that stands still: axes, series or a heatmap, a legend, and the value under the pointer. */
export function PlotView({ model }: { readonly model: PlotModel }): JSX.Element {
  const [measure, size, box] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  const [pointer, setPointer] = useState<{ readonly x: number; readonly y: number }>()
  const frame = useMemo(() => frameOf(model, size), [model, size])
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (drawing === null || drawing === undefined || box === null || size.width === 0) return
    const ratio = devicePixelRatio
    drawing.canvas.width = Math.round(size.width * ratio)
    drawing.canvas.height = Math.round(size.height * ratio)
    drawing.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawing.clearRect(0, 0, size.width, size.height)
    const style = getComputedStyle(box)
    const own = { accent: style.getPropertyValue('--accent').trim(), font: `11px ${style.fontFamily}` }
    drawPlot(drawing, { model, frame, colours: { ...readChartColours(box), ...own } })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the theme changes the colours that are read
  }, [model, frame, size, box, theme])
  const found = pointer === undefined ? undefined : valueNear(model, frame, pointer)
  return (
    <figure className="plot">
      {model.title === '' ? null : <figcaption>{model.title}</figcaption>}
      <div
        className="plot-area"
        ref={measure}
        onPointerMove={(event) => {
          const { left, top } = event.currentTarget.getBoundingClientRect()
          setPointer({ x: event.clientX - left, y: event.clientY - top })
        }}
        onPointerLeave={() => setPointer(undefined)}
      >
        <canvas ref={canvas} role="img" aria-label={describe(model)} />
        {found === undefined ? null : (
          <span
            className={`plot-value ${found.x > size.width / 2 ? 'is-left' : ''}`}
            style={{ left: found.x, top: found.y }}
          >
            {found.text}
          </span>
        )}
      </div>
      <Legend model={model} />
      {model.omitted.length === 0 ? null : (
        <p className="media-note">Not drawn here: {model.omitted.join(', ')}</p>
      )}
    </figure>
  )
}

function Legend({ model }: { readonly model: PlotModel }): JSX.Element | null {
  const entries = [...new Map(model.series.map(({ name, colour }) => [name, colour]))]
  if (entries.length < 2 && !entries.some(([name]) => /\(0\.\d+\)$|\(1\.000\)$/.test(name))) return null
  return (
    <ul className="plot-legend">
      {entries.slice(0, MAX_LEGEND).map(([name, colour]) => (
        <li key={name} title={name}>
          <span className="swatch" style={{ '--colour': `var(--run-${colour % 10})` } as CSSProperties} />
          {name}
        </li>
      ))}
      {entries.length > MAX_LEGEND ? <li>and {entries.length - MAX_LEGEND} more</li> : null}
    </ul>
  )
}

function describe({ title, series, grid, xLabel, yLabel }: PlotModel): string {
  const what = grid === undefined ? `${series.length} series` : `${grid.columns} by ${grid.rows} cells`
  return [title, what, xLabel && `x: ${xLabel}`, yLabel && `y: ${yLabel}`].filter(Boolean).join(', ')
}

interface Found {
  readonly x: number
  readonly y: number
  readonly text: string
}

function valueNear(
  model: PlotModel,
  frame: PlotFrame,
  pointer: { readonly x: number; readonly y: number },
): Found | undefined {
  const { grid } = model
  if (grid !== undefined) {
    const column = Math.floor(((pointer.x - frame.left) / frame.width) * grid.columns)
    const down = Math.floor(((pointer.y - frame.top) / frame.height) * grid.rows)
    const row = grid.isTopDown ? down : grid.rows - 1 - down
    if (column < 0 || column >= grid.columns || row < 0 || row >= grid.rows) return undefined
    const [x, y] = [model.xNames?.[column] ?? column, model.yNames?.[row] ?? row]
    const value = formatNumber(grid.values[row * grid.columns + column])
    return { ...pointer, text: `${y} → ${x}: ${value}` }
  }
  let best: Found | undefined
  let least = REACH_PX
  for (const { name, xs, ys, shift = 0 } of model.series) {
    for (const [index, value] of xs.entries()) {
      const [x, y] = [toX(frame, model, value + shift), toY(frame, model, ys[index])]
      const distance = Math.hypot(x - pointer.x, y - pointer.y)
      if (!(distance < least)) continue
      least = distance
      const at = model.xNames?.[value] ?? formatNumber(value)
      best = { x, y, text: `${name}: ${at} · ${formatNumber(ys[index])}` }
    }
  }
  return best
}
