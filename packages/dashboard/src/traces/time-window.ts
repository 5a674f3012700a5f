import { durationTicks, linearTicks } from '../charts/model/ticks.ts'
import type { Tick } from '../charts/model/ticks.ts'
import type { TimeWindow } from '../state/trace-shape.ts'

/** A millionth of the trace: closer, the numbers have no digits left that mean anything. */
const LEAST_RATIO = 1e-6

/** Keeps a window inside of the trace, with its length where that fits. */
export function clampWindow({ fromMs, toMs }: TimeWindow, lengthMs: number): TimeWindow {
  const length = Math.min(lengthMs, Math.max(lengthMs * LEAST_RATIO, toMs - fromMs))
  const from = Math.max(0, Math.min(lengthMs - length, fromMs))
  return { fromMs: from, toMs: from + length }
}

/** Whether a window shows the whole trace, or nearly: then there is nothing to reset. */
export function isWhole({ fromMs, toMs }: TimeWindow, lengthMs: number): boolean {
  return toMs - fromMs > lengthMs * 0.999
}

/**
 * Zooms around a moment, which stays where it is on the screen.
 * @param ratio Of the new length to the old: 0.5 shows half as much
 */
export function zoomWindow(
  window: TimeWindow,
  lengthMs: number,
  { atMs, ratio }: { readonly atMs: number; readonly ratio: number },
): TimeWindow {
  // At the smallest and the largest window the moment still must not wander.
  const before = window.toMs - window.fromMs
  const after = Math.min(lengthMs, Math.max(lengthMs * LEAST_RATIO, before * ratio))
  const fromMs = atMs - ((atMs - window.fromMs) * after) / before
  return clampWindow({ fromMs, toMs: fromMs + after }, lengthMs)
}

export function panWindow(window: TimeWindow, lengthMs: number, byMs: number): TimeWindow {
  return clampWindow({ fromMs: window.fromMs + byMs, toMs: window.toMs + byMs }, lengthMs)
}

/** The window around a span with a little room at both sides. */
export function windowAround(fromMs: number, toMs: number, lengthMs: number): TimeWindow {
  const room = Math.max((toMs - fromMs) * 0.08, lengthMs * LEAST_RATIO)
  return clampWindow({ fromMs: fromMs - room, toMs: toMs + room }, lengthMs)
}

/** Where a bar is, as shares of the width; what is outside of the window is cut off. */
export interface Bar {
  readonly left: number
  readonly width: number
  readonly isCutLeft: boolean
  readonly isCutRight: boolean
}

/** `before` and `after` say on which side of the window a bar is that cannot be seen. */
export function barOf(fromMs: number, toMs: number, window: TimeWindow): Bar | 'before' | 'after' {
  if (toMs < window.fromMs) return 'before'
  if (fromMs > window.toMs) return 'after'
  const length = window.toMs - window.fromMs
  const left = Math.max(0, (fromMs - window.fromMs) / length)
  const right = Math.min(1, (toMs - window.fromMs) / length)
  return {
    left,
    width: Math.max(0, right - left),
    isCutLeft: fromMs < window.fromMs,
    isCutRight: toMs > window.toMs,
  }
}

/** Ticks of the ruler: value in ms since the start of the trace. */
export function rulerTicks({ fromMs, toMs }: TimeWindow, most: number): readonly Tick[] {
  const length = toMs - fromMs
  if (length >= 120_000)
    return durationTicks({ from: fromMs / 1000, to: toMs / 1000, most }).map(({ value, label }) => ({
      value: value * 1000,
      label,
    }))
  const values = linearTicks({ from: fromMs, to: toMs, most }).map(({ value }) => value)
  const stepMs = Math.max(Number.MIN_VALUE, (values[1] ?? toMs) - (values[0] ?? fromMs))
  return values.map((value) => ({ value, label: rulerLabel(value, { toMs, stepMs }) }))
}

/** `0`, `250 µs`, `1.5 ms`, `5.012 s`, `37m 16.2s`: as many decimals as neighbours need to differ. */
function rulerLabel(
  value: number,
  { toMs, stepMs }: { readonly toMs: number; readonly stepMs: number },
): string {
  if (value === 0) return '0'
  const fixed = (amount: number, step: number): string => {
    const text = amount.toFixed(Math.min(9, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9))))
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text
  }
  if (toMs < 1) return `${fixed(value * 1000, stepMs * 1000)} µs`
  if (toMs < 1000) return `${fixed(value, stepMs)} ms`
  if (value < 120_000) return `${fixed(value / 1000, stepMs / 1000)} s`
  const minutes = Math.floor(value / 60_000)
  return `${minutes}m ${fixed((value - minutes * 60_000) / 1000, stepMs / 1000)}s`
}
