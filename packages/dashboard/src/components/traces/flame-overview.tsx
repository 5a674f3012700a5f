import { useEffect, useRef, useState } from 'react'
import type { JSX, PointerEvent } from 'react'
import type { SpanOperation } from '@kymo/server/api'
import { onColoursChange } from '../../state/theme.ts'
import { SPAN_OPERATIONS } from '../../state/trace-filters.ts'
import { spanAt } from '../../traces/flame-layout.ts'
import type { FlameLayout } from '../../traces/flame-layout.ts'
import { spanTimes } from '../../traces/span-tree.ts'
import type { SpanTree } from '../../traces/span-tree.ts'
import { clampWindow, isWhole } from '../../traces/time-window.ts'
import { formatMs } from '../../traces/trace-format.ts'
import { useSize } from '../ui/use-size.ts'
import type { TraceModel } from './trace-view.tsx'

const HEIGHT_PX = 68
const MOST_LANE_PX = 12
/** A shorter way of the pointer is a click. */
const LEAST_DRAG_PX = 4
/** A click this near to a span means it. */
const NEAR_PX = 3

export interface FlameOverviewProps {
  readonly model: TraceModel
  readonly layout: FlameLayout
}

/** The whole trace as a flame. A drag zooms the timeline below, a click chooses the span under it. */
export function FlameOverview({ model, layout }: FlameOverviewProps): JSX.Element {
  const { tree, window, setWindow, choose, chosen } = model
  const [measure, { width }] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drag, setDrag] = useState<readonly [fromPx: number, toPx: number]>()
  const [hovered, setHovered] = useState<number>()
  useFlame(canvas, { tree, layout, width })
  const lanePx = Math.min(MOST_LANE_PX, HEIGHT_PX / layout.laneCount)
  const toMs = (px: number): number => (px / Math.max(1, width)) * tree.lengthMs
  const toPx = (ms: number): number => (ms / tree.lengthMs) * width
  const positionOf = (event: PointerEvent): { readonly x: number; readonly y: number } => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: Math.max(0, Math.min(box.width, event.clientX - box.left)), y: event.clientY - box.top }
  }
  const placeAt = (event: PointerEvent): number | undefined => {
    const { x, y } = positionOf(event)
    return spanAt(tree, layout, { timeMs: toMs(x), lane: Math.floor(y / lanePx), nearMs: toMs(NEAR_PX) })
  }
  const onUp = (event: PointerEvent): void => {
    if (drag === undefined) return
    setDrag(undefined)
    if (Math.abs(drag[1] - drag[0]) >= LEAST_DRAG_PX) {
      const [fromPx, endPx] = drag[0] < drag[1] ? drag : [drag[1], drag[0]]
      setWindow(clampWindow({ fromMs: toMs(fromPx), toMs: toMs(endPx) }, tree.lengthMs))
      return
    }
    const place = placeAt(event)
    if (place !== undefined) choose(place)
  }
  const marked =
    drag ?? (isWhole(window, tree.lengthMs) ? undefined : ([toPx(window.fromMs), toPx(window.toMs)] as const))
  const chosenTimes = spanTimes(tree, chosen)
  return (
    <div
      className="flame"
      ref={measure}
      style={{ height: HEIGHT_PX + 16 }}
      title={hovered === undefined ? 'Drag to zoom, click to choose, double click to show all' : undefined}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const { x } = positionOf(event)
        setDrag([x, x])
      }}
      onPointerMove={(event) => {
        if (drag !== undefined) setDrag([drag[0], positionOf(event).x])
        else setHovered(placeAt(event))
      }}
      onPointerUp={onUp}
      onPointerCancel={() => setDrag(undefined)}
      onPointerLeave={() => setHovered(undefined)}
      onDoubleClick={() => setWindow(undefined)}
    >
      <canvas ref={canvas} aria-hidden="true" style={{ width, height: HEIGHT_PX }} />
      <span
        className="flame-chosen"
        aria-hidden="true"
        style={{
          left: toPx(chosenTimes[0]),
          width: Math.max(3, toPx(chosenTimes[1] - chosenTimes[0])),
          top: layout.lane[chosen] * lanePx,
          height: Math.max(3, lanePx - (lanePx > 3 ? 1 : 0)),
        }}
      />
      {marked === undefined ? null : (
        <Shade fromPx={Math.min(...marked)} toPx={Math.max(...marked)} width={width} />
      )}
      {hovered === undefined || drag !== undefined ? null : (
        <FlameLabel tree={tree} place={hovered} x={toPx(spanTimes(tree, hovered)[0])} width={width} />
      )}
    </div>
  )
}

/** What the timeline below does not show is dimmed. */
function Shade({
  fromPx,
  toPx,
  width,
}: {
  readonly fromPx: number
  readonly toPx: number
  readonly width: number
}): JSX.Element {
  return (
    <>
      <span className="flame-shade" style={{ left: 0, width: fromPx }} />
      <span className="flame-shade" style={{ left: toPx, width: Math.max(0, width - toPx) }} />
      <span className="flame-window" style={{ left: fromPx, width: Math.max(2, toPx - fromPx) }} />
    </>
  )
}

function FlameLabel({
  tree,
  place,
  x,
  width,
}: {
  readonly tree: SpanTree
  readonly place: number
  readonly x: number
  readonly width: number
}): JSX.Element {
  const { name, durationMs } = tree.spans[place]
  return (
    <span className="flame-label" style={x > width / 2 ? { right: 6 } : { left: 6 }}>
      <b>{name}</b> <span className="numeric">{durationMs === null ? 'open' : formatMs(durationMs)}</span>
    </span>
  )
}

interface Flame {
  readonly tree: SpanTree
  readonly layout: FlameLayout
  readonly width: number
}

/** Paints all spans in one pass: ten thousand take some 10 ms. */
function useFlame(
  canvas: { readonly current: HTMLCanvasElement | null },
  { tree, layout, width }: Flame,
): void {
  useEffect(() => {
    const draw = (): void => {
      if (canvas.current !== null && width > 0) drawFlame(canvas.current, { tree, layout, width })
    }
    draw()
    return onColoursChange(draw)
  }, [canvas, tree, layout, width])
}

function drawFlame(canvas: HTMLCanvasElement, { tree, layout, width }: Flame): void {
  const ratio = devicePixelRatio
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(HEIGHT_PX * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return
  context.scale(ratio, ratio)
  const colours = readOperationColours(canvas)
  const lanePx = Math.min(MOST_LANE_PX, HEIGHT_PX / layout.laneCount)
  const heightPx = Math.max(1, lanePx - (lanePx > 3 ? 1 : 0))
  tree.spans.forEach(({ operation, status }, place) => {
    const [fromMs, toMs] = spanTimes(tree, place)
    const x = (fromMs / tree.lengthMs) * width
    const widthPx = Math.max(1, ((toMs - fromMs) / tree.lengthMs) * width)
    context.fillStyle = status === 'error' ? colours.error : colours.operations[operation]
    context.globalAlpha = status === 'open' ? 0.5 : 0.85
    context.fillRect(x, layout.lane[place] * lanePx, widthPx, heightPx)
  })
}

function readOperationColours(element: HTMLElement): {
  readonly operations: Readonly<Record<SpanOperation, string>>
  readonly error: string
} {
  const style = getComputedStyle(element)
  const entries = SPAN_OPERATIONS.map(
    (operation) => [operation, style.getPropertyValue(`--op-${operation}`)] as const,
  )
  return {
    operations: Object.fromEntries(entries) as Record<SpanOperation, string>,
    error: style.getPropertyValue('--danger'),
  }
}
