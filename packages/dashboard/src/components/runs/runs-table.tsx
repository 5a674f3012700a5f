import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
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
const NAME_WIDTH_PX = 180
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['state', 104],
  ['started', 92],
  ['duration', 84],
])
const VALUE_WIDTH_PX = 108
const LEAST_WIDTH_PX = 56
const MOST_WIDTH_PX = 640

export interface RunsTableProps {
  /** In the order to show. */
  readonly runs: readonly RunInfo[]
  readonly columns: readonly string[]
  readonly sort: SortOrder
  readonly selected: ReadonlySet<string>
  readonly colours: ReadonlyMap<string, number>
  readonly onSort: (sort: SortOrder) => void
  readonly onToggle: (ids: readonly string[], isShown: boolean) => void
}

/** The runs of a project. Only the rows on the screen are in the page, so thousands of runs cost nothing. */
export function RunsTable(props: RunsTableProps): JSX.Element {
  const { runs, columns, selected } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(0)
  const widths = useColumnWidths()
  const virtual = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN_ROWS,
  })
  const width = columns.reduce((sum, column) => sum + widths.of(column), NAME_WIDTH_PX)
  const onKeyDown = (event: KeyboardEvent): void => {
    const run = runs[focused]
    const next = nextRow(event.key, focused, runs.length)
    if (next !== undefined) {
      setFocused(next)
      virtual.scrollToIndex(next)
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
      )
    } else if (
      event.key === ' ' &&
      run !== undefined &&
      event.target === event.currentTarget.querySelector(`[data-row="${focused}"]`)
    ) {
      props.onToggle([run.run], !selected.has(run.run))
    } else if (
      event.key === 'Enter' &&
      run !== undefined &&
      (event.target as HTMLElement).dataset['row'] !== undefined
    ) {
      navigate(toPath({ page: 'run', ...run }), 'push')
    } else return
    event.preventDefault()
  }
  return (
    <div className="runs-table" ref={scroller}>
      <div
        role="grid"
        tabIndex={-1}
        aria-label="Runs"
        aria-rowcount={runs.length + 1}
        style={{ minWidth: width }}
        onKeyDown={onKeyDown}
      >
        <HeaderRow {...props} widths={widths} />
        <div role="rowgroup" className="rows" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const run = runs[item.index]
            return run === undefined ? null : (
              <RunRow
                key={run.run}
                run={run}
                columns={columns}
                widths={widths}
                index={item.index}
                isFocusable={item.index === Math.min(focused, runs.length - 1)}
                onFocus={() => setFocused(item.index)}
                isSelected={selected.has(run.run)}
                colour={props.colours.get(run.run) ?? 0}
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

function HeaderRow(props: RunsTableProps & { readonly widths: ColumnWidths }): JSX.Element {
  const { widths, runs, columns, selected, sort, onSort, onToggle } = props
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
      {columns.map((column) => (
        <div
          key={column}
          role="columnheader"
          aria-sort={ariaSort(sort, column)}
          className={`cell is-${columnKind(column)}`}
          style={{ width: widths.of(column) }}
        >
          <SortButton column={column} sort={sort} onSort={onSort} />
          <ResizeHandle width={widths.of(column)} onResize={(width) => widths.set(column, width)} />
        </div>
      ))}
    </div>
  )
}

function SortButton({
  column,
  sort,
  onSort,
}: { readonly column: string } & Pick<RunsTableProps, 'sort' | 'onSort'>): JSX.Element {
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

interface ResizeHandleProps {
  readonly width: number
  /** Undefined goes back to the first width. */
  readonly onResize: (width: number | undefined) => void
}

function ResizeHandle({ width, onResize }: ResizeHandleProps): JSX.Element {
  const start = useRef<{ readonly x: number; readonly width: number }>(undefined)
  return (
    <span
      className="resize-handle"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) onResize(start.current.width + event.clientX - start.current.x)
      }}
      onPointerUp={() => {
        start.current = undefined
      }}
      onDoubleClick={() => onResize(undefined)}
    />
  )
}

interface ColumnWidths {
  readonly of: (column: string) => number
  readonly set: (column: string, widthPx: number | undefined) => void
}

function useColumnWidths(): ColumnWidths {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  return {
    of: (column) => chosen.get(column) ?? WIDTHS.get(column) ?? VALUE_WIDTH_PX,
    set: (column, widthPx) => {
      const next = new Map(chosen)
      if (widthPx === undefined) next.delete(column)
      else next.set(column, Math.max(LEAST_WIDTH_PX, Math.min(MOST_WIDTH_PX, Math.round(widthPx))))
      setChosen(next)
    },
  }
}

interface RunRowProps {
  readonly run: RunInfo
  readonly columns: readonly string[]
  readonly widths: ColumnWidths
  readonly index: number
  readonly isFocusable: boolean
  readonly isSelected: boolean
  readonly colour: number
  readonly style: CSSProperties
  readonly onFocus: () => void
  readonly onToggle: (ids: readonly string[], isShown: boolean) => void
}

function RunRow(props: RunRowProps): JSX.Element {
  const { run, columns, widths, index, isFocusable, isSelected, colour, style, onFocus, onToggle } = props
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
      {columns.map((column) => (
        <div
          key={column}
          role="gridcell"
          className={`cell is-${columnKind(column)}`}
          style={{ width: widths.of(column) }}
        >
          <Cell run={run} column={column} />
        </div>
      ))}
    </div>
  )
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
