import { useState } from 'react'
import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { Icon } from '../ui/icons.tsx'
import { ValueText } from '../ui/value-text.tsx'

const MAX_MEMBERS = 200

/** A JSON value whose objects and lists open and close. The first level is open. */
export function ValueTree({ value }: { readonly value: Value }): JSX.Element {
  return (
    <ul className="value-tree">
      {membersOf(value)
        .slice(0, MAX_MEMBERS)
        .map(([name, member]) => (
          <Member key={name} name={name} value={member} />
        ))}
    </ul>
  )
}

function Member({ name, value }: { readonly name: string; readonly value: Value }): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const members = membersOf(value)
  if (members.length === 0) {
    return (
      <li>
        <span className="value-leaf">
          <span title={name}>{name}</span>
          <ValueText value={value} />
        </span>
      </li>
    )
  }
  return (
    <li>
      <button type="button" className="value-branch" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="chevron" className={`icon ${isOpen ? 'is-open' : ''}`} />
        <span>{name}</span>
        <small className="soft numeric">{grouped(members.length)}</small>
      </button>
      {isOpen ? (
        <ul>
          {members.slice(0, MAX_MEMBERS).map(([key, member]) => (
            <Member key={key} name={key} value={member} />
          ))}
          {members.length > MAX_MEMBERS ? (
            <li className="soft">and {grouped(members.length - MAX_MEMBERS)} more</li>
          ) : null}
        </ul>
      ) : null}
    </li>
  )
}

function membersOf(value: Value): readonly (readonly [string, Value])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}
