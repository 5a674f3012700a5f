// oxlint-disable react/exhaustive-effect-dependencies -- a new revision of the run is why the cache asks again
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { RunDetail } from '@kymo/server/api'
import { fetchConsole } from '../../api/run-client.ts'
import type { ConsoleFilter } from '../../api/run-client.ts'
import { ConsoleCache } from '../../run/console-cache.ts'
import type { ConsoleState } from '../../run/console-cache.ts'

/** The console of a run, loaded where it is looked at; grows with the run. */
export function useConsole(
  { entity, project, run: id, revision, state: runState }: RunDetail,
  { writer, stream }: ConsoleFilter,
): readonly [ConsoleCache, ConsoleState] {
  const cache = useMemo(() => {
    const ref = { entity, project, run: id }
    const isFiltered = writer !== undefined || stream !== undefined
    const everything = { writer: undefined, stream: undefined }
    return new ConsoleCache({
      fetchPage: (request) => fetchConsole(ref, { writer, stream, ...request }),
      ...(isFiltered
        ? { fetchCount: (from: number) => fetchConsole(ref, { ...everything, from, limit: 1 }) }
        : {}),
    })
  }, [entity, project, id, writer, stream])
  const state = useSyncExternalStore(cache.subscribe, cache.getState)
  useEffect(() => cache.refresh(), [cache, revision, runState])
  return [cache, state]
}
