import { useCallback, useId, useLayoutEffect, useRef, useState } from 'react'
import type { JSX, KeyboardEvent, RefObject } from 'react'
import { attachGestures } from '../../charts/chart-gestures.ts'
import { ChartSurface } from '../../charts/chart-surface.ts'
import type { ChartScene } from '../../charts/model/chart-scene.ts'
import { summariseLine } from '../../charts/model/chart-summary.ts'
import { formatNumber } from '../../charts/model/format.ts'
import { neighbourIndex, readingsAt } from '../../charts/model/nearest.ts'
import { axisName } from '../../charts/model/x-axis.ts'
import { crossHair, highlightedRun, pickedPlace } from '../../state/cross-hair.ts'
import { onColoursChange } from '../../state/theme.ts'
import type { ZoomRange } from '../../state/view-state.ts'
import { ChartTooltip } from './chart-tooltip.tsx'

/** Runs that are described in words; more would be a burden to listen to. */
const MAX_DESCRIBED = 20
/** A zoom below this share of the x values would be finer than a float64 can tell apart. */
const LEAST_ZOOM_RATIO = 1e-12

export interface ChartCanvasProps {
  /** Names this chart among those that share the cross-hair. */
  readonly chartId: string
  readonly title: string
  readonly scene: ChartScene
  readonly size: { readonly width: number; readonly height: number }
  readonly isZoomed: boolean
  readonly onZoom: (zoom: ZoomRange | undefined) => void
  readonly onEnlarge?: () => void
  readonly surfaceRef?: RefObject<ChartSurface | null>
}

/** The picture of one chart with everything that pointer, fingers and keys do to it. */
export function ChartCanvas(props: ChartCanvasProps): JSX.Element {
  const { chartId, title, scene, size, isZoomed, onZoom, onEnlarge } = props
  const { width, height } = size
  const host = useRef<HTMLDivElement>(null)
  const [surface, setSurface] = useState<ChartSurface>()
  const latest = useRef(props)
  const descriptionId = useId()
  useLayoutEffect(() => {
    latest.current = props
  })

  useLayoutEffect(() => {
    if (host.current === null) return undefined
    const created = new ChartSurface(host.current, latest.current.scene, latest.current.size)
    if (latest.current.surfaceRef !== undefined) latest.current.surfaceRef.current = created
    setSurface(created)
    const detach = attachGestures(created.area, gesturesFor(created, latest))
    const stopFollowing = followStores(created, latest)
    return () => {
      detach()
      stopFollowing()
      created.destroy()
      if (crossHair.get()?.chart === latest.current.chartId) crossHair.set(undefined)
    }
  }, [])
  useLayoutEffect(() => surface?.setSize({ width, height }), [surface, width, height])
  useLayoutEffect(() => {
    surface?.setScene(scene)
    if (surface !== undefined) showCrossHair(surface, scene)
  }, [surface, scene])

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget) return
      const { scene: shown } = latest.current
      const moved = moveCrossHair(event, shown)
      if (moved !== undefined)
        crossHair.set({ x: moved, axis: axisName(shown), chart: chartId, pointerYPx: undefined })
      else if (event.key === 'Enter' && onEnlarge !== undefined) onEnlarge()
      else if (event.key === 'Escape' && isZoomed) onZoom(undefined)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
    [chartId, isZoomed, onEnlarge, onZoom],
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a chart is read point by point with the arrow keys
    <div
      className="chart-canvas"
      role="group"
      aria-roledescription="chart"
      aria-label={`${title} over ${axisName(scene).toLowerCase()}, ${scene.lines.length} ${scene.lines.length === 1 ? 'run' : 'runs'}`}
      aria-describedby={descriptionId}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- see above
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (crossHair.get()?.pointerYPx === undefined) crossHair.set(undefined)
      }}
    >
      <div ref={host} style={{ height }} />
      <Description id={descriptionId} scene={scene} />
      {surface === undefined ? null : <ChartTooltip chartId={chartId} surface={surface} scene={scene} />}
    </div>
  )
}

function Description({ id, scene }: { readonly id: string; readonly scene: ChartScene }): JSX.Element {
  return (
    <div id={id} className="hidden">
      {scene.lines.slice(0, MAX_DESCRIBED).map((line) => {
        const { run, min, max, last } = summariseLine(line)
        return (
          <p key={line.run.id}>
            {run}: minimum {formatNumber(min)}, maximum {formatNumber(max)}, last {formatNumber(last)}.
          </p>
        )
      })}
      {scene.notes.map((note) => (
        <p key={note.kind}>{note.detail}.</p>
      ))}
    </div>
  )
}

type Latest = RefObject<ChartCanvasProps>

function gesturesFor(surface: ChartSurface, latest: Latest): Parameters<typeof attachGestures>[1] {
  const zoomTo = (from: number, to: number): void => {
    if (to - from > LEAST_ZOOM_RATIO * Math.max(Math.abs(from), Math.abs(to)))
      latest.current.onZoom({ from, to })
  }
  let pinchStart: ChartScene | undefined
  return {
    onHover: (position) => {
      const { chartId } = latest.current
      if (position !== undefined)
        crossHair.set({
          x: surface.xAt(position.x),
          axis: axisName(latest.current.scene),
          chart: chartId,
          pointerYPx: position.y,
        })
      else if (crossHair.get()?.chart === chartId) crossHair.set(undefined)
    },
    onSelecting: (selection) => surface.setSelection(selection),
    onSelected: (fromPx, toPx) => zoomTo(surface.xAt(fromPx), surface.xAt(toPx)),
    onPick: (px) => {
      const { scene } = latest.current
      const x = surface.xAt(px)
      // A logged place near the click is meant.
      const tolerance = (scene.xRange[1] - scene.xRange[0]) / 200
      const [reading] = readingsAt(
        scene.lines.map(({ series }) => series),
        x,
        tolerance,
      )
      pickedPlace.set({ x: reading?.x ?? x, axis: axisName(scene) })
    },
    onReset: () => {
      if (latest.current.isZoomed) latest.current.onZoom(undefined)
    },
    onPinch: ([fromPx, toPx], isEnd) => {
      pinchStart ??= latest.current.scene
      surface.previewRange(pinchStart.xRange)
      const [from, to] = [surface.xAt(fromPx), surface.xAt(toPx)]
      surface.previewRange([from, to])
      if (!isEnd) return
      pinchStart = undefined
      zoomTo(from, to)
    },
  }
}

function followStores(surface: ChartSurface, latest: Latest): () => void {
  const stops = [
    crossHair.subscribe(() => showCrossHair(surface, latest.current.scene)),
    highlightedRun.subscribe(() => surface.setHighlighted(highlightedRun.get())),
    onColoursChange(() => surface.refreshColours()),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function showCrossHair(surface: ChartSurface, scene: ChartScene): void {
  const hair = crossHair.get()
  if (hair === undefined || hair.axis !== axisName(scene)) {
    surface.setCrossHair(undefined)
    return
  }
  const tolerance = (scene.xRange[1] - scene.xRange[0]) / 200
  const bySeries = new Map(scene.lines.map((line) => [line.series, line]))
  const readings = readingsAt([...bySeries.keys()], hair.x, tolerance).map((reading) => {
    const smooth = bySeries.get(reading.series)?.smooth
    return smooth === undefined ? reading : { ...reading, value: smooth[reading.index] }
  })
  surface.setCrossHair({
    x: hair.x,
    readings,
    colours: readings.map(({ series }) => bySeries.get(series)?.run.colour ?? 0),
  })
}

/** Position after a key, from point to point of the longest line; undefined for other keys. */
function moveCrossHair(event: KeyboardEvent, scene: ChartScene): number | undefined {
  const xs = scene.lines.reduce<Float64Array>(
    (longest, { series }) => (series.x.length > longest.length ? series.x : longest),
    new Float64Array(),
  )
  if (xs.length === 0) return undefined
  const [from, to] = scene.xRange
  const inView = xs.filter((x) => x >= from && x <= to)
  const first = inView[0] ?? from
  const last = inView.at(-1) ?? to
  if (event.key === 'Home') return first
  if (event.key === 'End') return last
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
  if (direction === undefined) return undefined
  const hair = crossHair.get()
  const start = hair?.axis === axisName(scene) ? hair.x : undefined
  if (start === undefined) return direction > 0 ? first : last
  let x = start
  for (let press = 0; press < (event.shiftKey ? 10 : 1); press += 1) {
    const index = neighbourIndex(xs, x, direction)
    if (index < 0) break
    x = xs[index]
  }
  return Math.max(first, Math.min(last, x))
}
