import { useState } from 'react'
import type { JSX } from 'react'
import type { ChatMessage, ChatPart } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { describeMedia, imageSource } from '../../traces/message-media.ts'
import { readValue, toPlainText } from '../../traces/plain-value.ts'
import { CopyButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import type { IconName } from '../ui/icons.tsx'
import { LongText } from './long-text.tsx'
import { ValueBody } from './value-block.tsx'

const ROLES: Readonly<Record<ChatMessage['role'], { readonly label: string; readonly icon: IconName }>> = {
  system: { label: 'System', icon: 'settings' },
  user: { label: 'User', icon: 'person' },
  assistant: { label: 'Assistant', icon: 'spark' },
  tool: { label: 'Tool', icon: 'wrench' },
  other: { label: 'Other', icon: 'circle' },
}
/** Of a long conversation the end matters; the rest is a click away. */
const MOST_SHOWN = 40

export interface ChatViewProps {
  readonly title: string
  readonly messages: readonly ChatMessage[]
}

/** A conversation: who said what, which tools were called with what and answered what. */
export function ChatView({ title, messages }: ChatViewProps): JSX.Element {
  const [isWhole, setWhole] = useState(messages.length <= MOST_SHOWN)
  const hidden = isWhole ? 0 : messages.length - MOST_SHOWN
  return (
    <section className="chat" aria-label={`${title}: messages`}>
      <h3>
        {title} <small className="soft numeric">{grouped(messages.length)}</small>
      </h3>
      {hidden === 0 ? null : (
        <button type="button" className="button quiet" onClick={() => setWhole(true)}>
          Show {grouped(hidden)} earlier messages
        </button>
      )}
      <ol>
        {messages.slice(hidden).map((message, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a conversation only grows at its end
          <Message key={hidden + index} {...message} />
        ))}
      </ol>
    </section>
  )
}

function Message({ role, name, finishReason, parts }: ChatMessage): JSX.Element {
  const { label, icon } = ROLES[role]
  return (
    <li className={`message is-${role}`}>
      <header>
        <Icon name={icon} />
        <strong>{label}</strong>
        {name === undefined || name === '' ? null : <span className="soft">{name}</span>}
        {finishReason === undefined || finishReason === 'stop' ? null : (
          <span className="finish-reason" title="Why the model stopped">
            {finishReason}
          </span>
        )}
        <CopyButton text={parts.map(partText).join('\n\n')} label={`Copy the message of: ${label}`} />
      </header>
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- parts of a message have an order and no name
        <Part key={index} part={part} />
      ))}
      {parts.length === 0 ? <p className="long-text soft">(empty)</p> : null}
    </li>
  )
}

function Part({ part }: { readonly part: ChatPart }): JSX.Element {
  switch (part.type) {
    case 'text':
      return <LongText text={part.text} />
    case 'reasoning':
      return (
        <details className="reasoning">
          <summary>Reasoning</summary>
          <LongText text={part.text} />
        </details>
      )
    case 'tool-call':
      return (
        <div className="tool-call">
          <ToolHead
            icon="wrench"
            title={part.name}
            {...(part.id === undefined ? {} : { id: part.id })}
            text={toPlainText(part.arguments)}
          />
          <ValueBody value={readValue(part.arguments)} />
        </div>
      )
    case 'tool-result':
      return (
        <div className="tool-call is-result">
          <ToolHead
            icon="arrow"
            title="Result"
            {...(part.id === undefined ? {} : { id: part.id })}
            text={toPlainText(part.result)}
          />
          <ValueBody value={readValue(part.result)} />
        </div>
      )
    case 'media':
      return <Media part={part} />
    case 'other':
      return <ValueBody value={part.value} />
  }
}

interface ToolHeadProps {
  readonly icon: IconName
  readonly title: string
  readonly id?: string
  readonly text: string
}

function ToolHead({ icon, title, id, text }: ToolHeadProps): JSX.Element {
  return (
    <header>
      <Icon name={icon} />
      <code>{title}</code>
      {id === undefined ? null : (
        <small className="soft" title="Id of the call">
          {id}
        </small>
      )}
      <CopyButton text={text} label={`Copy: ${title}`} />
    </header>
  )
}

function Media({ part }: { readonly part: Extract<ChatPart, { type: 'media' }> }): JSX.Element {
  const source = imageSource(part)
  if (source === undefined) {
    return (
      <p className="media-note">
        <Icon name="file" />
        <span title={describeMedia(part)}>{describeMedia(part)}</span>
      </p>
    )
  }
  return (
    <img
      className="message-image"
      src={source}
      alt={part.mediaType ?? 'Picture in the message'}
      decoding="async"
    />
  )
}

function partText(part: ChatPart): string {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return part.text
    case 'tool-call':
      return `${part.name}(${toPlainText(part.arguments)})`
    case 'tool-result':
      return toPlainText(part.result)
    case 'media':
      return `[${describeMedia(part)}]`
    case 'other':
      return toPlainText(part.value)
  }
}
