import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { UseQueryOptions, UseQueryResult } from '@tanstack/react-query'
import type { MetricInfo, ProjectInfo, RunDetail, RunInfo, RunRef } from '@kymo/server/api'
import { fetchMetrics, fetchProjects, fetchRun, fetchRuns, fetchServer } from '../api/api-client.ts'
import type { ProjectRef, ServerAccess } from '../api/api-client.ts'
import type { ChartData, ChartQuery } from '../api/chart-loader.ts'
import { chartLoader } from './session.ts'

export const keys = {
  projects: ['projects'] as const,
  runs: (ref: ProjectRef) => ['runs', ref.entity, ref.project] as const,
  run: (ref: RunRef) => ['run', ref.entity, ref.project, ref.run] as const,
  metrics: (ref: RunRef) => ['metrics', ref.entity, ref.project, ref.run] as const,
  /** What a run logged besides numbers: keys, steps and newest values; changes with the run. */
  values: (ref: RunRef) => ['values', ref.entity, ref.project, ref.run] as const,
  charts: (ref: ProjectRef) => ['chart', ref.entity, ref.project] as const,
}

export function useServer(): UseQueryResult<ServerAccess> {
  return useQuery({ queryKey: ['server'], queryFn: ({ signal }) => fetchServer(signal), staleTime: Infinity })
}

/** Whether this page may change anything. False until that is known. */
export function useCanEdit(): boolean {
  const { data: server } = useServer()
  return server !== undefined && server.readOnly !== true
}

export function useProjects(): UseQueryResult<readonly ProjectInfo[]> {
  return useQuery({
    queryKey: keys.projects,
    queryFn: ({ signal }) => fetchProjects(signal),
    refetchInterval: 15_000,
  })
}

export function useRuns(ref: ProjectRef): UseQueryResult<readonly RunInfo[]> {
  return useQuery({
    queryKey: keys.runs(ref),
    queryFn: async ({ signal }) => {
      const runs = await fetchRuns(ref, signal)
      for (const run of runs) chartLoader.noteRevision(run, run.revision)
      return runs
    },
  })
}

export function useRun(ref: RunRef): UseQueryResult<RunDetail> {
  return useQuery(runQuery(ref))
}

export function runQuery(ref: RunRef): {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<RunDetail>
} {
  return {
    queryKey: keys.run(ref),
    queryFn: async ({ signal }) => {
      const run = await fetchRun(ref, signal)
      chartLoader.noteRevision(run, run.revision)
      return run
    },
  }
}

/** Metrics of every run, in the order of the runs; undefined while a list is still on its way. */
export function useMetrics(refs: readonly RunRef[]): readonly (readonly MetricInfo[] | undefined)[] {
  return useQueries({
    queries: refs.map((ref) => ({
      queryKey: keys.metrics(ref),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchMetrics(ref, signal),
      staleTime: 60_000,
    })),
    combine: combineMetrics,
  })
}

function combineMetrics(
  results: readonly UseQueryResult<readonly MetricInfo[]>[],
): readonly (readonly MetricInfo[] | undefined)[] {
  return results.map((result) => (result.isError ? [] : result.data))
}

/** Series of one chart. What was loaded before stays until the answer for another range or selection is there. */
export function useChart(ref: ProjectRef, query: ChartQuery): UseQueryResult<LoadedChart> {
  return useQuery(chartOptions(ref, query))
}

/** How a chart is asked for: for those that put several together. */
export function chartOptions(ref: ProjectRef, query: ChartQuery): UseQueryOptions<LoadedChart> {
  const runIds = query.runs.map((run) => run.run)
  return {
    queryKey: [
      ...keys.charts(ref),
      {
        runIds,
        kind: query.kind,
        metric: query.metric,
        x: query.x,
        xMetric: query.xMetric,
        range: query.range,
        width: query.width,
      },
    ],
    queryFn: async ({ signal }) => ({ query, data: await chartLoader.load(query, signal) }),
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 60_000,
    enabled: query.runs.length > 0,
  }
}

/** Data with the query that they answer: while new ones load, both are of the one before. */
export interface LoadedChart {
  readonly query: ChartQuery
  readonly data: ChartData
}
