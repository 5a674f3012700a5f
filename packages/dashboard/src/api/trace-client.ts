import type { RunRef, SpanDetail, TraceDetail, TraceList, TraceStatistics } from '@kymo/server/api'
import { getJson, path } from './api-client.ts'

/** All traces of a project, or of one run of it. */
export interface TraceScope {
  readonly entity: string
  readonly project: string
  readonly run?: string | undefined
}

export interface TraceRef extends RunRef {
  readonly traceId: string
}

export function fetchTraces(
  scope: TraceScope,
  query: URLSearchParams,
  signal?: AbortSignal,
): Promise<TraceList> {
  return getJson(`${scopePath(scope)}/traces?${query.toString()}`, signal)
}

export function fetchTraceStatistics(
  scope: TraceScope,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<TraceStatistics> {
  return getJson(`${scopePath(scope)}/traces/statistics?${query.toString()}`, signal)
}

export function fetchTrace(ref: TraceRef, signal: AbortSignal): Promise<TraceDetail> {
  return getJson(tracePath(ref), signal)
}

export function fetchSpan(ref: TraceRef, spanId: string, signal: AbortSignal): Promise<SpanDetail> {
  return getJson(`${tracePath(ref)}/spans/${path(spanId)}`, signal)
}

/** Address of a trace with all its spans, as JSON. */
export function traceUrl(ref: TraceRef): string {
  return `/api/v1${tracePath(ref)}`
}

function scopePath({ entity, project, run }: TraceScope): string {
  return run === undefined ? `/projects/${path(entity, project)}` : `/runs/${path(entity, project, run)}`
}

function tracePath({ entity, project, run, traceId }: TraceRef): string {
  return `/runs/${path(entity, project, run)}/traces/${path(traceId)}`
}
