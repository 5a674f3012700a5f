import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX, ReactNode } from 'react'
import type { TableFilter, TablePage, TableRequest } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { tablePageQuery } from '../../state/media-queries.ts'
import { Problem, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import { MEDIA_ROW_PX, TEXT_ROW_PX, TableCell, hasMediaColumn } from './table-cell.tsx'
import '../../styles/table.css'
import { RowDetail } from './row-detail.tsx'
import { TableHead } from './table-head.tsx'
import { TableToolbar } from './table-toolbar.tsx'
import { useColumns } from './use-columns.ts'

/** Rows of one request. */
const PAGE_ROWS = 200

export interface DataTableProps {
  readonly source: TableRequest['source']
  readonly name: string
  /** Stands first in the toolbar. */
  readonly start?: ReactNode
}

export interface TableQuery {
  readonly sort: NonNullable<TableRequest['sort']> | undefined
  readonly filters: readonly TableFilter[]
  readonly search: string
}

/**
 * A logged table. The server sorts, filters and searches, and sends the rows that are looked at, so that a table of
 * hundreds of thousands of rows opens as fast as one of ten.
 */
export function DataTable({ source, name, start }: DataTableProps): JSX.Element {
  const [query, setQuery] = useState<TableQuery>({ sort: undefined, filters: [], search: '' })
  const search = useDeferredValue(query.search)
  const request = useMemo(
    () => ({
      source,
      ...(query.sort === undefined ? {} : { sort: query.sort }),
      ...(query.filters.length === 0 ? {} : { filters: query.filters }),
      ...(search === '' ? {} : { search }),
    }),
    [source, query.sort, query.filters, search],
  )
  const [detailIndex, setDetailIndex] = useState<number>()
  const [measure, size, scroller] = useSize<HTMLDivElement>()
  const [known, setKnown] = useState<TablePage>()
  const rowHeight = known !== undefined && hasMediaColumn(known) ? MEDIA_ROW_PX : TEXT_ROW_PX
  const virtual = useVirtualizer({
    count: known?.matchCount ?? 0,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const pages = useTablePages(request, { first, last })
  useEffect(() => {
    if (pages.newest !== undefined) setKnown(pages.newest)
  }, [pages.newest])
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) scroller?.scrollTo({ top: 0 })
    isFirst.current = false
  }, [query, scroller])
  const columns = useColumns(known?.columns ?? [], size.width)
  if (known === undefined) {
    return pages.error === null ? <Skeleton rows={8} /> : <Problem error={pages.error} what="the table" />
  }
  const rowAt = (index: number): TablePage['rows'][number] | undefined => pages.rowAt(index)
  return (
    <div className="data-table" aria-busy={pages.isFetching}>
      <TableToolbar
        name={name}
        page={known}
        query={query}
        request={request}
        columns={columns}
        start={start}
        onQuery={setQuery}
      />
      <div
        className="data-rows"
        ref={measure}
        role="grid"
        aria-label={name}
        aria-rowcount={known.matchCount + 1}
        aria-colcount={columns.shown.length}
        style={{ '--row-height': `${rowHeight}px` } as CSSProperties}
      >
        <TableHead columns={columns} query={query} onQuery={setQuery} />
        <div style={{ height: virtual.getTotalSize(), width: columns.totalWidth, position: 'relative' }}>
          {items.map((item) => (
            <Row
              key={item.key}
              row={rowAt(item.index)}
              index={item.index}
              start={item.start}
              page={known}
              columns={columns}
              onOpen={setDetailIndex}
            />
          ))}
        </div>
      </div>
      {pages.error === null ? null : <p className="notice">{pages.error.message}</p>}
      {detailIndex === undefined ? null : (
        <RowDetail
          page={known}
          row={rowAt(detailIndex)}
          index={detailIndex}
          onIndex={(index) => {
            setDetailIndex(Math.max(0, Math.min(known.matchCount - 1, index)))
            virtual.scrollToIndex(index)
          }}
          onClose={() => setDetailIndex(undefined)}
        />
      )}
    </div>
  )
}

interface RowProps {
  readonly row: TablePage['rows'][number] | undefined
  readonly index: number
  readonly start: number
  readonly page: TablePage
  readonly columns: ReturnType<typeof useColumns>
  readonly onOpen: (index: number) => void
}

function Row({ row, index, start, page, columns, onOpen }: RowProps): JSX.Element {
  return (
    <div
      className="data-row"
      role="row"
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${start}px)`, width: columns.totalWidth }}
    >
      <button
        type="button"
        className="row-number numeric"
        role="rowheader"
        title="Show the whole row"
        onClick={() => onOpen(index)}
      >
        {row === undefined ? '' : grouped(row.number)}
      </button>
      {columns.shown.map((column) => (
        <div key={column.index} className="data-cell" role="gridcell" style={{ width: column.width }}>
          {row === undefined ? (
            <span className="cell-waiting" />
          ) : (
            <TableCell value={row.cells[column.index] ?? null} fileBase={page.fileBase} />
          )}
        </div>
      ))}
    </div>
  )
}

interface TablePages {
  readonly rowAt: (index: number) => TablePage['rows'][number] | undefined
  readonly newest: TablePage | undefined
  readonly error: Error | null
  readonly isFetching: boolean
}

/** The pages that hold the rows in view. Others stay in the cache for a minute. */
function useTablePages(
  request: Omit<TableRequest, 'offset' | 'limit'>,
  { first, last }: { readonly first: number; readonly last: number },
): TablePages {
  const client = useQueryClient()
  const [from, to] = [Math.floor(first / PAGE_ROWS), Math.floor(last / PAGE_ROWS)]
  const pageQuery = (page: number): ReturnType<typeof tablePageQuery> =>
    tablePageQuery({ ...request, offset: page * PAGE_ROWS, limit: PAGE_ROWS })
  const numbers = Array.from({ length: to - from + 1 }, (_each, index) => from + index)
  const results = useQueries({ queries: numbers.map(pageQuery) })
  const newest = results.find(({ data }) => data !== undefined)?.data
  useEffect(() => {
    // The page ahead, so that a steady scroll does not meet empty rows.
    if (newest !== undefined && (to + 1) * PAGE_ROWS < newest.matchCount) {
      void client.prefetchQuery(pageQuery(to + 1))
    }
  })
  return {
    rowAt: (index) =>
      results[Math.floor(index / PAGE_ROWS) - from]?.data?.rows[index % PAGE_ROWS] ??
      client.getQueryData<TablePage>(pageQuery(Math.floor(index / PAGE_ROWS)).queryKey)?.rows[
        index % PAGE_ROWS
      ],
    newest,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    isFetching: results.some(({ isFetching }) => isFetching),
  }
}
