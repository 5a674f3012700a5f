import type { UseQueryResult } from '@tanstack/react-query'
import type { JSX } from 'react'
import type { ModelStatistics, TraceStatistics } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { formatMs } from '../../traces/trace-format.ts'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { Cost, Tokens, describeUsage } from './trace-numbers.tsx'
import type { ChangeTraces } from './traces-panel.tsx'

export interface ModelTableProps {
  readonly statistics: UseQueryResult<TraceStatistics>
  readonly change: ChangeTraces
}

/** What each model did and cost, dearest first. */
export function ModelTable({ statistics: { data, error, refetch }, change }: ModelTableProps): JSX.Element {
  if (data === undefined) {
    if (error === null) return <Skeleton rows={6} />
    return <Problem error={error} what="models" onRetry={() => void refetch()} />
  }
  if (data.models.length === 0) return <Empty title="No model was called" />
  const dearest = Math.max(...data.models.map(({ costUsd }) => costUsd ?? 0))
  return (
    <div className="model-table">
      <table>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Calls</th>
            <th scope="col">Errors</th>
            <th scope="col">Tokens</th>
            <th scope="col">Cached</th>
            <th scope="col">Latency p50</th>
            <th scope="col">p95</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {data.models.map((model) => (
            <ModelRow
              key={model.model}
              {...model}
              share={dearest > 0 ? (model.costUsd ?? 0) / dearest : 0}
              onChoose={() => change({ model: model.model, panel: 'traces' })}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface ModelRowProps extends ModelStatistics {
  readonly share: number
  readonly onChoose: () => void
}

function ModelRow(props: ModelRowProps): JSX.Element {
  const { model, callCount, errorCount, usage, costUsd, p50Ms, p95Ms, share, onChoose } = props
  return (
    <tr>
      <th scope="row">
        <button type="button" className="model-name" title={`Traces with ${model}`} onClick={onChoose}>
          {model}
        </button>
      </th>
      <td className="numeric">{grouped(callCount)}</td>
      <td className="numeric">
        {errorCount === 0 ? (
          <span className="absent">0</span>
        ) : (
          <span className="span-errors">
            <Icon name="cross" />
            {grouped(errorCount)}
          </span>
        )}
      </td>
      <td title={describeUsage(usage)}>
        <Tokens usage={usage} />
      </td>
      <td className="numeric">
        {usage.cacheRead === undefined || usage.input === undefined || usage.input === 0
          ? '–'
          : `${Math.round((usage.cacheRead / usage.input) * 100)}%`}
      </td>
      <td className="numeric">{formatMs(p50Ms)}</td>
      <td className="numeric">{formatMs(p95Ms)}</td>
      <td className="model-cost">
        <Cost costUsd={costUsd} />
        <span className="share-bar" aria-hidden="true" style={{ width: `${share * 100}%` }} />
      </td>
    </tr>
  )
}
