import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { HistoryPage, RunRef, TablePage, TableRequest, ValueItem, ValueKeyList } from '@kymo/server/api'
import {
  fetchFile,
  fetchSampledValues,
  fetchTablePage,
  fetchValueKeys,
  fetchValuesAt,
  fetchValueSteps,
} from '../api/media-client.ts'
import { keys } from './queries.ts'

/** Keys of every run, in the order of the runs; undefined while a list is still on its way. */
export function useValueKeys(refs: readonly RunRef[]): readonly UseQueryResult<ValueKeyList>[] {
  return useQueries({ queries: refs.map((ref) => valueKeysQuery(ref)) })
}

export function valueKeysQuery(ref: RunRef): {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<ValueKeyList>
  staleTime: number
} {
  return {
    queryKey: [...keys.values(ref), 'keys'],
    queryFn: ({ signal }) => fetchValueKeys(ref, signal),
    staleTime: 60_000,
  }
}

/** Steps of one key of every run; undefined where a list is still on its way. */
export function useValueSteps(
  refs: readonly RunRef[],
  key: string,
): readonly (readonly number[] | undefined)[] {
  return useQueries({
    queries: refs.map((ref) => ({
      queryKey: [...keys.values(ref), 'steps', key],
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchValueSteps(ref, key, signal),
      staleTime: 60_000,
    })),
    combine: (results) => results.map((result) => (result.isError ? [] : result.data)),
  })
}

export interface ValueAt {
  readonly key: string
  /** Undefined: nothing is asked for. */
  readonly step: number | undefined
}

/** What a key has at a step. What was shown before stays until the answer is there, so that a slider does not flicker. */
export function useValueAt(ref: RunRef, { key, step }: ValueAt): UseQueryResult<readonly ValueItem[]> {
  return useQuery({
    queryKey: [...keys.values(ref), 'at', key, step],
    queryFn: ({ signal }) => fetchValuesAt(ref, { key, step: step ?? 0 }, signal),
    enabled: step !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 300_000,
    gcTime: 60_000,
  })
}

export function useSampledValues(
  ref: RunRef,
  {
    key,
    samples,
    isEnabled,
  }: { readonly key: string; readonly samples: number; readonly isEnabled: boolean },
): UseQueryResult<HistoryPage> {
  return useQuery({
    queryKey: [...keys.values(ref), 'sampled', key, samples],
    queryFn: ({ signal }) => fetchSampledValues(ref, { key, samples }, signal),
    enabled: isEnabled,
    staleTime: 30_000,
  })
}

/** Files are named after their content, so an answer stays true; it is kept for a minute only, because it can be large. */
export function useFile<T>(
  url: string | undefined,
  { maxBytes, parse }: { readonly maxBytes: number; readonly parse: (bytes: ArrayBuffer) => T | Promise<T> },
): UseQueryResult<T> {
  return useQuery({
    queryKey: ['file', url],
    queryFn: async ({ signal }) => parse(await fetchFile(url ?? '', { maxBytes }, signal)),
    enabled: url !== undefined,
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: 1,
    refetchInterval: false,
  })
}

/** One page of a table; `keys.values` in front, so that a live run's newest table follows it. */
export function tablePageQuery(request: TableRequest): {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<TablePage>
  staleTime: number
  gcTime: number
} {
  const { source } = request
  return {
    queryKey: [
      ...(source.kind === 'run' ? keys.values(source.run) : ['artifact-table', source]),
      'table',
      request,
    ],
    queryFn: ({ signal }) => fetchTablePage(request, signal),
    staleTime: 60_000,
    gcTime: 60_000,
  }
}
