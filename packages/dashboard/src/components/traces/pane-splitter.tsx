import { useRef, useState } from 'react'
import type { JSX, KeyboardEvent } from 'react'

const DEFAULT_PX = 480
const LEAST_PX = 320
const MOST_PX = 1000
const STORAGE_KEY = 'kymo-span-width'

/** Width of the details of a span; stays for the next visit. */
export function usePaneWidth(): readonly [number, (width: number) => void] {
  const [width, setWidth] = useState(readWidth)
  return [
    width,
    (next) => {
      const clamped = Math.max(LEAST_PX, Math.min(MOST_PX, Math.round(next)))
      setWidth(clamped)
      try {
        localStorage.setItem(STORAGE_KEY, String(clamped))
      } catch {
        // Blocked storage: the width lasts until the page is closed.
      }
    },
  ]
}

function readWidth(): number {
  try {
    return Number(localStorage.getItem(STORAGE_KEY)) || DEFAULT_PX
  } catch {
    return DEFAULT_PX
  }
}

export interface PaneSplitterProps {
  readonly width: number
  readonly onChange: (width: number) => void
}

/** Between the tree and the details: drag it, or move it with the arrow keys. */
export function PaneSplitter({ width, onChange }: PaneSplitterProps): JSX.Element {
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined)
  const onKeyDown = (event: KeyboardEvent): void => {
    const change = event.key === 'ArrowLeft' ? 24 : event.key === 'ArrowRight' ? -24 : 0
    if (change === 0) return
    event.preventDefault()
    onChange(width + change)
  }
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the details"
      aria-valuenow={width}
      aria-valuemin={LEAST_PX}
      aria-valuemax={MOST_PX}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) onChange(start.current.width + start.current.x - event.clientX)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
    />
  )
}
