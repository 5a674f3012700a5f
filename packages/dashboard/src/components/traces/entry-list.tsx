import { useState } from 'react'
import type { JSX } from 'react'
import type { Entry } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { isBranch, readValue, toPlainText } from '../../traces/plain-value.ts'
import { CopyButton, SearchField } from '../ui/controls.tsx'
import { LongText } from './long-text.tsx'
import { ValueBody } from './value-block.tsx'

/** Fewer are seen at a glance. */
const LEAST_SEARCHED = 8
const MOST_SHOWN = 300

export interface EntryListProps {
  readonly title: string
  readonly entries: readonly Entry[]
}

/** Names with values as they were recorded, to be searched and copied. */
export function EntryList({ title, entries }: EntryListProps): JSX.Element {
  const [search, setSearch] = useState('')
  const found = filterBy(entries, parseSearch(search), ([key, value]) => [key, toPlainText(value)])
  return (
    <section className="content-block" aria-label={title}>
      <header>
        <h3>
          {title} <small className="soft numeric">{grouped(entries.length)}</small>
        </h3>
        {entries.length < LEAST_SEARCHED ? null : (
          <SearchField label={`Search: ${title}`} placeholder="Search" value={search} onChange={setSearch} />
        )}
        <CopyButton text={toJson(entries)} label={`Copy: ${title}`} />
      </header>
      {entries.length === 0 ? <p className="card-empty soft">None.</p> : null}
      <dl className="entry-list">
        {found.slice(0, MOST_SHOWN).map(([key, value], index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a key may be there twice
          <div key={`${key} ${index}`}>
            <dt title={key}>{key}</dt>
            <dd>
              <EntryValue value={value} />
              <CopyButton text={toPlainText(value)} label={`Copy: ${key}`} />
            </dd>
          </div>
        ))}
      </dl>
      {found.length > MOST_SHOWN ? (
        <p className="card-empty soft">and {grouped(found.length - MOST_SHOWN)} more: search for them</p>
      ) : null}
      {entries.length > 0 && found.length === 0 ? <p className="card-empty soft">Nothing matches.</p> : null}
    </section>
  )
}

function EntryValue({ value }: { readonly value: Entry[1] }): JSX.Element {
  const read = readValue(value)
  if (isBranch(read)) return <ValueBody value={read} />
  return <LongText text={toPlainText(read)} isCode={typeof read !== 'string'} />
}

/** A list of pairs: keys are data and may be there twice. */
function toJson(entries: readonly Entry[]): string {
  return entries
    .map(([key, value]) => `${key} = ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
}
