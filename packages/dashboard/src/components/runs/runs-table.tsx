import { flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table'
import type { ColumnDef, Header, Table } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX, KeyboardEvent } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { highlightedRun } from '../../state/cross-hair.ts'
import { toPath } from '../../state/routes.ts'
import { navigate } from '../../state/location.ts'
import type { SortOrder } from '../../state/view-state.ts'
import { Link } from '../ui/link.tsx'
import { RunStateBadge } from '../ui/run-state.tsx'
import { Ago, Duration } from '../ui/time.tsx'
import { ValueText } from '../ui/value-text.tsx'
import { cellValue, columnKind, columnLabel } from './run-columns.ts'

const ROW_HEIGHT_PX = 36
const OVERSCAN_ROWS = 8
const NAME_WIDTH_PX = 208
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['state', 104],
  ['started', 92],
  ['duration', 84],
])
const VALUE_WIDTH_PX = 108

export interface RunsTableProps {
  /** In the order to show. */
  readonly runs: readonly RunInfo[]
  readonly columns: readonly string[]
  readonly sort: SortOrder
  readonly selected: ReadonlySet<string>
  readonly colours: ReadonlyMap<string, number>
  onSort(sort: SortOrder): void
  onToggle(ids: readonly string[], isShown: boolean): void
}

/** The runs of a project. Only the rows on the screen are in the page, so thousands of runs cost nothing. */
export function RunsTable(props: RunsTableProps): JSX.Element {
  const { runs, columns, selected } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(0)
  const definitions = useMemo(() => columns.map(toDefinition), [columns])
  const table = useReactTable({
    data: runs as RunInfo[],
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (run) => run.run,
    columnResizeMode: 'onChange',
    enableSortingRemoval: false,
  })
  const rows = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN_ROWS,
  })
  const width = NAME_WIDTH_PX + table.getTotalSize()
  const onKeyDown = (event: KeyboardEvent): void => {
    const run = runs[focused]
    const next = nextRow(event.key, focused, runs.length)
    if (next !== undefined) {
      setFocused(next)
      virtual.scrollToIndex(next)
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus())
    } else if (event.key === ' ' && run !== undefined && event.target === event.currentTarget.querySelector(`[data-row="${focused}"]`)) {
      props.onToggle([run.run], !selected.has(run.run))
    } else if (event.key === 'Enter' && run !== undefined && (event.target as HTMLElement).dataset['row'] !== undefined) {
      navigate(toPath({ page: 'run', ...run }), 'push')
    } else return
    event.preventDefault()
  }
  return (
    <div className="runs-table" ref={scroller}>
      <div role="grid" aria-label="Runs" aria-rowcount={rows.length + 1} style={{ minWidth: width }} onKeyDown={onKeyDown}>
        <HeaderRow {...props} table={table} />
        <div role="rowgroup" className="rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return row === undefined ? null : (
              <RunRow
                key={row.id}
                run={row.original}
                table={table}
                index={item.index}
                isFocusable={item.index === Math.min(focused, rows.length - 1)}
                onFocus={() => setFocused(item.index)}
                isSelected={selected.has(row.id)}
                colour={props.colours.get(row.id) ?? 0}
                onToggle={props.onToggle}
                style={{ transform: `translateY(${item.start}px)` }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function HeaderRow({ table, runs, selected, sort, onSort, onToggle }: RunsTableProps & { readonly table: Table<RunInfo> }): JSX.Element {
  const shownCount = runs.reduce((count, run) => count + Number(selected.has(run.run)), 0)
  const isAll = runs.length > 0 && shownCount === runs.length
  return (
    <div role="row" aria-rowindex={1} className="run-row is-header">
      <div role="columnheader" aria-sort={ariaSort(sort, 'name')} className="cell is-name">
        <input
          type="checkbox"
          className="select-all"
          aria-label={isAll ? 'Hide all listed runs in the charts' : 'Show all listed runs in the charts'}
          title={`${shownCount} of ${runs.length} listed runs in the charts`}
          checked={isAll}
          ref={(box) => {
            if (box !== null) box.indeterminate = shownCount > 0 && !isAll
          }}
          onChange={() =>
            onToggle(
              runs.map((run) => run.run),
              !isAll,
            )
          }
        />
        <SortButton column="name" sort={sort} onSort={onSort} />
      </div>
      {table.getFlatHeaders().map((header) => (
        <div
          key={header.id}
          role="columnheader"
          aria-sort={ariaSort(sort, header.id)}
          className={`cell is-${columnKind(header.id)}`}
          style={{ width: header.getSize() }}
        >
          <SortButton column={header.id} sort={sort} onSort={onSort} />
          <ResizeHandle header={header} />
        </div>
      ))}
    </div>
  )
}

function SortButton({ column, sort, onSort }: { readonly column: string } & Pick<RunsTableProps, 'sort' | 'onSort'>): JSX.Element {
  const isSorted = sort.column === column
  const label = columnLabel(column)
  return (
    <button
      type="button"
      className={`sort-button ${isSorted ? 'is-sorted' : ''}`}
      title={columnKind(column) === 'run' ? label : `${label} (${columnKind(column)})`}
      onClick={() => onSort({ column, isDescending: isSorted ? !sort.isDescending : column !== 'name' })}
    >
      <span>{label}</span>
      {isSorted ? <span aria-hidden="true">{sort.isDescending ? '↓' : '↑'}</span> : null}
    </button>
  )
}

function ResizeHandle({ header }: { readonly header: Header<RunInfo, unknown> }): JSX.Element {
  const resize = header.getResizeHandler()
  return (
    <span
      className="resize-handle"
      aria-hidden="true"
      onMouseDown={resize}
      onTouchStart={resize}
      onDoubleClick={() => header.column.resetSize()}
    />
  )
}

interface RunRowProps {
  readonly run: RunInfo
  readonly table: Table<RunInfo>
  readonly index: number
  readonly isFocusable: boolean
  readonly isSelected: boolean
  readonly colour: number
  readonly style: CSSProperties
  onFocus(): void
  onToggle(ids: readonly string[], isShown: boolean): void
}

function RunRow({ run, table, index, isFocusable, isSelected, colour, style, onFocus, onToggle }: RunRowProps): JSX.Element {
  const row = table.getRow(run.run)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-row={index}
      tabIndex={isFocusable ? 0 : -1}
      className={`run-row ${isSelected ? 'is-selected' : ''}`}
      style={style}
      onFocus={onFocus}
      onPointerEnter={() => highlightedRun.set(isSelected ? run.run : undefined)}
      onPointerLeave={() => highlightedRun.set(undefined)}
    >
      <div role="gridcell" className="cell is-name">
        <button
          type="button"
          className="eye"
          aria-pressed={isSelected}
          aria-label={`Show ${run.name} in the charts`}
          title={isSelected ? 'Hide in the charts' : 'Show in the charts'}
          tabIndex={-1}
          onClick={() => onToggle([run.run], !isSelected)}
        >
          <span className="swatch" style={{ '--colour': `var(--run-${colour})` } as CSSProperties} />
        </button>
        <Link href={toPath({ page: 'run', ...run })} className="run-name" title={run.name} tabIndex={-1}>
          {run.name || run.run}
        </Link>
      </div>
      {row.getVisibleCells().map((cell) => (
        <div key={cell.id} role="gridcell" className={`cell is-${columnKind(cell.column.id)}`} style={{ width: cell.column.getSize() }}>
          {flexRender(cell.column.columnDef.cell, cell.getContext())}
        </div>
      ))}
    </div>
  )
}

function toDefinition(column: string): ColumnDef<RunInfo> {
  return {
    id: column,
    size: WIDTHS.get(column) ?? VALUE_WIDTH_PX,
    minSize: 56,
    cell: ({ row }) => <Cell run={row.original} column={column} />,
  }
}

function Cell({ run, column }: { readonly run: RunInfo; readonly column: string }): JSX.Element {
  switch (column) {
    case 'state':
      return <RunStateBadge state={run.state} />
    case 'started':
      return <Ago timeMs={run.startedMs} />
    case 'duration':
      return <Duration run={run} />
    default:
      return <ValueText value={cellValue(run, column)} />
  }
}

function ariaSort(sort: SortOrder, column: string): 'ascending' | 'descending' | 'none' {
  if (sort.column !== column) return 'none'
  return sort.isDescending ? 'descending' : 'ascending'
}

function nextRow(key: string, row: number, count: number): number | undefined {
  const moves: ReadonlyMap<string, number> = new Map([
    ['ArrowDown', row + 1],
    ['ArrowUp', row - 1],
    ['PageDown', row + 10],
    ['PageUp', row - 10],
    ['Home', 0],
    ['End', count - 1],
  ])
  const next = moves.get(key)
  return next === undefined || count === 0 ? undefined : Math.max(0, Math.min(count - 1, next))
}
