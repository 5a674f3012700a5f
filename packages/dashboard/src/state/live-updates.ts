import type { QueryClient } from '@tanstack/react-query'
import type { RunDetail, RunEvent, RunInfo, RunRef } from '@kymo/server/api'
import { fetchRun } from '../api/api-client.ts'
import type { ProjectRef } from '../api/api-client.ts'
import type { ChartLoader } from '../api/chart-loader.ts'
import { keys } from './queries.ts'
import { createPacedTask } from './paced-task.ts'
import { refetchTraces } from './trace-queries.ts'

/** A chart is asked for at most four times a second. */
const CHART_INTERVAL_MS = 250
const ROW_INTERVAL_MS = 1000
const TRACE_INTERVAL_MS = 1000
/** Above this many changed runs one request for the whole list is cheaper. */
const MAX_SINGLE_ROWS = 6

export interface LiveUpdatesOptions {
  readonly queryClient: QueryClient
  readonly loader: ChartLoader
  readonly ref: ProjectRef
}

export interface LiveUpdates {
  readonly onEvent: (event: RunEvent) => void
  /** Compares everything with the server, after events may have been missed. */
  readonly reconcile: () => Promise<void>
  readonly close: () => void
}

/** Turns run events into refetches of what is on the screen, paced, with at most one refetch of a kind under way. */
export function createLiveUpdates({ queryClient, loader, ref }: LiveUpdatesOptions): LiveUpdates {
  const changedCharts = new Set<string>()
  const changedRows = new Set<string>()
  const changedTraces = new Set<string>()
  const charts = createPacedTask(
    () => refetchCharts(queryClient, ref, take(changedCharts)),
    CHART_INTERVAL_MS,
  )
  const traces = createPacedTask(
    () => refetchTraces(queryClient, ref, take(changedTraces)),
    TRACE_INTERVAL_MS,
  )
  const rows = createPacedTask(() => refetchRows(queryClient, ref, take(changedRows)), ROW_INTERVAL_MS)

  const markChanged = (run: string): void => {
    changedCharts.add(run)
    changedRows.add(run)
    changedTraces.add(run)
  }
  return {
    onEvent(event) {
      if (event.entity !== ref.entity || event.project !== ref.project) return
      loader.noteRevision(event, event.revision)
      patchState(queryClient, ref, event)
      markChanged(event.run)
      charts.trigger()
      rows.trigger()
      traces.trigger()
    },
    async reconcile() {
      const before = revisionsOf(queryClient, ref)
      await queryClient.refetchQueries({ queryKey: keys.runs(ref), type: 'active' }, { cancelRefetch: false })
      await queryClient.refetchQueries(
        { queryKey: ['run', ref.entity, ref.project], type: 'active' },
        { cancelRefetch: false },
      )
      for (const [run, revision] of revisionsOf(queryClient, ref)) {
        if (before.get(run) === revision) continue
        changedCharts.add(run)
        changedTraces.add(run)
      }
      if (changedCharts.size > 0) charts.trigger()
      if (changedTraces.size > 0) traces.trigger()
      await queryClient.invalidateQueries({ queryKey: ['metrics', ref.entity, ref.project] })
    },
    close() {
      charts.stop()
      rows.stop()
      traces.stop()
    },
  }
}

async function refetchCharts(
  queryClient: QueryClient,
  ref: ProjectRef,
  runs: ReadonlySet<string>,
): Promise<void> {
  await queryClient.refetchQueries({
    queryKey: keys.charts(ref),
    type: 'active',
    predicate: ({ queryKey }) =>
      (queryKey[3] as { runIds: readonly string[] }).runIds.some((run) => runs.has(run)),
  })
}

async function refetchRows(
  queryClient: QueryClient,
  ref: ProjectRef,
  runs: ReadonlySet<string>,
): Promise<void> {
  const refs = [...runs].map((run) => ({ ...ref, run }))
  const metrics = refs.map((run) =>
    queryClient.refetchQueries({ queryKey: keys.metrics(run), type: 'active' }),
  )
  for (const run of refs) void queryClient.invalidateQueries({ queryKey: keys.values(run) })
  const list =
    refs.length > MAX_SINGLE_ROWS
      ? queryClient.refetchQueries({ queryKey: keys.runs(ref), type: 'active' })
      : Promise.all(refs.map((run) => refetchRow(queryClient, ref, run)))
  await Promise.all([...metrics, list])
}

async function refetchRow(queryClient: QueryClient, ref: ProjectRef, runRef: RunRef): Promise<void> {
  let run: RunDetail
  try {
    run = await fetchRun(runRef)
  } catch {
    return // The list or the next event shows it.
  }
  if (queryClient.getQueryData(keys.run(runRef)) !== undefined)
    queryClient.setQueryData(keys.run(runRef), run)
  queryClient.setQueryData<readonly RunInfo[]>(keys.runs(ref), (list) => list && withRow(list, run))
}

/** Newest start first, as the server lists them. */
function withRow(list: readonly RunInfo[], run: RunInfo): readonly RunInfo[] {
  const index = list.findIndex((each) => each.run === run.run)
  if (index >= 0) return list.with(index, run)
  return [run, ...list].toSorted((left, right) => right.startedMs - left.startedMs)
}

function patchState(queryClient: QueryClient, ref: ProjectRef, event: RunEvent): void {
  queryClient.setQueryData<readonly RunInfo[]>(keys.runs(ref), (list) => {
    const index = list?.findIndex((run) => run.run === event.run) ?? -1
    const run = list?.[index]
    return list === undefined || run === undefined || run.state === event.state
      ? list
      : list.with(index, { ...run, state: event.state })
  })
}

function revisionsOf(queryClient: QueryClient, ref: ProjectRef): Map<string, number> {
  const revisions = new Map<string, number>()
  for (const run of queryClient.getQueryData<readonly RunInfo[]>(keys.runs(ref)) ?? [])
    revisions.set(run.run, run.revision)
  for (const [, run] of queryClient.getQueriesData<RunDetail>({
    queryKey: ['run', ref.entity, ref.project],
  })) {
    if (run !== undefined) revisions.set(run.run, run.revision)
  }
  return revisions
}

function take(set: Set<string>): Set<string> {
  const taken = new Set(set)
  set.clear()
  return taken
}
