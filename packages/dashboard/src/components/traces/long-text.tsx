import { useState } from 'react'
import type { JSX } from 'react'
import { grouped } from '../../charts/model/format.ts'
import { SHOWN_CHARACTERS, startOf } from '../../traces/plain-value.ts'

/** A text of the user: never markup. A long one shows its start. */
export function LongText({
  text,
  isCode = false,
}: {
  readonly text: string
  readonly isCode?: boolean
}): JSX.Element {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? text : startOf(text, SHOWN_CHARACTERS)
  if (text === '') return <p className="long-text soft">(empty)</p>
  return (
    <>
      <div className={`long-text ${isCode ? 'is-code' : ''}`}>{shown}</div>
      {shown.length === text.length ? null : (
        <button type="button" className="button quiet" onClick={() => setWhole(true)}>
          Show all {grouped(text.length)} characters
        </button>
      )}
    </>
  )
}
