import { useRef } from 'react'
import type { JSX } from 'react'
import { Icon } from '../ui/icons.tsx'
import type { TableQuery } from './data-table.tsx'
import { NUMBER_COLUMN_PX } from './use-columns.ts'
import type { TableColumn, TableColumns } from './use-columns.ts'

export interface TableHeadProps {
  readonly columns: TableColumns
  readonly query: TableQuery
  readonly onQuery: (query: TableQuery) => void
}

/** Names of the columns. A click sorts: ascending, descending, as logged. */
export function TableHead({ columns, query, onQuery }: TableHeadProps): JSX.Element {
  return (
    <div className="data-row is-head" role="row" aria-rowindex={1} style={{ width: columns.totalWidth }}>
      <span className="row-number" role="columnheader" style={{ width: NUMBER_COLUMN_PX }}>
        #
      </span>
      {columns.shown.map((column) => (
        <HeadCell key={column.index} column={column} columns={columns} query={query} onQuery={onQuery} />
      ))}
    </div>
  )
}

const NEXT = { none: 'asc', asc: 'desc', desc: undefined } as const

function HeadCell({
  column,
  columns,
  query,
  onQuery,
}: TableHeadProps & { readonly column: TableColumn }): JSX.Element {
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined)
  const direction = query.sort?.column === column.index ? query.sort.direction : undefined
  const next = NEXT[direction ?? 'none']
  return (
    <div
      className={`data-cell ${/number|timestamp/.test(column.type) ? 'is-number' : ''}`}
      role="columnheader"
      aria-sort={direction === undefined ? 'none' : direction === 'asc' ? 'ascending' : 'descending'}
      style={{ width: column.width }}
    >
      <button
        type="button"
        className={`sort-button ${direction === undefined ? '' : 'is-sorted'}`}
        title={`${column.name} (${column.type})`}
        onClick={() =>
          onQuery({
            ...query,
            sort: next === undefined ? undefined : { column: column.index, direction: next },
          })
        }
      >
        <span>{column.name}</span>
        {direction === undefined ? null : (
          <Icon name="chevron" className={`icon sort-arrow is-${direction}`} />
        )}
      </button>
      <span
        className="resize-handle"
        role="presentation"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          start.current = { x: event.clientX, width: column.width }
        }}
        onPointerMove={(event) => {
          const began = start.current
          if (began !== undefined) columns.resize(column.index, began.width + event.clientX - began.x)
        }}
        onPointerUp={() => {
          start.current = undefined
        }}
      />
    </div>
  )
}
