import type { RunInfo, XAxis } from '@kymo/server/api'
import { formatDuration, formatMoment, formatNumber, grouped } from './format.ts'
import { clockTicks, durationTicks, linearTicks, logTicks } from './ticks.ts'
import type { Tick, TickRequest } from './ticks.ts'

export const X_AXIS_NAMES: Readonly<Record<XAxis, string>> = { step: 'Step', relative: 'Time', time: 'Clock' }

/** What a chart is drawn along. */
export interface ChartAxis {
  readonly x: XAxis
  /** In place of `x`. */
  readonly xMetric: string | undefined
}

/** The axis of one chart: the metric that was chosen for all; by step, the one that it was defined to be drawn along. */
export function axisOf({ x, xMetric }: ChartAxis, stepMetric: string | undefined): ChartAxis {
  return { x, xMetric: xMetric ?? (x === 'step' ? stepMetric : undefined) }
}

export function axisName({ x, xMetric }: ChartAxis): string {
  return xMetric ?? X_AXIS_NAMES[x]
}

/** Ticks of an x axis of the given kind. */
export function xTicks({ x, xMetric }: ChartAxis, isLog: boolean, request: TickRequest): Tick[] {
  if (isLog) return logTicks(request)
  if (xMetric !== undefined) return linearTicks(request, false)
  switch (x) {
    case 'step':
      return linearTicks(request, request.to - request.from >= 1)
    case 'relative':
      return durationTicks(request)
    case 'time':
      return clockTicks(request)
  }
}

/** A position on the x axis in words: "step 1,200", "3m 20s", a date. */
export function describeX({ x, xMetric }: ChartAxis, value: number): string {
  if (xMetric !== undefined) return `${xMetric} ${formatNumber(value)}`
  switch (x) {
    case 'step':
      return `Step ${Number.isInteger(value) ? formatStep(value) : String(Number(value.toPrecision(10)))}`
    case 'relative':
      return value < 60 ? `${Number(value.toPrecision(4))}s` : formatDuration(value * 1000)
    case 'time':
      return formatMoment(value * 1000)
  }
}

/** Width of the whole x axis of some runs, from what is known of them without their points. */
export function knownExtent(runs: readonly RunInfo[], x: XAxis): number {
  if (runs.length === 0) return 0
  switch (x) {
    case 'step':
      return Math.max(0, ...runs.map((run) => run.lastStep ?? 0))
    case 'relative':
      return Math.max(...runs.map((run) => run.durationMs)) / 1000
    case 'time':
      return (
        (Math.max(...runs.map((run) => run.startedMs + run.durationMs)) -
          Math.min(...runs.map((run) => run.startedMs))) /
        1000
      )
  }
}

function formatStep(step: number): string {
  return step < 0 ? `−${grouped(-step)}` : grouped(step)
}
