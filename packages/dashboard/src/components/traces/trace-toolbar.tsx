import type { JSX, RefObject } from 'react'
import { parseSearch } from '../../charts/model/search-pattern.ts'
import { grouped } from '../../charts/model/format.ts'
import type { ChangeTraceView, TraceView } from '../../state/trace-view.ts'
import { ALL_OPEN } from '../../state/trace-shape.ts'
import { closeBelowRoots } from '../../traces/folds.ts'
import { spanTimes } from '../../traces/span-tree.ts'
import { isWhole, windowAround, zoomWindow } from '../../traces/time-window.ts'
import { IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import type { TraceModel } from './trace-view.tsx'

export interface TraceToolbarProps {
  readonly model: TraceModel
  readonly view: TraceView
  readonly change: ChangeTraceView
  readonly searchRef: RefObject<HTMLInputElement | null>
  /** To the next match, or the one before. */
  readonly onMatch: (direction: 1 | -1) => void
  /** Back to the tree. */
  readonly onLeave: () => void
}

/** Search in the trace, branches, zoom of the timeline. */
export function TraceToolbar({
  model,
  view,
  change,
  searchRef,
  onMatch,
  onLeave,
}: TraceToolbarProps): JSX.Element {
  const { tree, window, chosen, setWindow } = model
  const zoom = (ratio: number): void =>
    setWindow(zoomWindow(window, tree.lengthMs, { atMs: (window.fromMs + window.toMs) / 2, ratio }))
  return (
    <div className="span-toolbar" role="toolbar" aria-label="Spans">
      <SpanSearch
        model={model}
        view={view}
        change={change}
        searchRef={searchRef}
        onMatch={onMatch}
        onLeave={onLeave}
      />
      <IconButton icon="unfold" label="Open all branches" onClick={() => change({ folds: ALL_OPEN })} />
      <IconButton
        icon="fold"
        label="Close all branches"
        onClick={() => change({ folds: closeBelowRoots(tree) })}
      />
      <span className="toolbar-end">
        <IconButton icon="minus" label="Show more time (−)" onClick={() => zoom(2)} />
        <IconButton icon="plus" label="Zoom in (+)" onClick={() => zoom(0.5)} />
        <IconButton
          icon="expand"
          label="Zoom to the chosen span (Z)"
          onClick={() => setWindow(windowAround(...spanTimes(tree, chosen), tree.lengthMs))}
        />
        <IconButton
          icon="reset"
          label="Show the whole trace (0)"
          disabled={isWhole(window, tree.lengthMs)}
          onClick={() => setWindow(undefined)}
        />
      </span>
    </div>
  )
}

function SpanSearch({ model, view, change, searchRef, onMatch, onLeave }: TraceToolbarProps): JSX.Element {
  const { found, chosen } = model
  const pattern = parseSearch(view.search)
  const count = found?.matches.length ?? 0
  const place = found?.isMatch[chosen] === 1 ? found.matches.indexOf(chosen) + 1 : 0
  return (
    <div className={`search-field ${pattern.kind === 'invalid' ? 'has-problem' : ''}`}>
      <Icon name="search" />
      <input
        ref={searchRef}
        type="search"
        aria-label="Search spans"
        placeholder="Search spans  ( / )"
        value={view.search}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => change({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onMatch(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape' && view.search !== '') change({ search: '' })
          else if (event.key === 'Escape' || event.key === 'ArrowDown') onLeave()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {pattern.kind === 'invalid' ? (
        <p className="search-problem" role="status">
          {pattern.reason}. Nothing is filtered yet.
        </p>
      ) : null}
      {found === undefined ? null : (
        <>
          <span className="match-count numeric" role="status">
            {place > 0 ? `${grouped(place)} of ` : ''}
            {grouped(count)}
          </span>
          <IconButton
            icon="up"
            label="Previous match (Shift+Enter)"
            disabled={count === 0}
            onClick={() => onMatch(-1)}
          />
          <IconButton
            icon="down"
            label="Next match (Enter)"
            disabled={count === 0}
            onClick={() => onMatch(1)}
          />
          <IconButton icon="cross" label="Clear: Search spans" onClick={() => change({ search: '' })} />
        </>
      )}
    </div>
  )
}
