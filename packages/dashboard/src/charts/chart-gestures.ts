import type { Range } from './model/axis-range.ts'

export interface ChartGestures {
  /** The pointer is over the plot area; undefined when it has left. Pixels of the plot area, client pixels for the tooltip. */
  readonly onHover: (position: PointerPosition | undefined) => void
  /** A part of the x axis is being marked, or no longer. */
  readonly onSelecting: (selection: readonly [fromPx: number, toPx: number] | undefined) => void
  readonly onSelected: (fromPx: number, toPx: number) => void
  /** A click that is not the end of a drag. */
  readonly onPick: (px: number) => void
  readonly onReset: () => void
  /** Two fingers pull; the range is in pixels of the plot area at the start of the gesture. */
  readonly onPinch: (range: Range, isEnd: boolean) => void
}

export interface PointerPosition {
  readonly x: number
  readonly y: number
}

/** A click shakes by some pixels; only a longer way is a selection. */
const LEAST_DRAG_PX = 5
const DOUBLE_TAP_MS = 300

/** Mouse: move, drag to select, double click to reset. Touch: slide to read, pinch to zoom, double tap to reset. */
export function attachGestures(area: HTMLElement, gestures: ChartGestures): () => void {
  const touches = new Map<number, number>()
  let pinchStart: readonly [number, number] | undefined
  let pinchRange: Range | undefined
  let dragStart: number | undefined
  let isDragging = false
  let lastTapMs = 0

  const positionOf = (event: PointerEvent): PointerPosition => {
    const box = area.getBoundingClientRect()
    return { x: Math.max(0, Math.min(box.width, event.clientX - box.left)), y: event.clientY - box.top }
  }
  const endDrag = (): void => {
    dragStart = undefined
    isDragging = false
    gestures.onSelecting(undefined)
  }
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return
    const { x } = positionOf(event)
    area.setPointerCapture(event.pointerId)
    if (event.pointerType !== 'touch') {
      dragStart = x
      return
    }
    touches.set(event.pointerId, x)
    if (touches.size === 2) pinchStart = [...touches.values()] as [number, number]
    if (touches.size === 1 && event.timeStamp - lastTapMs < DOUBLE_TAP_MS) gestures.onReset()
    lastTapMs = event.timeStamp
    gestures.onHover(positionOf(event))
  }
  const onMove = (event: PointerEvent): void => {
    const position = positionOf(event)
    if (touches.has(event.pointerId)) touches.set(event.pointerId, position.x)
    if (pinchStart !== undefined && touches.size === 2) {
      pinchRange = pinchedRange(pinchStart, [...touches.values()] as [number, number], area.clientWidth)
      gestures.onHover(undefined)
      gestures.onPinch(pinchRange, false)
      return
    }
    if (dragStart !== undefined) {
      isDragging ||= Math.abs(position.x - dragStart) >= LEAST_DRAG_PX
      if (isDragging) gestures.onSelecting([Math.min(dragStart, position.x), Math.max(dragStart, position.x)])
    }
    gestures.onHover(position)
  }
  const onUp = (event: PointerEvent): void => {
    const { x } = positionOf(event)
    touches.delete(event.pointerId)
    if (pinchStart !== undefined && touches.size < 2) {
      pinchStart = undefined
      if (pinchRange !== undefined) gestures.onPinch(pinchRange, true)
      pinchRange = undefined
    }
    if (
      event.type === 'pointerup' &&
      isDragging &&
      dragStart !== undefined &&
      Math.abs(x - dragStart) >= LEAST_DRAG_PX
    ) {
      gestures.onSelected(Math.min(dragStart, x), Math.max(dragStart, x))
    } else if (event.type === 'pointerup' && dragStart !== undefined && !isDragging) gestures.onPick(x)
    endDrag()
  }
  const onLeave = (event: PointerEvent): void => {
    if (dragStart === undefined && event.pointerType !== 'touch') gestures.onHover(undefined)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && isDragging) {
      event.stopPropagation()
      endDrag()
    }
  }
  const listeners = {
    pointerdown: onDown,
    pointermove: onMove,
    pointerup: onUp,
    pointercancel: onUp,
    pointerleave: onLeave,
  } as const
  for (const [type, listener] of Object.entries(listeners))
    area.addEventListener(type, listener as EventListener)
  area.addEventListener('dblclick', gestures.onReset)
  document.addEventListener('keydown', onKey, true)
  return () => {
    for (const [type, listener] of Object.entries(listeners))
      area.removeEventListener(type, listener as EventListener)
    area.removeEventListener('dblclick', gestures.onReset)
    document.removeEventListener('keydown', onKey, true)
  }
}

/** The range that has to fill the area so that what was under each finger at the start is under it now. */
export function pinchedRange(
  start: readonly [number, number],
  now: readonly [number, number],
  widthPx: number,
): Range {
  const [startLeft, startRight] = start[0] < start[1] ? start : [start[1], start[0]]
  const [nowLeft, nowRight] = now[0] < now[1] ? now : [now[1], now[0]]
  const scale = Math.max(1, startRight - startLeft) / Math.max(8, nowRight - nowLeft)
  const from = startLeft - nowLeft * scale
  return [from, from + widthPx * scale]
}
