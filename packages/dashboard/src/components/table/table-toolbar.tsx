import { useState } from 'react'
import type { JSX, ReactNode } from 'react'
import type { TableFilter, TablePage, TableRequest } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { textOfValue } from '../../media/media-value.ts'
import { IconButton, Popover } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import type { TableQuery } from './data-table.tsx'
import { downloadTable } from './download-table.ts'
import type { TableColumns } from './use-columns.ts'

export interface TableToolbarProps {
  readonly name: string
  readonly page: TablePage
  readonly query: TableQuery
  readonly request: Omit<TableRequest, 'offset' | 'limit'>
  readonly columns: TableColumns
  readonly start: ReactNode
  readonly onQuery: (query: TableQuery) => void
}

/** Search, filters, columns and download of a table. */
export function TableToolbar(props: TableToolbarProps): JSX.Element {
  const { name, page, query, columns, start, onQuery } = props
  return (
    <div className="table-toolbar" role="toolbar" aria-label={`Table ${name}`}>
      {start}
      <div className="search-field">
        <Icon name="search" />
        <input
          type="search"
          aria-label={`Search ${name}`}
          placeholder="Search all columns"
          value={query.search}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onQuery({ ...query, search: event.target.value })}
        />
      </div>
      <FilterMenu columns={columns} query={query} onQuery={onQuery} />
      <Popover
        icon="columns"
        label={`Columns of ${name}`}
        isActive={columns.shown.length < columns.all.length}
      >
        <fieldset className="column-list">
          <legend className="hidden">Columns</legend>
          {columns.all.map(({ index, name: column }) => (
            <label key={index}>
              <input
                type="checkbox"
                checked={!columns.isHidden(index)}
                onChange={() => columns.toggle(index)}
              />
              <span>{column}</span>
            </label>
          ))}
        </fieldset>
      </Popover>
      <Download {...props} />
      <span className="soft numeric table-count" role="status">
        {page.matchCount === page.totalCount
          ? `${grouped(page.totalCount)} rows`
          : `${grouped(page.matchCount)} of ${grouped(page.totalCount)} rows`}
        {page.isCut ? ' (cut when it was logged)' : ''}
      </span>
    </div>
  )
}

function Download({ name, request, page }: TableToolbarProps): JSX.Element {
  const [progress, setProgress] = useState<number>()
  return progress === undefined ? (
    <IconButton
      icon="download"
      label={`Download ${name} as CSV`}
      onClick={() => {
        setProgress(0)
        void downloadTable(request, { name, onProgress: setProgress })
          .catch(() => undefined)
          .finally(() => setProgress(undefined))
      }}
    />
  ) : (
    <span className="soft numeric" role="status">
      {Math.round((progress / Math.max(1, page.matchCount)) * 100)} %
    </span>
  )
}

const OPS: readonly (readonly [TableFilter['op'], string])[] = [
  ['contains', 'contains'],
  ['=', '='],
  ['!=', '≠'],
  ['<', '<'],
  ['<=', '≤'],
  ['>', '>'],
  ['>=', '≥'],
  ['empty', 'is empty'],
  ['not-empty', 'is not empty'],
]

type FilterMenuProps = Pick<TableToolbarProps, 'columns' | 'query' | 'onQuery'>

function FilterMenu({ columns, query, onQuery }: FilterMenuProps): JSX.Element {
  const { filters } = query
  const set = (next: readonly TableFilter[]): void => onQuery({ ...query, filters: next })
  return (
    <Popover
      icon="filter"
      label="Filters"
      align="start"
      isActive={filters.length > 0}
      {...(filters.length > 0 ? { text: String(filters.length) } : {})}
    >
      <div className="filter-menu">
        {filters.length === 0 ? <p className="soft">All rows are shown.</p> : null}
        {filters.map((filter, index) => (
          <div key={index} className="filter-row">
            <select
              className="select"
              aria-label="Column"
              value={filter.column}
              onChange={(event) =>
                set(filters.with(index, { ...filter, column: Number(event.target.value) }))
              }
            >
              {columns.all.map((column) => (
                <option key={column.index} value={column.index}>
                  {column.name}
                </option>
              ))}
            </select>
            <select
              className="select"
              aria-label="Comparison"
              value={filter.op}
              onChange={(event) =>
                set(filters.with(index, { ...filter, op: event.target.value as TableFilter['op'] }))
              }
            >
              {OPS.map(([op, label]) => (
                <option key={op} value={op}>
                  {label}
                </option>
              ))}
            </select>
            {filter.op === 'empty' || filter.op === 'not-empty' ? null : (
              <input
                className="input"
                aria-label="Value"
                value={textOfValue(filter.value)}
                onChange={(event) =>
                  set(filters.with(index, { ...filter, value: toOperand(event.target.value) }))
                }
              />
            )}
            <IconButton
              icon="cross"
              label="Remove the filter"
              onClick={() => set(filters.toSpliced(index, 1))}
            />
          </div>
        ))}
        <button
          type="button"
          className="button"
          onClick={() =>
            set([...filters, { column: columns.shown[0]?.index ?? 0, op: 'contains', value: '' }])
          }
        >
          <Icon name="plus" />
          <span>Add a filter</span>
        </button>
      </div>
    </Popover>
  )
}

/** What is typed is a number where it reads as one: columns of numbers compare by value. */
function toOperand(text: string): string | number {
  return text.trim() !== '' && String(Number(text)) === text.trim() ? Number(text) : text
}
