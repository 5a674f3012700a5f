import { useRef, useState } from 'react'
import type { JSX, KeyboardEvent, PointerEvent } from 'react'
import type { TraceStatistics } from '@kymo/server/api'
import { clockTicks } from '../../charts/model/ticks.ts'
import { formatMoment } from '../../charts/model/format.ts'
import { barMarks, bucketTimes, rangeMarks, valueTicks } from '../../traces/bucket-chart.ts'
import type { BucketChart } from '../../traces/bucket-chart.ts'

/** The picture is drawn in these units and stretched to its box. */
const [UNITS_X, UNITS_Y] = [1000, 100]
/** Thickness of the ends of a range: two pixels. */
const DASH = 2.6

export interface BucketChartCardProps {
  readonly chart: BucketChart
  readonly statistics: TraceStatistics
  /** The bucket under the pointer, in whichever chart. */
  readonly hovered: number | undefined
  readonly onHover: (index: number | undefined) => void
  readonly onSelect: (fromMs: number, toMs: number) => void
  /** Shows all again; undefined when nothing is marked. */
  readonly onReset: (() => void) | undefined
}

/** One chart over time: bars, or ranges from p50 to p95. */
export function BucketChartCard(props: BucketChartCardProps): JSX.Element {
  const { chart, statistics, hovered } = props
  const count = statistics.buckets.length
  const gestures = useBucketGestures(props, count)
  const { selection } = gestures
  return (
    <figure className="bucket-card">
      <figcaption>
        <span>{chart.title}</span>
        <Readings chart={chart} statistics={statistics} hovered={hovered} />
      </figcaption>
      <div
        className="bucket-plot"
        role="img"
        aria-label={describe(chart, statistics, hovered)}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a chart is read bucket by bucket with the arrow keys
        tabIndex={0}
        {...gestures.listeners}
      >
        {valueTicks(chart).map(({ value, label }) => (
          <span key={value} className="bucket-tick" style={{ top: `${(1 - value / chart.top) * 100}%` }}>
            {label}
          </span>
        ))}
        {chart.isEmpty ? <span className="bucket-nothing">None recorded</span> : null}
        <svg viewBox={`0 0 ${UNITS_X} ${UNITS_Y}`} preserveAspectRatio="none" aria-hidden="true">
          {hovered === undefined ? null : (
            <rect
              className="bucket-hover"
              x={(hovered / count) * UNITS_X}
              y={0}
              width={UNITS_X / count}
              height={UNITS_Y}
            />
          )}
          <Marks chart={chart} />
          {selection === undefined ? null : (
            <rect
              className="bucket-selection"
              x={(selection[0] / count) * UNITS_X}
              y={0}
              width={((selection[1] - selection[0] + 1) / count) * UNITS_X}
              height={UNITS_Y}
            />
          )}
        </svg>
      </div>
      <TimeAxis statistics={statistics} />
    </figure>
  )
}

function Marks({ chart }: { readonly chart: BucketChart }): JSX.Element {
  if (chart.kind === 'bars') {
    return (
      <>
        {barMarks(chart).map(({ look, x, y, width, height }) => (
          <rect
            key={`${look}${x}`}
            className={`bucket-bar is-${look}`}
            x={(x + width * 0.1) * UNITS_X}
            y={y * UNITS_Y}
            width={width * 0.8 * UNITS_X}
            height={Math.max(0.8, height * UNITS_Y)}
          />
        ))}
      </>
    )
  }
  return (
    <>
      {rangeMarks(chart).map(({ x, width, low, high }) => {
        const [left, wide] = [(x + width * 0.1) * UNITS_X, width * 0.8 * UNITS_X]
        return (
          <g key={x}>
            <rect
              className="bucket-range"
              x={left}
              y={high * UNITS_Y}
              width={wide}
              height={(low - high) * UNITS_Y}
            />
            <rect className="bucket-bar is-second" x={left} y={high * UNITS_Y} width={wide} height={DASH} />
            <rect
              className="bucket-bar is-first"
              x={left}
              y={low * UNITS_Y - DASH}
              width={wide}
              height={DASH}
            />
          </g>
        )
      })}
    </>
  )
}

function Readings({
  chart,
  statistics,
  hovered,
}: Pick<BucketChartCardProps, 'chart' | 'statistics' | 'hovered'>): JSX.Element {
  if (hovered === undefined || hovered >= statistics.buckets.length) {
    return (
      <span className="bucket-legend">
        {chart.total === undefined || chart.isEmpty ? null : (
          <strong className="numeric">{chart.total}</strong>
        )}
        {chart.series.length < 2
          ? null
          : chart.series.map(({ name, look }) => (
              <span key={name} className={`bucket-key is-${look}`}>
                {name}
              </span>
            ))}
      </span>
    )
  }
  return (
    <span className="bucket-legend">
      {chart.series.map(({ name, look, values }) => (
        <span key={name} className={`bucket-key is-${look}`}>
          {chart.series.length < 2 ? '' : `${name} `}
          <b className="numeric">{formatReading(chart, values[hovered] ?? null)}</b>
        </span>
      ))}
      <time className="soft numeric">{clock(bucketTimes(statistics, hovered)[0])}</time>
    </span>
  )
}

function TimeAxis({ statistics: { fromMs, toMs } }: Pick<BucketChartCardProps, 'statistics'>): JSX.Element {
  const ticks = clockTicks({ from: fromMs / 1000, to: toMs / 1000, most: 3 })
  const length = Math.max(1e-9, toMs - fromMs)
  return (
    <div className="bucket-axis numeric" aria-hidden="true">
      {ticks
        .map(({ value, label }) => ({ label, share: (value * 1000 - fromMs) / length }))
        .filter(({ share }) => share > 0.04 && share < 0.93)
        .map(({ share, label }) => (
          <span key={share} style={{ left: `${share * 100}%` }}>
            {label}
          </span>
        ))}
    </div>
  )
}

interface BucketGestures {
  readonly selection: readonly [from: number, to: number] | undefined
  readonly listeners: {
    readonly onPointerDown: (event: PointerEvent) => void
    readonly onPointerMove: (event: PointerEvent) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
    readonly onPointerLeave: () => void
    readonly onDoubleClick: () => void
    readonly onKeyDown: (event: KeyboardEvent) => void
    readonly onBlur: () => void
  }
}

/** Pointer: read and mark. Keys: arrows read, Enter takes the bucket, Escape shows all. */
function useBucketGestures(props: BucketChartCardProps, count: number): BucketGestures {
  const { statistics, hovered, onHover, onSelect, onReset } = props
  const start = useRef<number>(undefined)
  const [selection, setSelection] = useState<readonly [number, number]>()
  const indexAt = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)))
  }
  const select = (from: number, to: number): void => {
    onSelect(bucketTimes(statistics, from)[0], bucketTimes(statistics, to)[1])
  }
  const stop = (): void => {
    start.current = undefined
    setSelection(undefined)
  }
  return {
    selection,
    listeners: {
      onPointerDown: (event) => {
        if (event.button !== 0 || event.pointerType === 'touch') return
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = indexAt(event)
      },
      onPointerMove: (event) => {
        const index = indexAt(event)
        onHover(index)
        const from = start.current
        if (from !== undefined && from !== index) setSelection([Math.min(from, index), Math.max(from, index)])
      },
      onPointerUp: () => {
        if (selection !== undefined) select(selection[0], selection[1])
        stop()
      },
      onPointerCancel: stop,
      onPointerLeave: () => onHover(undefined),
      onDoubleClick: () => onReset?.(),
      onBlur: () => onHover(undefined),
      onKeyDown: (event) => {
        const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (move !== 0) onHover(Math.max(0, Math.min(count - 1, (hovered ?? (move > 0 ? -1 : count)) + move)))
        else if (event.key === 'Enter' && hovered !== undefined) select(hovered, hovered)
        else if (event.key === 'Escape' && onReset !== undefined) onReset()
        else return
        event.preventDefault()
      },
    },
  }
}

function describe(chart: BucketChart, statistics: TraceStatistics, hovered: number | undefined): string {
  const index = hovered === undefined || hovered >= statistics.buckets.length ? undefined : hovered
  if (index === undefined)
    return `${chart.title} over time${chart.total === undefined ? '' : `: ${chart.total}`}`
  const readings = chart.series.map(
    ({ name, values }) => `${name} ${formatReading(chart, values[index] ?? null)}`,
  )
  return `${chart.title}, ${formatMoment(bucketTimes(statistics, index)[0])}: ${readings.join(', ')}`
}

function formatReading({ format }: BucketChart, value: number | null): string {
  return value === null ? '–' : format(value)
}

function clock(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}
