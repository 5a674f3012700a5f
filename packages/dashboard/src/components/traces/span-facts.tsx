import type { JSX, ReactNode } from 'react'
import type { SpanDetail, TraceInfo } from '@kymo/server/api'
import { formatExact, formatMoment, formatNumber, grouped } from '../../charts/model/format.ts'
import { formatMs, tokensPerSecond } from '../../traces/trace-format.ts'
import { FactList } from '../run/fact-list.tsx'
import type { Fact } from '../run/fact-list.tsx'
import { CopyButton } from '../ui/controls.tsx'
import { Link } from '../ui/link.tsx'
import { EntryList } from './entry-list.tsx'
import { runTracesPath, stepPath, tracePath } from './trace-address.ts'
import { Cost, usageParts } from './trace-numbers.tsx'

export interface SpanFactsProps {
  readonly detail: SpanDetail
  readonly trace: TraceInfo
  readonly offsetMs: number
  readonly isOrphan: boolean
}

/** Times, usage, cost and where a span comes from. */
export function SpanFacts({ detail, trace, offsetMs, isOrphan }: SpanFactsProps): JSX.Element {
  const { usage, costUsd, parameters = [] } = detail
  const rate = tokensPerSecond(detail)
  return (
    <>
      <Block title="Time">
        <FactList
          facts={[
            ['Started', formatMoment(detail.startMs)],
            ['Offset', <Ms key="offset" ms={offsetMs} />],
            ['Latency', detail.durationMs === null ? 'open' : <Ms key="latency" ms={detail.durationMs} />],
            [
              'First token',
              detail.timeToFirstTokenMs === undefined ? undefined : (
                <Ms key="first" ms={detail.timeToFirstTokenMs} />
              ),
            ],
            [
              'Speed',
              rate === undefined ? undefined : `${formatNumber(Number(rate.toPrecision(3)))} tokens/s`,
            ],
          ]}
        />
      </Block>
      {usage === undefined && costUsd === undefined ? null : (
        <Block title="Usage and cost">
          <FactList
            facts={[
              ...(usage === undefined ? [] : usageParts(usage)).map(([name, count]): Fact => [
                name,
                <span key={name} className="numeric">
                  {grouped(count)}
                </span>,
              ]),
              ['Cost', costUsd === undefined ? undefined : <Cost key="cost" costUsd={costUsd} />],
            ]}
          />
        </Block>
      )}
      <Block title="Identity">
        <FactList facts={identity({ detail, trace, isOrphan })} />
      </Block>
      {parameters.length === 0 ? null : <EntryList title="Parameters" entries={parameters} />}
      {detail.dropped === 0 ? null : (
        <p className="card-empty soft">
          {grouped(detail.dropped)} attributes, events or characters were left out by a limit.
        </p>
      )}
    </>
  )
}

function identity({
  detail,
  trace,
  isOrphan,
}: Pick<SpanFactsProps, 'detail' | 'trace' | 'isOrphan'>): readonly Fact[] {
  const { parentId, step, thread } = detail
  return [
    ['Model', detail.model],
    ['Provider', detail.provider],
    ['Kind', detail.kind],
    ['Scope', detail.scope],
    ['Writer', detail.writer],
    [
      'Step',
      step === undefined ? undefined : (
        <Link key="step" href={stepPath(trace, step)} title="Charts of the run at this step">
          {grouped(step)}
        </Link>
      ),
    ],
    [
      'Thread',
      thread === undefined ? undefined : (
        <Link key="thread" href={runTracesPath(trace, { thread })} title="All traces of this conversation">
          {thread}
        </Link>
      ),
    ],
    ['Span', <WithCopy key="span" text={detail.spanId} label="Copy the span id" />],
    [
      'Parent',
      parentId === undefined ? undefined : isOrphan ? (
        <span key="parent">
          <code>{parentId}</code> <span className="soft">is not in this trace</span>
        </span>
      ) : (
        <Link key="parent" href={tracePath(trace, parentId)}>
          <code>{parentId}</code>
        </Link>
      ),
    ],
    ['Trace', <WithCopy key="trace" text={trace.traceId} label="Copy the trace id" />],
  ]
}

function WithCopy({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <span className="with-copy">
      <code title={text}>{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  )
}

function Ms({ ms }: { readonly ms: number }): JSX.Element {
  return (
    <span className="numeric" title={`${formatExact(ms)} ms`}>
      {formatMs(ms)}
    </span>
  )
}

function Block({ title, children }: { readonly title: string; readonly children: ReactNode }): JSX.Element {
  return (
    <section className="content-block" aria-label={title}>
      <header>
        <h3>{title}</h3>
      </header>
      {children}
    </section>
  )
}
