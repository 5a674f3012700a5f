import type { JSX, KeyboardEvent, Ref } from 'react'
import type { SpanDetail, SpanInfo, TraceInfo } from '@kymo/server/api'
import { isApiError } from '../../api/api-error.ts'
import type { SpanPart } from '../../state/trace-view.ts'
import { useSpan } from '../../state/trace-queries.ts'
import { formatMs, tokensPerSecond } from '../../traces/trace-format.ts'
import { formatNumber } from '../../charts/model/format.ts'
import { CopyButton, IconButton } from '../ui/controls.tsx'
import { Problem, Skeleton } from '../ui/states.tsx'
import { EntryList } from './entry-list.tsx'
import { EventList } from './event-list.tsx'
import { OperationIcon, operationLabel } from './operation-icon.tsx'
import { SpanContent } from './span-content.tsx'
import { SpanFacts } from './span-facts.tsx'
import { SpanStatusBadge } from './span-status.tsx'
import { Cost, Tokens } from './trace-numbers.tsx'

export interface SpanPaneProps {
  readonly trace: TraceInfo
  /** What the tree knows; the rest is on its way. */
  readonly info: SpanInfo
  /** Start, in ms since the start of the trace. */
  readonly offsetMs: number
  readonly isRunAlive: boolean
  /** Its parent is not in the trace. */
  readonly isOrphan: boolean
  readonly part: SpanPart
  readonly onPart: (part: SpanPart) => void
  /** Shows the span over the whole timeline. */
  readonly onZoom: () => void
  /** Where the pane lies over the tree. */
  readonly onClose: (() => void) | undefined
  /** Back to the tree. */
  readonly onLeave: () => void
  readonly ref: Ref<HTMLElement>
}

/** Everything about one span. */
export function SpanPane(props: SpanPaneProps): JSX.Element {
  const { trace, info, part, onClose, onLeave, ref } = props
  const { data, error, refetch } = useSpan(trace, info.spanId)
  const isMissing = isApiError(error, 'not-found')
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    if (onClose === undefined) onLeave()
    else onClose()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape goes back to the tree from anywhere in here
    <aside className="span-pane" aria-label="Span" tabIndex={-1} ref={ref} onKeyDown={onKeyDown}>
      <PaneHead {...props} detail={data} />
      <div className="span-part" key={`${info.spanId} ${part}`}>
        {data !== undefined ? (
          <Part {...props} detail={data} />
        ) : error === null ? (
          <Skeleton rows={6} height={32} />
        ) : (
          <Problem
            error={error}
            what={isMissing ? 'this span: it may be newer than the page' : 'this span'}
            onRetry={() => void refetch()}
          />
        )}
      </div>
    </aside>
  )
}

function PaneHead(props: SpanPaneProps & { readonly detail: SpanDetail | undefined }): JSX.Element {
  const { info, isRunAlive, part, onPart, onZoom, onClose, detail } = props
  const rate = tokensPerSecond(info)
  return (
    <header className="pane-head">
      <div className="pane-title">
        <OperationIcon operation={info.operation} />
        <h2 title={info.name}>{info.name}</h2>
        <CopyButton text={info.spanId} label="Copy the span id" />
        <IconButton
          icon="expand"
          label="Zoom the timeline to this span"
          onClick={onZoom}
          className="only-wide"
        />
        {onClose === undefined ? null : (
          <IconButton icon="cross" label="Close the details" onClick={onClose} />
        )}
      </div>
      <p className="pane-line">
        <SpanStatusBadge status={info.status} isRunAlive={isRunAlive} />
        <span>{operationLabel(info.operation)}</span>
        {info.durationMs === null ? null : <span className="numeric">{formatMs(info.durationMs)}</span>}
        {info.model === undefined ? null : <span className="fact-text">{info.model}</span>}
        {info.usage === undefined ? null : (
          <span>
            <Tokens usage={info.usage} /> tokens
          </span>
        )}
        {info.costUsd === undefined ? null : <Cost costUsd={info.costUsd} />}
        {info.timeToFirstTokenMs === undefined ? null : (
          <span className="numeric" title="Time to the first token">
            first token {formatMs(info.timeToFirstTokenMs)}
          </span>
        )}
        {rate === undefined ? null : (
          <span className="numeric">{formatNumber(Number(rate.toPrecision(3)))} tok/s</span>
        )}
      </p>
      <PartTabs part={part} onPart={onPart} detail={detail} />
    </header>
  )
}

const PARTS: readonly SpanPart[] = ['content', 'details', 'attributes', 'events']

function PartTabs({
  part,
  onPart,
  detail,
}: {
  readonly part: SpanPart
  readonly onPart: (part: SpanPart) => void
  readonly detail: SpanDetail | undefined
}): JSX.Element {
  const labels: Readonly<Record<SpanPart, readonly [label: string, count?: number]>> = {
    content: ['Content'],
    details: ['Details'],
    attributes: ['Attributes', detail?.attributes.length],
    events: ['Events', detail === undefined ? undefined : detail.events.length + detail.links.length],
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (move === 0) return
    event.preventDefault()
    const next = PARTS[(PARTS.indexOf(part) + move + PARTS.length) % PARTS.length] ?? part
    onPart(next)
    document.querySelector<HTMLElement>(`#span-tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" tabIndex={-1} aria-label="Parts of the span" className="tabs" onKeyDown={onKeyDown}>
      {PARTS.map((id) => (
        <button
          key={id}
          id={`span-tab-${id}`}
          type="button"
          role="tab"
          aria-selected={part === id}
          tabIndex={part === id ? 0 : -1}
          onClick={() => onPart(id)}
        >
          {labels[id][0]}
          {labels[id][1] === undefined ? null : <small className="numeric soft"> {labels[id][1]}</small>}
        </button>
      ))}
    </div>
  )
}

function Part(props: SpanPaneProps & { readonly detail: SpanDetail }): JSX.Element {
  const { part, detail, trace, offsetMs, isRunAlive, isOrphan } = props
  switch (part) {
    case 'content':
      return <SpanContent detail={detail} isRunAlive={isRunAlive} />
    case 'details':
      return <SpanFacts detail={detail} trace={trace} offsetMs={offsetMs} isOrphan={isOrphan} />
    case 'attributes':
      return (
        <>
          <EntryList title="Attributes" entries={detail.attributes} />
          <EntryList title="Resource" entries={detail.resource} />
        </>
      )
    case 'events':
      return <EventList detail={detail} trace={trace} />
  }
}
