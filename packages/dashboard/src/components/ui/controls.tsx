import { useEffect, useId, useRef, useState } from 'react'
import type { ButtonHTMLAttributes, JSX, ReactNode } from 'react'
import { parseSearch } from '../../charts/model/search-pattern.ts'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconName
  /** Spoken name and tooltip. */
  readonly label: string
}

export function IconButton({ icon, label, className = '', ...rest }: IconButtonProps): JSX.Element {
  return (
    <button type="button" className={`icon-button ${className}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  )
}

export interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: IconName }[]
  readonly onChange: (value: T) => void
}

/** One of a few choices, all visible. Radio buttons underneath, so arrow keys work. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<T>): JSX.Element {
  const name = useId()
  return (
    <fieldset className="segmented">
      <legend className="hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.icon === undefined ? undefined : option.label}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon === undefined ? <span>{option.label}</span> : <Icon name={option.icon} />}
          {option.icon === undefined ? null : <span className="hidden">{option.label}</span>}
        </label>
      ))}
    </fieldset>
  )
}

export interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

export function Switch({ label, isOn, onChange }: SwitchProps): JSX.Element {
  return (
    <label className="switch">
      <span>{label}</span>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  )
}

export interface SearchFieldProps {
  readonly label: string
  readonly value: string
  /** Says what is searched; `/regex/` is understood everywhere. */
  readonly placeholder: string
  readonly onChange: (value: string) => void
}

/** A search that understands texts and `/regular expressions/`, and says gently when one is not complete yet. */
export function SearchField({ label, value, placeholder, onChange }: SearchFieldProps): JSX.Element {
  const id = useId()
  const pattern = parseSearch(value)
  const problem = pattern.kind === 'invalid' ? pattern.reason : undefined
  return (
    <div className={`search-field ${problem === undefined ? '' : 'has-problem'}`}>
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        aria-describedby={problem === undefined ? undefined : id}
        placeholder={placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return
          event.stopPropagation()
          onChange('')
        }}
      />
      {pattern.kind === 'regex' ? <span className="search-kind">regex</span> : null}
      {value === '' ? null : (
        <IconButton icon="cross" label={`Clear: ${label}`} onClick={() => onChange('')} />
      )}
      {problem === undefined ? null : (
        <p id={id} className="search-problem" role="status">
          {problem}. Nothing is filtered yet.
        </p>
      )}
    </div>
  )
}

export interface PopoverProps {
  readonly label: string
  readonly icon: IconName
  /** Shown beside the icon; the label alone is spoken otherwise. */
  readonly text?: string
  readonly isActive?: boolean
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** A button with a panel below it. Escape and a click elsewhere close it, and the focus goes back to the button. */
export function Popover({
  label,
  icon,
  text,
  isActive = false,
  align = 'end',
  children,
}: PopoverProps): JSX.Element {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return undefined
    const onPointer = (event: PointerEvent): void => {
      if (root.current?.contains(event.target as Node) === false) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [isOpen])
  return (
    <div
      role="presentation"
      className="popover"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        className={`button ${isActive ? 'is-active' : ''}`}
        aria-label={label}
        title={label}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} />
        {text === undefined ? null : <span>{text}</span>}
      </button>
      {isOpen ? (
        <div id={id} className={`popover-panel align-${align}`} role="group" aria-label={label}>
          {children}
        </div>
      ) : null}
    </div>
  )
}

/** Copies a text; says so for a moment. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    )
  }
  return <IconButton icon={isCopied ? 'check' : 'copy'} label={isCopied ? 'Copied' : label} onClick={copy} />
}
