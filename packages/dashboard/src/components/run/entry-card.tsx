import { useState } from 'react'
import type { JSX } from 'react'
import type { Entry } from '@kymo/server/api'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { Card } from '../ui/card.tsx'
import { SearchField } from '../ui/controls.tsx'
import { PathName } from '../ui/path-name.tsx'
import { ValueText } from '../ui/value-text.tsx'

/** More rows than this are shown on demand. */
const MAX_ROWS = 200
/** Fewer keys need no search. */
const LEAST_SEARCHED = 6

export interface EntryCardProps {
  readonly title: string
  readonly entries: readonly Entry[]
  readonly empty: string
}

/** Keys with their values, searchable. */
export function EntryCard({ title, entries, empty }: EntryCardProps): JSX.Element {
  const [search, setSearch] = useState('')
  const [isAll, setAll] = useState(false)
  const found = filterBy(entries, parseSearch(search), ([key]) => [key])
  const shown = isAll ? found : found.slice(0, MAX_ROWS)
  return (
    <Card
      title={title}
      end={
        entries.length < LEAST_SEARCHED ? undefined : (
          <SearchField
            label={`Search ${title.toLowerCase()}`}
            placeholder={`Search ${entries.length} keys`}
            value={search}
            onChange={setSearch}
          />
        )
      }
    >
      {entries.length === 0 ? <p className="soft card-empty">{empty}</p> : null}
      {entries.length > 0 && found.length === 0 ? <p className="soft card-empty">No key matches.</p> : null}
      <table className="entries">
        <tbody>
          {shown.map(([key, value]) => (
            <tr key={key}>
              <th scope="row" title={key} aria-label={key}>
                <PathName name={key} />
              </th>
              <td>
                <ValueText value={value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < found.length ? (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show {found.length - shown.length} more
        </button>
      ) : null}
    </Card>
  )
}
