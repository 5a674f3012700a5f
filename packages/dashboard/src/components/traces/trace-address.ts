import type { RunRef } from '@kymo/server/api'
import type { TraceRef } from '../../api/trace-client.ts'
import { toPath } from '../../state/routes.ts'
import { DEFAULT_TRACES } from '../../state/trace-filters.ts'
import type { TraceFilters } from '../../state/trace-filters.ts'
import { DEFAULT_VIEW, formatView } from '../../state/view-state.ts'

export function tracePath(ref: TraceRef, spanId?: string): string {
  const { entity, project, run, traceId } = ref
  const path = toPath({ page: 'trace', entity, project, run, traceId })
  return spanId === undefined ? path : `${path}?span=${encodeURIComponent(spanId)}`
}

/** Traces of a run, filtered. */
export function runTracesPath(ref: RunRef, filters: Partial<TraceFilters> = {}): string {
  const { entity, project, run } = ref
  return `${toPath({ page: 'run', entity, project, run })}${formatView({
    ...DEFAULT_VIEW,
    tab: 'traces',
    traces: { ...DEFAULT_TRACES, ...filters },
  })}`
}

/** The charts of a run with their cross-hair at a step. */
export function stepPath(ref: RunRef, step: number): string {
  const { entity, project, run } = ref
  return `${toPath({ page: 'run', entity, project, run })}${formatView({ ...DEFAULT_VIEW, tab: 'charts', mediaStep: step })}`
}
