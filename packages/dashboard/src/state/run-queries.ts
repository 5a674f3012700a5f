import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type {
  AlertInfo,
  ConsolePage,
  EnvironmentList,
  MetricInfo,
  RunArtifacts,
  RunRef,
  TrashedRun,
} from '@kymo/server/api'
import { isApiError } from '../api/api-error.ts'
import {
  CONSOLE_LIMIT,
  fetchAlerts,
  fetchConsole,
  fetchEnvironments,
  fetchFileText,
  fetchFiles,
  fetchRunArtifacts,
  fetchStop,
  fetchSystemMetrics,
  fetchTrash,
} from '../api/run-client.ts'
import type { AlertQuery, ConsoleFilter, FileText } from '../api/run-client.ts'

/** Lists that grow while a run is running are asked for again this often. */
const LIVE_REFRESH_MS = 5000
const ALERTS_REFRESH_MS = 10_000
/** Enough to count a common text as "many"; more would only cost memory. */
export const MAX_SEARCH_PAGES = 4

export const runKeys = {
  files: (ref: RunRef) => ['files', ref.entity, ref.project, ref.run] as const,
  environment: (ref: RunRef) => ['environment', ref.entity, ref.project, ref.run] as const,
  systemMetrics: (ref: RunRef) => ['system-metrics', ref.entity, ref.project, ref.run] as const,
  artifacts: (ref: RunRef) => ['run-artifacts', ref.entity, ref.project, ref.run] as const,
  stop: (ref: RunRef) => ['stop', ref.entity, ref.project, ref.run] as const,
  alerts: ['alerts'] as const,
  trash: ['trash'] as const,
}

/** A list that belongs to a run; asked for again while the run is alive. */
interface Live {
  readonly isLive: boolean
}

function liveOptions({ isLive }: Live): { refetchInterval?: number } {
  return isLive ? { refetchInterval: LIVE_REFRESH_MS } : {}
}

export type RunFiles = Awaited<ReturnType<typeof fetchFiles>>

export function useFiles(ref: RunRef, live: Live): UseQueryResult<RunFiles> {
  return useQuery({
    queryKey: runKeys.files(ref),
    queryFn: ({ signal }) => fetchFiles(ref, signal),
    ...liveOptions(live),
  })
}

export interface FileTextQuery {
  readonly path: string
  /** Changes with the file. */
  readonly modifiedMs: number
  readonly limitBytes: number
  readonly isEnabled?: boolean
}

export function useFileText(ref: RunRef, query: FileTextQuery): UseQueryResult<FileText> {
  const { path, modifiedMs, limitBytes, isEnabled = true } = query
  return useQuery({
    queryKey: ['file-text', ref.entity, ref.project, ref.run, path, modifiedMs, limitBytes],
    queryFn: ({ signal }) => fetchFileText(ref, path, { limitBytes, signal }),
    staleTime: Infinity,
    gcTime: 60_000,
    enabled: isEnabled,
  })
}

export function useEnvironments(ref: RunRef, live: Live): UseQueryResult<EnvironmentList> {
  return useQuery({
    queryKey: runKeys.environment(ref),
    queryFn: ({ signal }) => fetchEnvironments(ref, signal),
    ...liveOptions(live),
  })
}

export function useSystemMetrics(ref: RunRef, live: Live): UseQueryResult<readonly MetricInfo[]> {
  return useQuery({
    queryKey: runKeys.systemMetrics(ref),
    queryFn: ({ signal }) => fetchSystemMetrics(ref, signal),
    ...liveOptions(live),
  })
}

export function useRunArtifacts(ref: RunRef, live: Live): UseQueryResult<RunArtifacts> {
  return useQuery({
    queryKey: runKeys.artifacts(ref),
    queryFn: ({ signal }) => fetchRunArtifacts(ref, signal),
    ...liveOptions(live),
  })
}

export function useAlerts(query: AlertQuery): UseQueryResult<readonly AlertInfo[]> {
  return useQuery({
    queryKey: [...runKeys.alerts, query],
    queryFn: ({ signal }) => fetchAlerts(query, signal),
    refetchInterval: ALERTS_REFRESH_MS,
    retry: false,
  })
}

export function useTrash(): UseQueryResult<readonly TrashedRun[]> {
  return useQuery({ queryKey: runKeys.trash, queryFn: ({ signal }) => fetchTrash(signal) })
}

export interface StopState {
  /** A server that only shows a folder has no way to the training process. */
  readonly isPossible: boolean
  readonly isRequested: boolean
}

export function useStop(ref: RunRef, { isLive }: Live): StopState {
  const { data, error } = useQuery({
    queryKey: runKeys.stop(ref),
    queryFn: ({ signal }) => fetchStop(ref, signal),
    enabled: isLive,
    retry: false,
    refetchInterval: (query) => (query.state.status === 'error' ? false : LIVE_REFRESH_MS),
  })
  return {
    isPossible: isLive && (data !== undefined || isApiError(error, 'network')),
    isRequested: isLive && data === true,
  }
}

export interface ConsoleMatches {
  /** Numbers of the lines that match, ascending. */
  readonly numbers: readonly number[]
  /** More match than are listed. */
  readonly isCut: boolean
  readonly isBusy: boolean
  readonly error: Error | null
}

/** Lines that hold a text. The first pages are loaded by themselves. */
export function useConsoleSearch(ref: RunRef, search: string, filter: ConsoleFilter): ConsoleMatches {
  const query = useInfiniteQuery({
    queryKey: ['console-search', ref.entity, ref.project, ref.run, search, filter],
    queryFn: ({ pageParam, signal }) =>
      fetchConsole(ref, { ...filter, search, from: pageParam, limit: CONSOLE_LIMIT }, signal),
    initialPageParam: 0,
    getNextPageParam: (page: ConsolePage) => page.next,
    enabled: search !== '',
    staleTime: 5000,
    gcTime: 30_000,
    select: ({ pages }) => pages.flatMap(({ lines }) => lines.map(({ number }) => number)),
  })
  const { data, hasNextPage, isFetching, error, fetchNextPage } = query
  const isMoreWanted = hasNextPage && (data?.length ?? 0) < MAX_SEARCH_PAGES * CONSOLE_LIMIT
  if (isMoreWanted && !isFetching && error === null) void fetchNextPage()
  return { numbers: data ?? [], isCut: hasNextPage, isBusy: isFetching, error }
}
