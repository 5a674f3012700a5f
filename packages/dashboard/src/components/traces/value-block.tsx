import { useId, useState } from 'react'
import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { isBranch, readValue, toPlainText } from '../../traces/plain-value.ts'
import { CopyButton } from '../ui/controls.tsx'
import { ContentTree } from './content-tree.tsx'
import { LongText } from './long-text.tsx'

export interface ValueBlockProps {
  readonly title: string
  readonly value: Value
  readonly isClosed?: boolean
}

/** A titled value with a copy button: a text as it is, an object as a tree or as JSON. */
export function ValueBlock({ title, value, isClosed = false }: ValueBlockProps): JSX.Element {
  const [isOpen, setOpen] = useState(!isClosed)
  const [isRaw, setRaw] = useState(false)
  const id = useId()
  const read = readValue(value)
  return (
    <section className="content-block" aria-label={title}>
      <header>
        <h3>
          {isClosed ? (
            <button type="button" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
              {title}
            </button>
          ) : (
            title
          )}
        </h3>
        {isBranch(read) && isOpen ? (
          <button type="button" className="button quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            {isRaw ? 'Tree' : 'JSON'}
          </button>
        ) : null}
        <CopyButton text={toPlainText(value)} label={`Copy: ${title}`} />
      </header>
      <div id={id}>{isOpen ? <ValueBody value={read} isRaw={isRaw} /> : null}</div>
    </section>
  )
}

export function ValueBody({
  value,
  isRaw = false,
}: {
  readonly value: Value
  readonly isRaw?: boolean
}): JSX.Element {
  if (isBranch(value) && !isRaw && Object.keys(value).length > 0) return <ContentTree value={value} />
  return <LongText text={toPlainText(value)} isCode={typeof value !== 'string'} />
}
