import type { JSX, ReactNode } from 'react'
import type { TraceDetail } from '@kymo/server/api'
import { traceUrl } from '../../api/trace-client.ts'
import { formatMoment, grouped } from '../../charts/model/format.ts'
import { CopyButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { OperationIcon } from './operation-icon.tsx'
import { SpanStatusBadge } from './span-status.tsx'
import { runTracesPath, stepPath } from './trace-address.ts'
import { Cost, Tokens, TraceDuration, totalTokens } from './trace-numbers.tsx'

export interface TraceHeadProps {
  readonly detail: TraceDetail
  readonly isRunAlive: boolean
}

/** What a trace was, in one line. */
export function TraceHead({ detail: { trace, omitted }, isRunAlive }: TraceHeadProps): JSX.Element {
  const { name, status, operation, startMs, spanCount, errorCount, usage, costUsd, models, step, thread } =
    trace
  return (
    <header className="trace-head">
      <h1 title={name}>
        <OperationIcon operation={operation} />
        <span>{name}</span>
      </h1>
      <SpanStatusBadge status={status} isRunAlive={isRunAlive} />
      <dl className="trace-facts">
        <Fact name="Latency">
          <TraceDuration trace={trace} isRunAlive={isRunAlive} />
        </Fact>
        <Fact name="Started">{formatMoment(startMs)}</Fact>
        <Fact name="Spans">
          <span className="numeric">{grouped(spanCount)}</span>
          {errorCount === 0 ? null : (
            <span className="span-errors numeric">
              <Icon name="cross" />
              {grouped(errorCount)} failed
            </span>
          )}
        </Fact>
        {totalTokens(usage) === undefined ? null : (
          <Fact name="Tokens">
            <Tokens usage={usage} />
          </Fact>
        )}
        {costUsd === undefined ? null : (
          <Fact name="Cost">
            <Cost costUsd={costUsd} />
          </Fact>
        )}
        {models.length === 0 ? null : (
          <Fact name={models.length === 1 ? 'Model' : 'Models'}>
            <span className="fact-text" title={models.join(', ')}>
              {models.join(', ')}
            </span>
          </Fact>
        )}
        {step === undefined ? null : (
          <Fact name="Step">
            <Link href={stepPath(trace, step)} className="numeric" title="Charts of the run at this step">
              {grouped(step)}
            </Link>
          </Fact>
        )}
        {thread === undefined ? null : (
          <Fact name="Thread">
            <Link
              href={runTracesPath(trace, { thread })}
              className="fact-text"
              title="All traces of this conversation"
            >
              {thread}
            </Link>
          </Fact>
        )}
        <Fact name="Trace">
          <code title={trace.traceId}>{trace.traceId.slice(0, 8)}</code>
          <CopyButton text={trace.traceId} label="Copy the trace id" />
          <a
            className="icon-button"
            href={traceUrl(trace)}
            download={`trace-${trace.traceId.slice(0, 8)}.json`}
            aria-label="Download the trace as JSON"
            title="Download the trace as JSON"
          >
            <Icon name="download" />
          </a>
        </Fact>
      </dl>
      {omitted === undefined ? null : (
        <p className="notice">{grouped(omitted)} more spans are not shown: a page holds 50,000.</p>
      )}
    </header>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
