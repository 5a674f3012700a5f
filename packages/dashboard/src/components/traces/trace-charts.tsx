import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { TraceStatistics } from '@kymo/server/api'
import type { TraceFilters } from '../../state/trace-filters.ts'
import { bucketCharts } from '../../traces/bucket-chart.ts'
import { BucketChartCard } from './bucket-chart-card.tsx'
import type { ChangeTraces } from './traces-panel.tsx'

export interface TraceChartsProps {
  readonly statistics: UseQueryResult<TraceStatistics>
  readonly view: TraceFilters
  readonly change: ChangeTraces
}

/** Traces, latency, tokens and cost over time. Marking a part of one filters the list by its time. */
export function TraceCharts({
  statistics: { data, error },
  view,
  change,
}: TraceChartsProps): JSX.Element | null {
  const charts = useMemo(() => (data === undefined ? undefined : bucketCharts(data)), [data])
  const [hovered, setHovered] = useState<number>()
  if (error !== null && data === undefined) return <p className="notice">{error.message}</p>
  if (data === undefined || charts === undefined)
    return (
      <div className="trace-charts" role="status" aria-label="Loading the charts">
        {[0, 1, 2, 3].map((index) => (
          <div key={index} className="bucket-card chart-skeleton" />
        ))}
      </div>
    )
  if (data.buckets.length === 0) return null
  const isZoomed = view.timeMs.min !== undefined || view.timeMs.max !== undefined
  return (
    <div className="trace-charts">
      {charts.map((chart) => (
        <BucketChartCard
          key={chart.id}
          chart={chart}
          statistics={data}
          hovered={hovered}
          onHover={setHovered}
          onSelect={(fromMs, toMs) => change({ timeMs: { min: Math.floor(fromMs), max: Math.ceil(toMs) } })}
          onReset={isZoomed ? () => change({ timeMs: { min: undefined, max: undefined } }) : undefined}
        />
      ))}
    </div>
  )
}
