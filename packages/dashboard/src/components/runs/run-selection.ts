import type { RunInfo } from '@kymo/server/api'
import type { RunSelection } from '../../state/view-state.ts'

/** Runs that a project shows in its charts before anybody chooses. */
export const NEWEST_COUNT = 10
/** More lines than this say nothing on a chart, and would not stay fluent. */
export const MAX_DRAWN_RUNS = 100

/** Ids of the chosen runs. `runs` come newest first. */
export function selectedIds(runs: readonly RunInfo[], selection: RunSelection): Set<string> {
  switch (selection.kind) {
    case 'newest':
      return new Set(runs.slice(0, NEWEST_COUNT).map((run) => run.run))
    case 'only': {
      const wanted = new Set(selection.ids)
      return new Set(runs.filter((run) => wanted.has(run.run)).map((run) => run.run))
    }
    case 'except': {
      const unwanted = new Set(selection.ids)
      return new Set(runs.filter((run) => !unwanted.has(run.run)).map((run) => run.run))
    }
  }
}

/** The selection with some runs shown or hidden. Stays short: it is a part of the address. */
export function withRuns(
  runs: readonly RunInfo[],
  selection: RunSelection,
  change: { readonly ids: readonly string[]; readonly isShown: boolean },
): RunSelection {
  const chosen = selectedIds(runs, selection)
  for (const id of change.ids) {
    if (change.isShown) chosen.add(id)
    else chosen.delete(id)
  }
  const hidden = runs.filter((run) => !chosen.has(run.run)).map((run) => run.run)
  if (runs.length > 0 && hidden.length === 0) return { kind: 'except', ids: [] }
  if (selection.kind === 'except' && hidden.length < chosen.size) return { kind: 'except', ids: hidden }
  return { kind: 'only', ids: [...chosen] }
}
