import type { JSX } from 'react'
import type { SpanDetail, Value } from '@kymo/server/api'
import { Icon } from '../ui/icons.tsx'
import { ChatView } from './chat-view.tsx'
import { ValueBlock } from './value-block.tsx'

/** What went in and what came out: messages where there are some, otherwise the values. */
export function SpanContent({
  detail,
  isRunAlive,
}: {
  readonly detail: SpanDetail
  readonly isRunAlive: boolean
}): JSX.Element {
  const { inputMessages = [], outputMessages = [], input, output, status, toolDefinitions = [] } = detail
  const isEmpty =
    inputMessages.length + outputMessages.length === 0 && input === undefined && output === undefined
  return (
    <>
      <Failure detail={detail} />
      {inputMessages.length > 0 ? <ChatView title="Input" messages={inputMessages} /> : null}
      {input === undefined ? null : <ValueBlock title="Input" value={input} />}
      {outputMessages.length > 0 ? <ChatView title="Output" messages={outputMessages} /> : null}
      {output === undefined ? null : <ValueBlock title="Output" value={output} />}
      {toolDefinitions.length === 0 ? null : <Tools tools={toolDefinitions} />}
      {isEmpty && !(status === 'error' && hasReason(detail)) ? (
        <p className="card-empty soft">
          {status === 'open' && isRunAlive
            ? 'Nothing was recorded yet.'
            : 'No content was recorded. Programs choose whether inputs and outputs are kept.'}
        </p>
      ) : null}
    </>
  )
}

/** Why a span failed: its message, and what was thrown. */
function Failure({ detail }: { readonly detail: SpanDetail }): JSX.Element | null {
  const { status, statusMessage } = detail
  const thrown = exceptionOf(detail)
  const isBad = status === 'error' || thrown !== undefined
  if (!isBad && statusMessage === undefined) return null
  const title = thrown?.type ?? statusMessage
  if (title === undefined && thrown === undefined) return null
  return (
    <section className={`span-failure ${isBad ? '' : 'is-note'}`} aria-label={isBad ? 'Error' : 'Message'}>
      <Icon name={isBad ? 'cross' : 'pause'} />
      <div>
        <strong>{thrown?.type ?? (isBad ? 'Error' : 'Message')}</strong>
        {[...new Set([statusMessage, thrown?.message])].map((text) =>
          text === undefined || text === '' ? null : <p key={text}>{text}</p>,
        )}
        {thrown?.stack === undefined ? null : (
          <details>
            <summary>Stack</summary>
            <pre>{thrown.stack}</pre>
          </details>
        )}
      </div>
    </section>
  )
}

interface Exception {
  readonly type: string | undefined
  readonly message: string | undefined
  readonly stack: string | undefined
}

/** The last exception that was recorded, in the names of OpenTelemetry. */
function exceptionOf({ events }: SpanDetail): Exception | undefined {
  const event = events.findLast(({ name }) => name === 'exception')
  if (event === undefined) return undefined
  const text = (key: string): string | undefined => {
    const value = event.attributes.find(([name]) => name === key)?.[1]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return {
    type: text('exception.type'),
    message: text('exception.message'),
    stack: text('exception.stacktrace'),
  }
}

function hasReason(detail: SpanDetail): boolean {
  return detail.statusMessage !== undefined || exceptionOf(detail) !== undefined
}

function Tools({ tools }: { readonly tools: readonly Value[] }): JSX.Element {
  return (
    <details className="content-block">
      <summary>
        Tools that were offered <small className="soft numeric">{tools.length}</small>
      </summary>
      {tools.map((tool, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- definitions have no name that is theirs alone
        <ValueBlock key={index} title={toolName(tool) ?? `Tool ${index + 1}`} value={tool} isClosed />
      ))}
    </details>
  )
}

function toolName(tool: Value): string | undefined {
  if (typeof tool !== 'object' || tool === null) return undefined
  const { name, function: inner } = tool as { name?: Value; function?: Value }
  if (typeof name === 'string') return name
  return inner === undefined ? undefined : toolName(inner)
}
