import { createPortal } from 'react-dom'
import type { CSSProperties, JSX } from 'react'
import type { ChartSurface } from '../../charts/chart-surface.ts'
import type { ChartScene, SceneLine } from '../../charts/model/chart-scene.ts'
import { formatExact, formatNumber, grouped } from '../../charts/model/format.ts'
import { readingsAt } from '../../charts/model/nearest.ts'
import type { Reading } from '../../charts/model/nearest.ts'
import { axisName, describeX } from '../../charts/model/x-axis.ts'
import { crossHair } from '../../state/cross-hair.ts'
import { useStoreValue } from '../../state/value-store.ts'
import { LineSwatch } from './line-legend.tsx'

const MAX_ROWS = 12
const WIDTH_PX = 280
const GAP_PX = 14

/** One run at the cross-hair. */
export interface TooltipRow {
  readonly line: SceneLine
  readonly reading: Reading
  /** The value as text: exact for a single point, rounded for the mean of a bucket. */
  readonly value: string
  readonly sortValue: number
}

/** The runs at a position, greatest value first. */
export function tooltipRows(scene: ChartScene, x: number): TooltipRow[] {
  const bySeries = new Map(scene.lines.map((line) => [line.series, line]))
  const tolerance = (scene.xRange[1] - scene.xRange[0]) / 200
  return readingsAt([...bySeries.keys()], x, tolerance)
    .map((reading) => {
      const line = bySeries.get(reading.series) as SceneLine
      const drawn = line.line[reading.index]
      const last = reading.series.last[reading.index]
      const number = Number.isNaN(drawn) ? last : drawn
      const isExact = reading.series.kind === 'raw'
      return { line, reading, value: isExact ? exactText(number) : formatNumber(number), sortValue: number }
    })
    .toSorted((left, right) => rank(right.sortValue) - rank(left.sortValue))
}

export interface ChartTooltipProps {
  readonly chartId: string
  readonly surface: ChartSurface
  readonly scene: ChartScene
}

/** The table of values beside the pointer. Other charts only move their cross-hair. */
export function ChartTooltip({ chartId, surface, scene }: ChartTooltipProps): JSX.Element | null {
  const hair = useStoreValue(crossHair)
  if (hair?.chart !== chartId || hair.axis !== axisName(scene)) return null
  const rows = tooltipRows(scene, hair.x)
  if (rows.length === 0) return null
  const nearest = nearestRow(rows, hair.pointerYPx, surface)
  const shown = windowAround(rows, nearest)
  const head = nearest ?? rows[0]
  return createPortal(
    <div
      className="chart-tooltip"
      style={positionOf(surface, hair.x, shown.length)}
      role={hair.pointerYPx === undefined ? 'status' : undefined}
    >
      <header>
        <strong>{describeHead(scene, head)}</strong>
        {head.reading.series.kind === 'raw' ? null : <span>{bucketText(head.reading)}</span>}
      </header>
      <table>
        <tbody>
          {shown.map((row) => (
            <Row
              key={row.line.run.id}
              row={row}
              isNearest={row === nearest && rows.length > 1}
              isFull={row === nearest || rows.length <= 2}
            />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length ? <footer>{rows.length - shown.length} more runs</footer> : null}
    </div>,
    document.querySelector('dialog[open]') ?? document.body,
  )
}

interface RowProps {
  readonly row: TooltipRow
  readonly isNearest: boolean
  /** With the range of the bucket and the smoothed value, which only one row at a time has room for. */
  readonly isFull: boolean
}

function Row({ row, isNearest, isFull }: RowProps): JSX.Element {
  const { line, reading, value } = row
  const { series, index } = reading
  const smooth = line.smooth?.[index]
  return (
    <tr className={isNearest ? 'is-nearest' : ''}>
      <td aria-hidden="true">
        <LineSwatch run={line.run} />
      </td>
      <th scope="row" title={line.run.name}>
        {line.run.name}
      </th>
      <td className="numeric">
        {value}
        {isFull && series.kind === 'buckets' && series.low[index] !== series.high[index] ? (
          <small>
            {formatNumber(series.low[index])} … {formatNumber(series.high[index])}
          </small>
        ) : null}
        {!isFull || smooth === undefined || Number.isNaN(smooth) ? null : (
          <small>smoothed {formatNumber(smooth)}</small>
        )}
      </td>
    </tr>
  )
}

function describeHead(scene: ChartScene, { reading }: TooltipRow): string {
  const { series, index } = reading
  const text = describeX(scene, reading.x)
  if (series.kind === 'buckets' && scene.x === 'step' && scene.xMetric === undefined) {
    return `Step ${grouped(Math.round(series.xFirst[index]))} – ${grouped(Math.round(series.xLast[index]))}`
  }
  const step = series.step?.[index]
  const isStep = scene.x === 'step' && scene.xMetric === undefined
  return isStep || step === undefined ? text : `${text} · step ${grouped(step)}`
}

function bucketText({ series, index }: Reading): string {
  const count = series.count[index]
  return `mean of ${grouped(count)} point${count === 1 ? '' : 's'}`
}

function nearestRow(
  rows: readonly TooltipRow[],
  pointerYPx: number | undefined,
  surface: ChartSurface,
): TooltipRow | undefined {
  if (pointerYPx === undefined) return undefined
  const distance = ({ line, reading }: TooltipRow): number => {
    const shown = line.smooth?.[reading.index] ?? line.line[reading.index]
    const px = surface.pxOfY(shown)
    return Number.isFinite(px) ? Math.abs(px - pointerYPx) : Infinity
  }
  return rows.reduce((best, row) => (distance(row) < distance(best) ? row : best))
}

function windowAround(rows: readonly TooltipRow[], nearest: TooltipRow | undefined): readonly TooltipRow[] {
  if (rows.length <= MAX_ROWS) return rows
  const middle = nearest === undefined ? 0 : rows.indexOf(nearest)
  const start = Math.max(0, Math.min(rows.length - MAX_ROWS, middle - MAX_ROWS / 2))
  return rows.slice(start, start + MAX_ROWS)
}

/** Beside the cross-hair, on the side with room, within the window. */
function positionOf(surface: ChartSurface, x: number, rowCount: number): CSSProperties {
  const box = surface.area.getBoundingClientRect()
  const anchor = box.left + surface.pxOfX(x)
  const isLeft = anchor + GAP_PX + WIDTH_PX > innerWidth && anchor - GAP_PX - WIDTH_PX > 0
  const left = isLeft ? anchor - GAP_PX - WIDTH_PX : Math.min(anchor + GAP_PX, innerWidth - WIDTH_PX - 8)
  const height = 96 + rowCount * 20
  return {
    left: Math.max(8, left),
    top: Math.max(8, Math.min(box.top + 4, innerHeight - height)),
    width: WIDTH_PX,
  }
}

function exactText(value: number): string {
  return Number.isFinite(value) ? formatExact(value) : formatNumber(value)
}

/** NaN last, infinities at their ends. */
function rank(value: number): number {
  return Number.isNaN(value)
    ? -Number.MAX_VALUE
    : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}
