import { memo } from 'react'
import type { JSX } from 'react'
import type { SpanInfo } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { countBelow, spanTimes } from '../../traces/span-tree.ts'
import { barOf } from '../../traces/time-window.ts'
import { formatCount, formatMs } from '../../traces/trace-format.ts'
import { Icon } from '../ui/icons.tsx'
import { OperationIcon } from './operation-icon.tsx'
import { SpanStatusBadge, statusLook } from './span-status.tsx'
import { totalTokens } from './trace-numbers.tsx'
import type { TraceModel } from './trace-view.tsx'

const INDENT_PX = 14
/** Deeper levels are not moved further to the right: their names would have no room. */
const MOST_LEVELS = 16

export interface SpanRowProps {
  readonly model: TraceModel
  readonly place: number
  readonly rowIndex: number
  readonly isChosen: boolean
  readonly topPx: number
}

export function rowId({ spanId }: SpanInfo): string {
  return `span-${spanId}`
}

/** One span: its place in the tree, and when it ran. Drawn again only when something of it changes: a scroll moves many. */
export const SpanRow = memo(function SpanRow({
  model,
  place,
  rowIndex,
  isChosen,
  topPx,
}: SpanRowProps): JSX.Element {
  const { tree, rows, found, isRunAlive } = model
  const span = tree.spans[place]
  const hasChildren = tree.end[place] > place + 1
  const isClosed = hasChildren && rows[rowIndex + 1] !== place + 1
  const isDimmed = found !== undefined && found.isMatch[place] === 0
  const level = Math.min(MOST_LEVELS, tree.depth[place])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree has the focus and its keys
    <div
      id={rowId(span)}
      role="row"
      aria-level={tree.depth[place] + 1}
      aria-expanded={hasChildren ? !isClosed : undefined}
      aria-selected={isChosen}
      aria-rowindex={rowIndex + 1}
      className={`span-row ${isChosen ? 'is-chosen' : ''} ${isDimmed ? 'is-dimmed' : ''}`}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={() => model.choose(place)}
    >
      <div role="gridcell" className="span-cell" style={{ paddingLeft: 6 + level * INDENT_PX }}>
        {Array.from({ length: level }, (_each, guide) => (
          <span
            key={guide}
            className="span-guide"
            style={{ left: 14 + guide * INDENT_PX }}
            aria-hidden="true"
          />
        ))}
        {hasChildren ? (
          <button
            type="button"
            className="span-fold"
            tabIndex={-1}
            aria-label={isClosed ? `Open ${span.name}` : `Close ${span.name}`}
            onClick={(event) => {
              event.stopPropagation()
              model.fold(place, !isClosed)
            }}
          >
            <Icon name="chevron" className={`icon ${isClosed ? '' : 'is-open'}`} />
          </button>
        ) : (
          <span className="span-fold" />
        )}
        <OperationIcon operation={span.operation} />
        <span className="span-name" title={span.name}>
          {span.name}
        </span>
        {isClosed ? <Hidden model={model} place={place} /> : null}
        <SpanNumbers span={span} />
        {span.status === 'ok' || span.status === 'unset' ? null : (
          <SpanStatusBadge status={span.status} isRunAlive={isRunAlive} isCompact />
        )}
      </div>
      <div role="gridcell" className="span-time">
        <SpanBar model={model} place={place} />
      </div>
    </div>
  )
})

/** What a closed branch hides, and whether something went wrong in it. */
function Hidden({ model, place }: Pick<SpanRowProps, 'model' | 'place'>): JSX.Element {
  const { count, errorCount } = countBelow(model.tree, place)
  return (
    <small
      className="span-hidden numeric"
      title={`${grouped(count)} spans below, ${grouped(errorCount)} with an error`}
    >
      +{formatCount(count)}
      {errorCount === 0 ? null : <Icon name="cross" />}
    </small>
  )
}

function SpanNumbers({ span: { model, usage } }: { readonly span: SpanInfo }): JSX.Element | null {
  const tokens = usage === undefined ? undefined : totalTokens(usage)
  if (tokens === undefined && model === undefined) return null
  return (
    <small className="span-numbers">
      {model === undefined ? null : <span title={model}>{model}</span>}
      {tokens === undefined ? null : (
        <span className="numeric" title={`${grouped(tokens)} tokens`}>
          {formatCount(tokens)}
        </span>
      )}
    </small>
  )
}

function SpanBar({ model, place }: Pick<SpanRowProps, 'model' | 'place'>): JSX.Element {
  const { tree, window, isRunAlive } = model
  const { operation, status, durationMs, timeToFirstTokenMs } = tree.spans[place]
  const [fromMs, toMs] = spanTimes(tree, place)
  const bar = barOf(fromMs, toMs, window)
  const label =
    durationMs === null ? statusLook('open', isRunAlive).label.toLowerCase() : formatMs(durationMs)
  if (typeof bar === 'string') {
    return (
      <span className={`span-away is-${bar}`} title={`${label}, ${bar} what is shown`}>
        {bar === 'before' ? '‹' : '›'}
      </span>
    )
  }
  const { left, width, isCutLeft, isCutRight } = bar
  const side = left + width <= 0.82 ? 'is-right' : left >= 0.18 ? 'is-left' : 'is-inside'
  const firstToken =
    timeToFirstTokenMs === undefined
      ? undefined
      : barOf(fromMs + timeToFirstTokenMs, fromMs + timeToFirstTokenMs, window)
  return (
    <>
      <span
        className={`span-bar is-${operation} has-${status} ${isCutLeft ? 'is-cut-left' : ''} ${isCutRight ? 'is-cut-right' : ''}`}
        style={{ left: `${left * 100}%`, width: `max(2px, ${width * 100}%)` }}
      />
      {firstToken === undefined || typeof firstToken === 'string' ? null : (
        <span
          className="first-token"
          style={{ left: `${firstToken.left * 100}%` }}
          title={`First token after ${formatMs(timeToFirstTokenMs ?? 0)}`}
        />
      )}
      <span
        className={`span-duration numeric ${side}`}
        style={
          side === 'is-right'
            ? { left: `${(left + width) * 100}%` }
            : { right: `${(1 - (side === 'is-left' ? left : left + width)) * 100}%` }
        }
      >
        {label}
      </span>
    </>
  )
}
