import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { QueryClient, UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { SpanDetail, SpanInfo, TraceDetail, TraceInfo, TraceStatistics } from '@kymo/server/api'
import { fetchSpan, fetchTrace, fetchTraceStatistics, fetchTraces } from '../api/trace-client.ts'
import type { TraceRef, TraceScope } from '../api/trace-client.ts'
import type { ProjectRef } from '../api/api-client.ts'
import { formatOrder, toTraceQuery } from './trace-filters.ts'
import type { TraceFilters } from './trace-filters.ts'

const TRACES_PER_PAGE = 100
const BUCKET_COUNT = 60
/** A list of more pages than this stays as it is until its reader asks: each refresh would load all of them. */
const MAX_LIVE_PAGES = 4
/** Spans of one refresh that the browser takes apart without a pause that can be felt. */
const MAX_LIVE_SPANS = 3000
const LARGE_REFRESH_MS = 5000
const ERROR_RETRY_MS = 3000

export const traceKeys = {
  list: ({ entity, project, run }: TraceScope) => ['traces', entity, project, run ?? null] as const,
  statistics: ({ entity, project, run }: TraceScope) =>
    ['trace-statistics', entity, project, run ?? null] as const,
  trace: ({ entity, project, run, traceId }: TraceRef) => ['trace', entity, project, run, traceId] as const,
  span: ({ entity, project, run, traceId }: TraceRef) => ['span', entity, project, run, traceId] as const,
}

export interface TracePages {
  readonly traces: readonly TraceInfo[] | undefined
  readonly total: number
  readonly error: Error | null
  /** What is listed answers the filters before; the new answer is on its way. */
  readonly isWaiting: boolean
  /** The list is too long to be kept current by itself. */
  readonly isHeld: boolean
  readonly loadMore: (() => void) | undefined
  readonly refresh: () => void
}

/** Traces that match, page after page. */
export function useTraces(scope: TraceScope, filters: TraceFilters): TracePages {
  const base = `${toTraceQuery(filters).toString()}&order=${formatOrder(filters)}&limit=${TRACES_PER_PAGE}`
  const { data, error, isPlaceholderData, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: [...traceKeys.list(scope), base],
      queryFn: ({ pageParam, signal }) => {
        const query = new URLSearchParams(base)
        if (pageParam !== undefined) query.set('cursor', pageParam)
        return fetchTraces(scope, query, signal)
      },
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.nextCursor,
      placeholderData: keepPreviousData,
    })
  const traces = useMemo(() => (data === undefined ? undefined : withoutTwins(data.pages)), [data])
  return {
    traces,
    total: data?.pages[0]?.total ?? 0,
    error,
    isWaiting: isPlaceholderData,
    isHeld: (data?.pages.length ?? 0) > MAX_LIVE_PAGES,
    loadMore: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
    refresh: () => void refetch(),
  }
}

/** A trace that moved down while pages were loaded is on two of them. */
function withoutTwins(pages: readonly { readonly traces: readonly TraceInfo[] }[]): readonly TraceInfo[] {
  const known = new Map<string, TraceInfo>()
  for (const trace of pages.flatMap((page) => page.traces)) {
    const key = `${trace.run}/${trace.traceId}`
    if (!known.has(key)) known.set(key, trace)
  }
  return [...known.values()]
}

export function useTraceStatistics(
  scope: TraceScope,
  filters: TraceFilters,
): UseQueryResult<TraceStatistics> {
  const query = toTraceQuery(filters)
  query.set('buckets', String(BUCKET_COUNT))
  return useQuery({
    queryKey: [...traceKeys.statistics(scope), query.toString()],
    queryFn: ({ signal }) => fetchTraceStatistics(scope, query, signal),
    placeholderData: keepPreviousData,
  })
}

/** How a trace is asked for: also before its page is there. */
export function traceQuery(ref: TraceRef): {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<TraceDetail>
} {
  return { queryKey: traceKeys.trace(ref), queryFn: ({ signal }) => fetchTrace(ref, signal) }
}

/**
 * A trace with all its spans. A small one follows the events of its run; a large one that is open is asked for every few
 * seconds, and once more when its run has ended.
 */
export function useTrace(
  ref: TraceRef,
  { isLive }: { readonly isLive: boolean },
): UseQueryResult<TraceDetail> {
  const query = useQuery({
    ...traceQuery(ref),
    refetchInterval: ({ state: { data, status } }) => {
      if (status === 'error') return ERROR_RETRY_MS
      return isLive && data !== undefined && isLarge(data) && data.trace.openCount > 0
        ? LARGE_REFRESH_MS
        : false
    },
  })
  const { data, refetch } = query
  const wasLive = useRef(isLive)
  useEffect(() => {
    if (wasLive.current && !isLive && data !== undefined && isLarge(data)) void refetch()
    wasLive.current = isLive
  }, [isLive, data, refetch])
  return query
}

function isLarge({ spans }: Pick<TraceDetail, 'spans'>): boolean {
  return spans.length > MAX_LIVE_SPANS
}

/** The details of one span; those of the one before stay until they are there. */
export function useSpan(ref: TraceRef, spanId: string | undefined): UseQueryResult<SpanDetail> {
  return useQuery({
    queryKey: [...traceKeys.span(ref), spanId],
    queryFn: ({ signal }) => fetchSpan(ref, spanId ?? '', signal),
    enabled: spanId !== undefined,
  })
}

/** Asks again for what is on the screen of the runs that have changed. */
export async function refetchTraces(
  queryClient: QueryClient,
  ref: ProjectRef,
  runs: ReadonlySet<string>,
): Promise<void> {
  await queryClient.refetchQueries({
    type: 'active',
    predicate: ({ queryKey: [kind, entity, project, run], state: { data } }) =>
      LIVE_KINDS.has(kind as string) &&
      entity === ref.entity &&
      project === ref.project &&
      (run === null || runs.has(run as string)) &&
      isCheap(data),
  })
}

const LIVE_KINDS = new Set(['traces', 'trace-statistics', 'trace', 'span'])

/** Long lists and large traces are refreshed in other ways, and a span that has ended does not change. */
function isCheap(data: unknown): boolean {
  const { pages, trace, spans, durationMs } = (data ?? {}) as {
    pages?: readonly unknown[]
    trace?: TraceInfo
    spans?: readonly SpanInfo[]
    durationMs?: number | null
  }
  if (pages !== undefined) return pages.length <= MAX_LIVE_PAGES
  if (trace !== undefined) return !isLarge({ spans: spans ?? [] })
  return durationMs === undefined || durationMs === null
}
