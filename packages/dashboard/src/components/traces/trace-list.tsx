import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX, KeyboardEvent } from 'react'
import type { RunInfo, TraceInfo } from '@kymo/server/api'
import type { TraceScope } from '../../api/trace-client.ts'
import { grouped } from '../../charts/model/format.ts'
import { navigate } from '../../state/location.ts'
import { toPath } from '../../state/routes.ts'
import type { TraceFilters, TraceOrder } from '../../state/trace-filters.ts'
import type { TracePages } from '../../state/trace-queries.ts'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { Ago } from '../ui/time.tsx'
import { useSize } from '../ui/use-size.ts'
import { OperationIcon } from './operation-icon.tsx'
import { SpanStatusBadge } from './span-status.tsx'
import { stepPath, tracePath } from './trace-address.ts'
import { Cost, Tokens, TraceDuration } from './trace-numbers.tsx'
import type { ChangeTraces } from './traces-panel.tsx'

const ROW_PX = 44
const NARROW_ROW_PX = 64
const NARROW_PX = 760
const HEAD_PX = 30
/** Below this width the input and the output share a column. */
const MEDIUM_PX = 1080
/** Below this one there is room for numbers alone. */
const SMALL_PX = 960
/** The next page is asked for this many rows before its first is seen. */
const LOOK_AHEAD_ROWS = 30

export interface TraceListProps {
  readonly scope: TraceScope
  /** Those that the traces may be of. */
  readonly runs: readonly RunInfo[]
  readonly pages: TracePages
  readonly view: TraceFilters
  readonly change: ChangeTraces
}

/** Traces, newest first or as sorted. Only the rows on the screen are in the page. */
export function TraceList({ scope, runs, pages, view, change }: TraceListProps): JSX.Element {
  const { traces = [], loadMore } = pages
  const scroller = useRef<HTMLDivElement | null>(null)
  const [measure, { width }] = useSize<HTMLDivElement>()
  const [focused, setFocused] = useState(0)
  const isNarrow = width > 0 && width < NARROW_PX
  const rowPx = isNarrow ? NARROW_ROW_PX : ROW_PX
  const virtual = useVirtualizer({
    count: traces.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
    // The head stands above the rows and stays there.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  })
  useEffect(() => virtual.measure(), [virtual, rowPx])
  const items = virtual.getVirtualItems()
  const lastSeen = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (!pages.isWaiting && lastSeen + LOOK_AHEAD_ROWS >= traces.length) loadMore?.()
  })
  const known = useMemo(() => knownRuns(runs), [runs])
  const longestMs = traces.reduce((most, { durationMs }) => Math.max(most, durationMs), 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextRow(event.key, focused, traces.length)
    const trace = traces[focused]
    if (next !== undefined) {
      setFocused(next)
      virtual.scrollToIndex(next)
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus(),
      )
    } else if (
      event.key === 'Enter' &&
      trace !== undefined &&
      event.target instanceof HTMLElement &&
      event.target.dataset['row'] !== undefined
    )
      navigate(tracePath(trace), 'push')
    else return
    event.preventDefault()
  }
  const layout = isNarrow ? 'is-narrow' : width < SMALL_PX ? 'is-small' : width < MEDIUM_PX ? 'is-medium' : ''
  const kind = scope.run === undefined ? 'of-project' : 'of-run'
  return (
    <div
      className={`trace-list ${layout} ${kind} ${pages.isWaiting ? 'is-waiting' : ''}`}
      aria-busy={pages.isWaiting}
      ref={(element) => {
        scroller.current = element
        measure(element)
      }}
    >
      <div
        role="grid"
        tabIndex={-1}
        aria-label="Traces"
        aria-rowcount={pages.total + 1}
        onKeyDown={onKeyDown}
      >
        <HeadRow view={view} change={change} isProject={scope.run === undefined} />
        <div role="rowgroup" className="rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const trace = traces[item.index]
            return trace === undefined ? null : (
              <TraceRow
                key={`${trace.run}/${trace.traceId}`}
                trace={trace}
                run={scope.run === undefined ? known.nameOf(trace.run) : undefined}
                isRunAlive={known.isAlive(trace.run)}
                share={trace.durationMs / longestMs}
                index={item.index}
                isFocusable={item.index === Math.min(focused, traces.length - 1)}
                onFocus={() => setFocused(item.index)}
                style={{ transform: `translateY(${item.start - HEAD_PX}px)`, height: rowPx }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface KnownRuns {
  readonly isAlive: (run: string) => boolean
  readonly nameOf: (run: string) => string
}

/** A run that is not known yet is taken for alive: what it left open may still end. */
function knownRuns(runs: readonly RunInfo[]): KnownRuns {
  const byId = new Map(runs.map((run) => [run.run, run]))
  return {
    isAlive: (id) => (byId.get(id)?.state ?? 'running') === 'running',
    nameOf: (id) => byId.get(id)?.name || id,
  }
}

interface HeadRowProps extends Pick<TraceListProps, 'view' | 'change'> {
  readonly isProject: boolean
}

function HeadRow({ view, change, isProject }: HeadRowProps): JSX.Element {
  const sorted = (order: TraceOrder, label: string): JSX.Element => (
    <SortHead order={order} label={label} view={view} change={change} />
  )
  return (
    <div role="row" aria-rowindex={1} className="trace-row is-head">
      <div role="columnheader" className="trace-name">
        Name
      </div>
      {isProject ? (
        <div role="columnheader" className="trace-run">
          Run
        </div>
      ) : null}
      <div role="columnheader" className="trace-input">
        Input
      </div>
      <div role="columnheader" className="trace-output">
        Output
      </div>
      {sorted('tokens', 'Tokens')}
      {sorted('cost', 'Cost')}
      <div role="columnheader" className="trace-spans is-number">
        Spans
      </div>
      <div role="columnheader" className="trace-step is-number">
        Step
      </div>
      {sorted('duration', 'Latency')}
      {sorted('start', 'Started')}
    </div>
  )
}

function SortHead({
  order,
  label,
  view,
  change,
}: Omit<HeadRowProps, 'isProject'> & { readonly order: TraceOrder; readonly label: string }): JSX.Element {
  const isSorted = view.order === order
  const direction = view.isDescending ? 'descending' : 'ascending'
  return (
    <div role="columnheader" aria-sort={isSorted ? direction : 'none'} className={`trace-${order} is-number`}>
      <button
        type="button"
        className={`sort-button ${isSorted ? 'is-sorted' : ''}`}
        onClick={() => change({ order, isDescending: isSorted ? !view.isDescending : true })}
      >
        <span>{label}</span>
        {isSorted ? <span aria-hidden="true">{view.isDescending ? '↓' : '↑'}</span> : null}
      </button>
    </div>
  )
}

interface TraceRowProps {
  readonly trace: TraceInfo
  /** Name of the run, in a list over several. */
  readonly run: string | undefined
  readonly isRunAlive: boolean
  /** Of the longest trace that is listed. */
  readonly share: number
  readonly index: number
  readonly isFocusable: boolean
  readonly style: CSSProperties
  readonly onFocus: () => void
}

function TraceRow({
  trace,
  run,
  isRunAlive,
  share,
  index,
  isFocusable,
  style,
  onFocus,
}: TraceRowProps): JSX.Element {
  const { name, operation, status, usage, costUsd, spanCount, errorCount, step, startMs, models, thread } =
    trace
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      tabIndex={isFocusable ? 0 : -1}
      className={`trace-row is-${status}`}
      style={style}
      onFocus={onFocus}
    >
      <div role="gridcell" className="trace-name">
        <SpanStatusBadge status={status} isRunAlive={isRunAlive} isCompact />
        <OperationIcon operation={operation} />
        <span className="trace-title">
          <Link href={tracePath(trace)} title={name} tabIndex={-1}>
            {name}
          </Link>
          <small className="soft" title={[...models, thread].filter(Boolean).join(' · ')}>
            {models.length > 0 ? models.join(', ') : (thread ?? '')}
          </small>
        </span>
      </div>
      {run === undefined ? null : (
        <div role="gridcell" className="trace-run">
          <Link href={toPath({ ...trace, page: 'run' })} title={run} tabIndex={-1}>
            {run}
          </Link>
        </div>
      )}
      <Snippet className="trace-input" text={trace.input} />
      <Snippet className="trace-output" text={trace.output} />
      <div role="gridcell" className="trace-tokens is-number">
        <Tokens usage={usage} />
      </div>
      <div role="gridcell" className="trace-cost is-number">
        <Cost costUsd={costUsd} />
      </div>
      <div role="gridcell" className="trace-spans is-number">
        {errorCount > 0 ? (
          <span className="span-errors numeric" title={`${grouped(errorCount)} with an error`}>
            <Icon name="cross" />
            {grouped(errorCount)}
          </span>
        ) : null}
        <span className="numeric">{grouped(spanCount)}</span>
      </div>
      <div role="gridcell" className="trace-step is-number">
        {step === undefined ? (
          <span className="absent">–</span>
        ) : (
          <Link
            href={stepPath(trace, step)}
            className="numeric"
            title={`Charts at step ${grouped(step)}`}
            tabIndex={-1}
          >
            {grouped(step)}
          </Link>
        )}
      </div>
      <div role="gridcell" className="trace-duration is-number">
        <TraceDuration trace={trace} isRunAlive={isRunAlive} />
        <span
          className="share-bar"
          aria-hidden="true"
          style={{ width: `${Math.max(2, Math.min(1, share) * 100)}%` }}
        />
      </div>
      <div role="gridcell" className="trace-start is-number soft">
        <Ago timeMs={startMs} />
      </div>
    </div>
  )
}

function Snippet({
  className,
  text,
}: {
  readonly className: string
  readonly text: string | undefined
}): JSX.Element {
  return (
    <div role="gridcell" className={`trace-snippet ${className}`}>
      {text === undefined ? <span className="absent">–</span> : <span title={text}>{text}</span>}
    </div>
  )
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
