import { useId, useRef, useState } from 'react'
import type { JSX, KeyboardEvent } from 'react'
import { useCanEdit } from '../../state/queries.ts'
import { Icon } from './icons.tsx'

const MAX_TAG_LENGTH = 64

export interface TagEditorProps {
  readonly label: string
  readonly tags: readonly string[]
  /** Tags that are offered while typing. */
  readonly known: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
}

/** Tags, which can be changed where anything can. */
export function TagEditor(props: TagEditorProps): JSX.Element {
  const canEdit = useCanEdit()
  if (canEdit) return <TagField {...props} />
  const { label, tags } = props
  if (tags.length === 0) return <span className="editable-text is-empty">None</span>
  return (
    <span className="tag-editor" role="group" aria-label={label}>
      {tags.map((tag) => (
        <span key={tag} className="tag" title={tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

/** Tags with a cross each, and a field for more: Enter or a comma adds, Backspace in the empty field removes the last. */
function TagField({ label, tags, known, onChange }: TagEditorProps): JSX.Element {
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const listId = useId()
  const add = (): void => {
    const added = text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '' && !tags.includes(tag))
    setText('')
    if (added.length > 0) onChange([...tags, ...new Set(added)])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1))
    else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation()
      setText('')
    }
  }
  return (
    <span className="tag-editor" role="group" aria-label={label}>
      {tags.map((tag) => (
        <span key={tag} className="tag is-removable" title={tag}>
          <span>{tag}</span>
          <button
            type="button"
            aria-label={`Remove the tag ${tag}`}
            onClick={() => {
              onChange(tags.filter((each) => each !== tag))
              field.current?.focus()
            }}
          >
            <Icon name="cross" />
          </button>
        </span>
      ))}
      <input
        ref={field}
        aria-label={`Add to ${label.toLowerCase()}`}
        placeholder={tags.length === 0 ? 'Add a tag' : '+'}
        list={listId}
        value={text}
        maxLength={MAX_TAG_LENGTH}
        size={Math.max(tags.length === 0 ? 9 : 3, text.length + 1)}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <datalist id={listId}>
        {known
          .filter((tag) => !tags.includes(tag))
          .slice(0, 100)
          .map((tag) => (
            <option key={tag} value={tag} label={tag} aria-label={tag} />
          ))}
      </datalist>
    </span>
  )
}
