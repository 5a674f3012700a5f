import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { Popover, SearchField } from '../ui/controls.tsx'
import { availableColumns, columnLabel } from './run-columns.ts'

/** More would make the list slow; the search finds the rest. */
const MAX_LISTED = 200

export interface ColumnPickerProps {
  readonly runs: readonly RunInfo[]
  readonly columns: readonly string[]
  /** Undefined goes back to the default choice. */
  readonly onChange: (columns: readonly string[] | undefined) => void
}

/** Chooses the columns of the runs table among everything that was configured or logged. */
export function ColumnPicker({ runs, columns, onChange }: ColumnPickerProps): JSX.Element {
  return (
    <Popover icon="columns" label="Choose columns" align="start">
      <PickerBody runs={runs} columns={columns} onChange={onChange} />
    </Popover>
  )
}

function PickerBody({ runs, columns, onChange }: ColumnPickerProps): JSX.Element {
  const [search, setSearch] = useState('')
  const groups = useMemo(() => availableColumns(runs), [runs])
  const chosen = new Set(columns)
  const pattern = parseSearch(search)
  const toggle = (column: string): void => {
    onChange(chosen.has(column) ? columns.filter((each) => each !== column) : [...columns, column])
  }
  return (
    <div className="column-picker">
      <SearchField
        label="Search columns"
        placeholder="Search columns or /regex/"
        value={search}
        onChange={setSearch}
      />
      <div className="column-list">
        {(['run', 'config', 'summary'] as const).map((kind) => {
          const found = filterBy(groups[kind], pattern, (column) => [columnLabel(column)])
          return found.length === 0 ? null : (
            <fieldset key={kind}>
              <legend>{kind === 'run' ? 'Run' : kind === 'config' ? 'Config' : 'Summary'}</legend>
              {found.slice(0, MAX_LISTED).map((column) => (
                <label key={column} title={columnLabel(column)}>
                  <input type="checkbox" checked={chosen.has(column)} onChange={() => toggle(column)} />
                  <span>{columnLabel(column)}</span>
                </label>
              ))}
              {found.length > MAX_LISTED ? (
                <p className="soft">{found.length - MAX_LISTED} more: search for them</p>
              ) : null}
            </fieldset>
          )
        })}
      </div>
      <button type="button" className="button" onClick={() => onChange(undefined)}>
        Default columns
      </button>
    </div>
  )
}
