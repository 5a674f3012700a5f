import type { RunInfo } from '@kymo/server/api'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import type { SortOrder } from '../../state/view-state.ts'
import { cellValue, compareCells } from './run-columns.ts'

/** The runs that match a search (name, id, group, tags, state), in order. Runs without a value in the column come last. */
export function arrangeRuns(
  runs: readonly RunInfo[],
  search: string,
  { column, isDescending }: SortOrder,
): RunInfo[] {
  const found = filterBy(runs, parseSearch(search), (run) => [
    run.name,
    run.run,
    run.group,
    run.jobType,
    run.state,
    ...run.tags,
  ])
  const direction = isDescending ? -1 : 1
  return found
    .map((run) => ({ run, value: cellValue(run, column) }))
    .toSorted((left, right) => {
      if (left.value === undefined || right.value === undefined) {
        return Number(left.value === undefined) - Number(right.value === undefined)
      }
      return direction * compareCells(left.value, right.value) || right.run.startedMs - left.run.startedMs
    })
    .map(({ run }) => run)
}
