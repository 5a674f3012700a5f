import { useState } from 'react'
import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { formatExact, grouped } from '../../charts/model/format.ts'
import { isBranch, startOf } from '../../traces/plain-value.ts'
import { Icon } from '../ui/icons.tsx'
import { LongText } from './long-text.tsx'

const MOST_MEMBERS = 200
/** A longer text has lines of its own below its name. */
const INLINE_CHARACTERS = 60
const PREVIEW_CHARACTERS = 80
/** A value that is this short as JSON is open from the start. */
const SMALL_CHARACTERS = 800
const MOST_OPEN_LEVELS = 6

/** A JSON value to be read: every digit and every line of its texts, branches that open and close. User data: always text. */
export function ContentTree({ value }: { readonly value: Value }): JSX.Element {
  const openLevels = JSON.stringify(value).length <= SMALL_CHARACTERS ? MOST_OPEN_LEVELS : 0
  return <Members value={value} openLevels={openLevels} />
}

interface MembersProps {
  readonly value: Value
  /** Levels below this one that are open at first. */
  readonly openLevels: number
}

function Members({ value, openLevels }: MembersProps): JSX.Element {
  const members = membersOf(value)
  return (
    <ul className="content-tree">
      {members.slice(0, MOST_MEMBERS).map(([name, member]) => (
        <Member key={name} name={name} value={member} openLevels={openLevels} />
      ))}
      {members.length > MOST_MEMBERS ? (
        <li className="soft">and {grouped(members.length - MOST_MEMBERS)} more</li>
      ) : null}
    </ul>
  )
}

function Member({ name, value, openLevels }: MembersProps & { readonly name: string }): JSX.Element {
  const [isOpen, setOpen] = useState(openLevels > 0)
  const count = membersOf(value).length
  if (count === 0) return <Leaf name={name} value={value} />
  return (
    <li>
      <button
        type="button"
        className="content-branch"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron" className={`icon ${isOpen ? 'is-open' : ''}`} />
        <span>{name}</span>
        <small className="soft">
          {isOpen ? grouped(count) : startOf(JSON.stringify(value), PREVIEW_CHARACTERS)}
        </small>
      </button>
      {isOpen ? <Members value={value} openLevels={openLevels - 1} /> : null}
    </li>
  )
}

function Leaf({ name, value }: { readonly name: string; readonly value: Value }): JSX.Element {
  const isLong = typeof value === 'string' && (value.length > INLINE_CHARACTERS || value.includes('\n'))
  return (
    <li className={`content-leaf ${isLong ? 'is-long' : ''}`}>
      <span className="content-name">{name}</span>
      {isLong ? <LongText text={value} /> : <ShortValue value={value} />}
    </li>
  )
}

function ShortValue({ value }: { readonly value: Value }): JSX.Element {
  if (typeof value === 'string' && value !== '') return <span className="content-text">{value}</span>
  const text = typeof value === 'number' ? formatExact(value) : JSON.stringify(value)
  return <code>{text}</code>
}

function membersOf(value: Value): readonly (readonly [string, Value])[] {
  return isBranch(value) ? Object.entries(value) : []
}
