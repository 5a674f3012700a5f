import { useMemo } from 'react'
import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState } from '../../state/view-state.ts'
import { SearchField } from '../ui/controls.tsx'
import { Empty } from '../ui/states.tsx'
import { arrangeRuns } from './arrange-runs.ts'
import { ColumnPicker } from './column-picker.tsx'
import { defaultColumns } from './run-columns.ts'
import { selectedIds, withRuns } from './run-selection.ts'
import { RunsTable } from './runs-table.tsx'

/** Runs that the default columns are guessed from. */
const MAX_SAMPLED_RUNS = 200

export interface RunsPanelProps {
  /** Newest first. */
  readonly runs: readonly RunInfo[]
  readonly view: ViewState
  readonly colours: ReadonlyMap<string, number>
  readonly change: ChangeView
}

/** The runs of a project with search, columns and choice. */
export function RunsPanel({ runs, view, colours, change }: RunsPanelProps): JSX.Element {
  const listed = useMemo(() => arrangeRuns(runs, view.search, view.sort), [runs, view.search, view.sort])
  const selected = useMemo(() => selectedIds(runs, view.selection), [runs, view.selection])
  const automatic = useMemo(() => defaultColumns(runs.slice(0, MAX_SAMPLED_RUNS)), [runs])
  const columns = view.columns ?? automatic
  return (
    <section className="runs-panel" aria-label="Runs">
      <div className="panel-bar">
        <SearchField
          label="Search runs"
          placeholder="Search runs or /regex/"
          value={view.search}
          onChange={(search) => change({ search })}
        />
        <ColumnPicker runs={runs} columns={columns} onChange={(next) => change({ columns: next })} />
      </div>
      {listed.length === 0 ? (
        <Empty title={runs.length === 0 ? 'No runs yet' : 'No run matches'}>
          {runs.length === 0 ? null : (
            <button type="button" className="button" onClick={() => change({ search: '' })}>
              Clear the search
            </button>
          )}
        </Empty>
      ) : (
        <RunsTable
          runs={listed}
          columns={columns}
          sort={view.sort}
          selected={selected}
          colours={colours}
          onSort={(sort) => change({ sort }, 'push')}
          onToggle={(ids, isShown) => change({ selection: withRuns(runs, view.selection, { ids, isShown }) })}
        />
      )}
      <p className="panel-foot" role="status">
        {listed.length === runs.length
          ? `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`
          : `${listed.length} of ${runs.length} runs`}{' '}
        · {selected.size} in charts
      </p>
    </section>
  )
}
