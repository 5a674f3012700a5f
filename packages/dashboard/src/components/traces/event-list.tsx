import type { JSX } from 'react'
import type { SpanDetail, TraceInfo } from '@kymo/server/api'
import { formatMs } from '../../traces/trace-format.ts'
import { Icon } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { EntryList } from './entry-list.tsx'
import { tracePath } from './trace-address.ts'

export interface EventListProps {
  readonly detail: SpanDetail
  readonly trace: TraceInfo
}

/** What happened during a span, and the spans that it is linked to. */
export function EventList({ detail: { events, links, startMs }, trace }: EventListProps): JSX.Element {
  return (
    <>
      {events.length === 0 && links.length === 0 ? (
        <p className="card-empty soft">No events and no links.</p>
      ) : null}
      <ol className="event-list">
        {events.map(({ name, timeMs, attributes }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two events may have the same name and time
          <li key={index} className={name === 'exception' ? 'is-exception' : ''}>
            <header>
              <Icon name={name === 'exception' ? 'cross' : 'clock'} />
              <strong>{name}</strong>
              <span className="soft numeric">+{formatMs(timeMs - startMs)}</span>
            </header>
            {attributes.length === 0 ? null : <EntryList title="Attributes" entries={attributes} />}
          </li>
        ))}
      </ol>
      {links.length === 0 ? null : (
        <section className="content-block" aria-label="Links">
          <header>
            <h3>Links</h3>
          </header>
          <ul className="link-list">
            {links.map(({ traceId, spanId }) => (
              <li key={`${traceId}${spanId}`}>
                <Icon name="link" />
                <Link href={tracePath({ ...trace, traceId }, spanId)}>
                  <code>
                    {traceId === trace.traceId ? 'this trace' : traceId} / {spanId}
                  </code>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
