import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { CSSProperties, JSX, KeyboardEvent, Ref } from 'react'
import { spanTimes } from '../../traces/span-tree.ts'
import { panWindow, rulerTicks, windowAround, zoomWindow } from '../../traces/time-window.ts'
import type { TimeWindow } from '../../state/trace-shape.ts'
import { useSize } from '../ui/use-size.ts'
import { SpanRow, rowId } from './span-row.tsx'
import type { TraceModel } from './trace-view.tsx'

const ROW_PX = 28
const NARROW_ROW_PX = 44
const NARROW_PX = 620
const RULER_PX = 26
const TICK_PX = 88
/** A label that would be cut off at the right is left out. */
const LABEL_PX = 48
const TREE_SHARE = 0.46
const [LEAST_TREE_PX, MOST_TREE_PX] = [240, 520]

export interface SpanRowsProps {
  readonly model: TraceModel
  /** The details of the chosen span are wanted. */
  readonly onEnter: () => void
  readonly ref: Ref<HTMLDivElement>
}

/** The tree beside its timeline. Only the rows on the screen are in the page, so ten thousand spans cost nothing. */
export function SpanRows({ model, onEnter, ref }: SpanRowsProps): JSX.Element {
  const { tree, rows, chosen, window } = model
  const scroller = useRef<HTMLDivElement | null>(null)
  const [measure, { width }] = useSize<HTMLDivElement>()
  const isNarrow = width > 0 && width < NARROW_PX
  const treePx = isNarrow
    ? width
    : Math.round(Math.max(LEAST_TREE_PX, Math.min(MOST_TREE_PX, width * TREE_SHARE)))
  const rowPx = isNarrow ? NARROW_ROW_PX : ROW_PX
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 10,
    // The ruler stands above the rows and stays there.
    scrollMargin: RULER_PX,
    scrollPaddingStart: RULER_PX,
  })
  useEffect(() => virtual.measure(), [virtual, rowPx])
  const row = rowOf(rows, chosen, tree.parent)
  useEffect(() => {
    if (row >= 0) virtual.scrollToIndex(row, { align: 'auto' })
  }, [virtual, row])
  useWheelZoom(scroller, model, { treePx, width })
  const timelinePx = isNarrow ? width : width - treePx
  const ticks = rulerTicks(window, Math.max(2, Math.floor(timelinePx / TICK_PX)))
  const length = window.toMs - window.fromMs
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') onEnter()
    else if (!moveInTree(event, model, row) && !moveInTime(event, model)) return
    event.preventDefault()
  }
  return (
    <div
      className={`span-rows ${isNarrow ? 'is-narrow' : ''}`}
      role="treegrid"
      aria-label="Spans of the trace"
      aria-rowcount={rows.length}
      aria-activedescendant={tree.spans[chosen] === undefined ? undefined : rowId(tree.spans[chosen])}
      tabIndex={0}
      style={{ '--tree-width': `${treePx}px`, '--row-height': `${rowPx}px` } as CSSProperties}
      ref={(element) => {
        scroller.current = element
        measure(element)
        if (typeof ref === 'function') ref(element)
        else if (ref !== null) ref.current = element
      }}
      onKeyDown={onKeyDown}
    >
      <div className="span-ruler" aria-hidden="true">
        <span className="ruler-tree">Span</span>
        <span className="ruler-time numeric">
          {ticks
            .map(({ value, label }) => ({ label, share: (value - window.fromMs) / length }))
            .filter(({ share }) => (1 - share) * timelinePx > LABEL_PX)
            .map(({ share, label }) => (
              <span key={share} style={{ left: `${share * 100}%` }}>
                {label}
              </span>
            ))}
        </span>
      </div>
      <div className="rows" style={{ height: virtual.getTotalSize() }}>
        <div className="ruler-lines" aria-hidden="true">
          {ticks.map(({ value }) => (
            <span key={value} style={{ left: `${((value - window.fromMs) / length) * 100}%` }} />
          ))}
        </div>
        {virtual.getVirtualItems().map((item) => {
          const place = rows[item.index]
          if (place === undefined) return null
          return (
            <SpanRow
              key={`${place} ${tree.spans[place].spanId}`}
              model={model}
              place={place}
              isChosen={place === chosen}
              topPx={item.start - RULER_PX}
              rowIndex={item.index}
            />
          )
        })}
      </div>
      {rows.length === 0 ? <p className="card-empty soft">No span matches.</p> : null}
    </div>
  )
}

/** Row of a span, or of the closed branch that it is in. */
function rowOf(rows: readonly number[], place: number, parent: Int32Array): number {
  for (let at = place; at >= 0; at = parent[at] ?? -1) {
    const row = findSorted(rows, at)
    if (row >= 0) return row
  }
  return -1
}

function findSorted(rows: readonly number[], place: number): number {
  let [low, high] = [0, rows.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (rows[middle] === place) return middle
    if (rows[middle] < place) low = middle + 1
    else high = middle - 1
  }
  return -1
}

const PAGE_ROWS = 15

/** Up and down from row to row; left closes or goes up, right opens or goes down. */
function moveInTree(event: KeyboardEvent, model: TraceModel, row: number): boolean {
  const { tree, rows, chosen, choose, fold } = model
  const goTo = (next: number): true => {
    const place = rows[Math.max(0, Math.min(rows.length - 1, next))]
    if (place !== undefined) choose(place)
    return true
  }
  if (event.shiftKey) return false
  const hasChildren = (tree.end[chosen] ?? 0) > chosen + 1
  const isClosed = hasChildren && rows[row + 1] !== chosen + 1
  switch (event.key) {
    case 'ArrowDown':
      return goTo(row + 1)
    case 'ArrowUp':
      return goTo(row - 1)
    case 'PageDown':
      return goTo(row + PAGE_ROWS)
    case 'PageUp':
      return goTo(row - PAGE_ROWS)
    case 'Home':
      return goTo(0)
    case 'End':
      return goTo(rows.length - 1)
    case 'ArrowRight':
      if (isClosed) fold(chosen, false)
      else if (hasChildren) choose(chosen + 1)
      return true
    case 'ArrowLeft':
      if (hasChildren && !isClosed) fold(chosen, true)
      else if (tree.parent[chosen] >= 0) choose(tree.parent[chosen])
      return true
    default:
      return false
  }
}

/** + and - zoom, 0 shows all, Z the chosen span; Shift with left and right moves. */
function moveInTime(event: KeyboardEvent, { tree, window, chosen, setWindow }: TraceModel): boolean {
  const [fromMs, toMs] = spanTimes(tree, chosen)
  const lengthMs = window.toMs - window.fromMs
  const inWindow = Math.max(window.fromMs, Math.min(window.toMs, (fromMs + toMs) / 2))
  switch (event.key) {
    case '+':
    case '=':
      setWindow(zoomWindow(window, tree.lengthMs, { atMs: inWindow, ratio: 0.5 }))
      return true
    case '-':
      setWindow(zoomWindow(window, tree.lengthMs, { atMs: inWindow, ratio: 2 }))
      return true
    case '0':
      setWindow(undefined)
      return true
    case 'z':
    case 'Z':
      setWindow(windowAround(fromMs, toMs, tree.lengthMs))
      return true
    case 'ArrowLeft':
      setWindow(panWindow(window, tree.lengthMs, -lengthMs / 5))
      return true
    case 'ArrowRight':
      setWindow(panWindow(window, tree.lengthMs, lengthMs / 5))
      return true
    default:
      return false
  }
}

interface TimelineBox {
  readonly treePx: number
  readonly width: number
}

/** Ctrl (or a pinch on a touch pad) with the wheel zooms at the pointer; sideways moves. */
function useWheelZoom(
  scroller: { readonly current: HTMLElement | null },
  model: TraceModel,
  box: TimelineBox,
): void {
  const latest = useRef({ model, box })
  useEffect(() => {
    latest.current = { model, box }
  })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent): void => {
      const next = wheeled(event, element, latest.current)
      if (next === undefined) return
      event.preventDefault()
      latest.current.model.setWindow(next)
    }
    // React's own wheel listeners are passive and could not keep the page from being zoomed.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroller])
}

function wheeled(
  event: WheelEvent,
  element: HTMLElement,
  {
    model: { tree, window },
    box: { treePx, width },
  }: { readonly model: TraceModel; readonly box: TimelineBox },
): TimeWindow | undefined {
  const timelinePx = Math.max(1, width - treePx)
  const lengthMs = window.toMs - window.fromMs
  const sidewaysPx = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
  if (event.ctrlKey || event.metaKey) {
    const share = (event.clientX - element.getBoundingClientRect().left - treePx) / timelinePx
    const atMs = window.fromMs + Math.max(0, Math.min(1, share)) * lengthMs
    return zoomWindow(window, tree.lengthMs, { atMs, ratio: Math.exp(event.deltaY / 300) })
  }
  if (Math.abs(sidewaysPx) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return undefined
  return panWindow(window, tree.lengthMs, (sidewaysPx / timelinePx) * lengthMs)
}
