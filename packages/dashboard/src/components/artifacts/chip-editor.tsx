import { useState } from 'react'
import type { JSX } from 'react'
import { useCanEdit } from '../../state/queries.ts'
import { Icon } from '../ui/icons.tsx'

export interface ChipEditorProps {
  /** What one of them is called: `alias`. */
  readonly what: string
  readonly values: readonly string[]
  /** Those that cannot be removed here. */
  readonly fixed?: ReadonlySet<string>
  readonly isBusy: boolean
  readonly onAdd: (value: string) => void
  readonly onRemove: (value: string) => void
}

/** A list of short texts; where they can be changed, each with a cross, and a field for the next. */
export function ChipEditor({ what, values, fixed, isBusy, onAdd, onRemove }: ChipEditorProps): JSX.Element {
  const canEdit = useCanEdit()
  const [text, setText] = useState('')
  if (!canEdit && values.length === 0) return <span className="editable-text is-empty">None</span>
  return (
    <form
      className="chip-editor"
      onSubmit={(event) => {
        event.preventDefault()
        const value = text.trim()
        if (value === '' || values.includes(value)) return
        onAdd(value)
        setText('')
      }}
    >
      {values.map((value) => (
        <span key={value} className={`tag alias ${value === 'latest' ? 'is-latest' : ''}`}>
          <span title={value}>{value}</span>
          {!canEdit || fixed?.has(value) === true ? null : (
            <button
              type="button"
              aria-label={`Remove the ${what} ${value}`}
              title={`Remove the ${what} ${value}`}
              disabled={isBusy}
              onClick={() => onRemove(value)}
            >
              <Icon name="cross" width={10} height={10} />
            </button>
          )}
        </span>
      ))}
      {canEdit ? (
        <input
          className="input"
          aria-label={`Add: ${what}`}
          placeholder={`Add: ${what}`}
          value={text}
          maxLength={128}
          disabled={isBusy}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
    </form>
  )
}
