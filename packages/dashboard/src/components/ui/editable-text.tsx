import { useId, useLayoutEffect, useRef, useState } from 'react'
import type { JSX, KeyboardEvent } from 'react'
import { useCanEdit } from '../../state/queries.ts'
import { Icon } from './icons.tsx'

export interface EditableTextProps {
  /** Spoken name of what is edited. */
  readonly label: string
  readonly value: string
  /** Shown in the place of an empty value. */
  readonly placeholder: string
  /** Several lines: Enter makes a new one, Ctrl+Enter saves. */
  readonly isLong?: boolean
  readonly maxLength: number
  readonly onSave: (value: string) => void
}

/** A text that turns into a field where it stands, unless nothing can be changed here. Leaving the field saves; Escape takes back. User data: text, never markup. */
export function EditableText(props: EditableTextProps): JSX.Element {
  const { label, value, placeholder, isLong = false } = props
  const canEdit = useCanEdit()
  const [isEditing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    setEditing(false)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (!canEdit) {
    return (
      <span
        className={`editable-text ${isLong ? 'is-long' : ''} ${value === '' ? 'is-empty' : ''}`}
        title={value}
      >
        {value === '' ? 'None' : value}
      </span>
    )
  }
  if (isEditing) return <TextEditor {...props} onClose={close} />
  return (
    <button
      ref={button}
      type="button"
      className={`editable ${isLong ? 'is-long' : ''} ${value === '' ? 'is-empty' : ''}`}
      aria-label={`${label}: ${value === '' ? placeholder : value}. Edit`}
      title={isLong ? 'Edit' : value}
      onClick={() => setEditing(true)}
    >
      <span>{value === '' ? placeholder : value}</span>
      <Icon name="pencil" />
    </button>
  )
}

function TextEditor({
  label,
  value,
  placeholder,
  isLong = false,
  maxLength,
  onSave,
  onClose,
}: EditableTextProps & { readonly onClose: () => void }): JSX.Element {
  const [text, setText] = useState(value)
  const field = useRef<HTMLTextAreaElement & HTMLInputElement>(null)
  const isDone = useRef(false)
  const id = useId()
  useLayoutEffect(() => {
    field.current?.focus()
    if (!isLong) field.current?.select()
  }, [isLong])
  const end = (isSaved: boolean): void => {
    if (isDone.current) return
    isDone.current = true
    const next = isLong ? text.trimEnd() : text.trim()
    if (isSaved && next !== value) onSave(next)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const isSaving = event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)
    if (!isSaving && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(isSaving)
  }
  const shared = {
    ref: field,
    value: text,
    maxLength,
    placeholder,
    'aria-label': label,
    'aria-describedby': id,
    onBlur: () => end(true),
    onKeyDown,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  }
  return (
    <span className={`editor ${isLong ? 'is-long' : ''}`}>
      {isLong ? (
        <textarea {...shared} rows={Math.min(12, Math.max(3, text.split('\n').length + 1))} />
      ) : (
        <input {...shared} spellCheck={false} />
      )}
      <small id={id} className={isLong ? 'soft' : 'hidden'}>
        {isLong ? 'Ctrl+Enter saves, Escape takes back' : 'Enter saves, Escape takes back'}
      </small>
    </span>
  )
}
