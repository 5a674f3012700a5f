import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX } from 'react'
import type { TraceDetail } from '@kymo/server/api'
import type { ChangeTraceView, TraceView as View } from '../../state/trace-view.ts'
import { parseSearch } from '../../charts/model/search-pattern.ts'
import { findSpans, nextMatch, reveal, setFolded, visibleRows } from '../../traces/folds.ts'
import type { FoundSpans } from '../../traces/folds.ts'
import { layOutFlame } from '../../traces/flame-layout.ts'
import { buildSpanTree, spanTimes } from '../../traces/span-tree.ts'
import type { SpanTree } from '../../traces/span-tree.ts'
import { clampWindow, windowAround } from '../../traces/time-window.ts'
import type { TimeWindow } from '../../state/trace-shape.ts'
import { useSize } from '../ui/use-size.ts'
import { FlameOverview } from './flame-overview.tsx'
import { SpanPane } from './span-pane.tsx'
import { SpanRows } from './span-rows.tsx'
import { TraceToolbar } from './trace-toolbar.tsx'
import { PaneSplitter, usePaneWidth } from './pane-splitter.tsx'

export interface TraceViewProps {
  readonly detail: TraceDetail
  readonly isRunAlive: boolean
  readonly view: View
  readonly change: ChangeTraceView
}

/** Below this width of the page the details lie over the tree. */
const SHEET_PX = 800

/** What the parts of a trace's page work with. */
export interface TraceModel {
  readonly tree: SpanTree
  readonly rows: readonly number[]
  readonly found: FoundSpans | undefined
  /** Place of the chosen span. */
  readonly chosen: number
  readonly window: TimeWindow
  readonly isRunAlive: boolean
  readonly choose: (place: number) => void
  readonly fold: (place: number, isFolded: boolean) => void
  /** Undefined for all of the trace. */
  readonly setWindow: (window: TimeWindow | undefined) => void
}

/** Tree and timeline at the left, the chosen span at the right. */
export function TraceView({ detail, isRunAlive, view, change }: TraceViewProps): JSX.Element {
  const [measure, { width }] = useSize<HTMLDivElement>()
  const [paneWidth, setPaneWidth] = usePaneWidth()
  const isSheet = width > 0 && width < SHEET_PX
  const model = useTraceModel({ detail, isRunAlive, view, change }, isSheet)
  const { tree, chosen } = model
  const rowsElement = useRef<HTMLDivElement>(null)
  const pane = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)
  useSlashKey(search)
  const focusRows = (): void => rowsElement.current?.focus()
  const goToMatch = (direction: 1 | -1): void => {
    const next = model.found === undefined ? undefined : nextMatch(model.found, chosen, direction)
    if (next !== undefined) model.choose(next)
  }
  const layout = useMemo(() => layOutFlame(tree), [tree])
  const openDetails = (): void => {
    if (isSheet) change({ span: tree.spans[chosen]?.spanId }, 'push')
    // The pane of a sheet is there after the next frame.
    requestAnimationFrame(() => pane.current?.focus())
  }
  const isPaneShown = !isSheet || view.span !== undefined
  return (
    <div
      className={`trace-body ${isSheet ? 'has-sheet' : ''}`}
      ref={measure}
      style={{ '--pane-width': `${paneWidth}px` } as CSSProperties}
    >
      <section className="trace-main" aria-label="Spans">
        <TraceToolbar
          model={model}
          view={view}
          change={change}
          searchRef={search}
          onMatch={goToMatch}
          onLeave={focusRows}
        />
        <FlameOverview model={model} layout={layout} />
        <SpanRows ref={rowsElement} model={model} onEnter={openDetails} />
      </section>
      <PaneSplitter width={paneWidth} onChange={setPaneWidth} />
      {isPaneShown && tree.spans[chosen] !== undefined ? (
        <SpanPane
          ref={pane}
          trace={detail.trace}
          info={tree.spans[chosen]}
          offsetMs={spanTimes(tree, chosen)[0]}
          isRunAlive={isRunAlive}
          isOrphan={tree.orphans.has(chosen)}
          part={view.part}
          onPart={(part) => change({ part }, 'push')}
          onZoom={() => model.setWindow(windowAround(...spanTimes(tree, chosen), tree.lengthMs))}
          onClose={
            isSheet
              ? () => {
                  change({ span: undefined }, 'replace')
                  focusRows()
                }
              : undefined
          }
          onLeave={focusRows}
        />
      ) : null}
    </div>
  )
}

function useTraceModel({ detail, isRunAlive, view, change }: TraceViewProps, isSheet: boolean): TraceModel {
  const { spans, trace } = detail
  const openEndMs = trace.startMs + trace.durationMs
  const tree = useMemo(() => buildSpanTree(spans, openEndMs), [spans, openEndMs])
  const pattern = useMemo(() => parseSearch(view.search), [view.search])
  const found = useMemo(
    () =>
      pattern.kind === 'text' || pattern.kind === 'regex' ? findSpans(tree, pattern.matches) : undefined,
    [tree, pattern],
  )
  const rows = useMemo(() => visibleRows(tree, view.folds, found), [tree, view.folds, found])
  const [lastChosen, setLastChosen] = useState<string>()
  const place = tree.placeOf.get(view.span ?? lastChosen ?? '') ?? tree.placeOf.get(trace.rootSpanId) ?? 0
  const window = useMemo(
    () => clampWindow(view.window ?? { fromMs: 0, toMs: tree.lengthMs }, tree.lengthMs),
    [view.window, tree.lengthMs],
  )
  const { folds } = view
  const choose = useCallback(
    (next: number) => {
      const { spanId } = tree.spans[next]
      setLastChosen(spanId)
      // On a small screen the details hide the tree: there, going back means going back to the tree.
      change({ span: spanId, folds: reveal(folds, tree, next) }, isSheet ? 'push' : 'replace')
    },
    [tree, folds, change, isSheet],
  )
  const fold = useCallback(
    (at: number, isFolded: boolean) => change({ folds: setFolded(folds, tree.spans[at].spanId, isFolded) }),
    [tree, folds, change],
  )
  const setWindow = useCallback((next: TimeWindow | undefined) => change({ window: next }), [change])
  return { tree, rows, found, chosen: place, window, isRunAlive, choose, fold, setWindow }
}

/** `/` goes to the search from anywhere but a field. */
function useSlashKey(search: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      search.current?.focus()
      search.current?.select()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [search])
}
