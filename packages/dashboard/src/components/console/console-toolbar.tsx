import type { JSX } from 'react'
import { grouped } from '../../charts/model/format.ts'
import type { ConsoleView } from '../../state/console-view.ts'
import { IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import type { Finder } from './console-panel.tsx'
import type { ConsoleLook } from './use-console-look.ts'

export interface ConsoleToolbarProps {
  readonly view: ConsoleView
  readonly choose: (change: Partial<ConsoleView>, mode?: 'push' | 'replace') => void
  readonly writers: readonly string[]
  readonly look: ConsoleLook
  readonly onLook: (look: ConsoleLook) => void
  readonly finder: Finder
  readonly downloadUrl: string
}

/** Search, filters, and how lines are drawn. */
export function ConsoleToolbar(props: ConsoleToolbarProps): JSX.Element {
  const { view, choose, writers, look, onLook, finder, downloadUrl } = props
  return (
    <div className="panel-bar console-toolbar" role="toolbar" aria-label="Console">
      <SearchBox view={view} choose={choose} finder={finder} />
      {writers.length < 2 && view.writer === undefined ? null : (
        <select
          className="select"
          aria-label="Writer"
          value={view.writer ?? ''}
          onChange={(event) => choose({ writer: event.target.value || undefined }, 'push')}
        >
          <option value="">All writers</option>
          {writers.map((writer) => (
            <option key={writer} value={writer}>
              {writer || 'main'}
            </option>
          ))}
        </select>
      )}
      <select
        className="select"
        aria-label="Stream"
        value={view.stream ?? ''}
        onChange={(event) => choose({ stream: toStream(event.target.value) }, 'push')}
      >
        <option value="">Both streams</option>
        <option value="stdout">stdout</option>
        <option value="stderr">stderr</option>
      </select>
      <Toggle
        icon="clock"
        label="Times"
        isOn={look.isTimed}
        onChange={(isTimed) => onLook({ ...look, isTimed })}
      />
      <Toggle
        icon="wrap"
        label="Wrap long lines"
        isOn={look.isWrapped}
        onChange={(isWrapped) => onLook({ ...look, isWrapped })}
      />
      <a
        className="icon-button"
        href={downloadUrl}
        download
        aria-label="Download as text"
        title="Download as text"
      >
        <Icon name="download" />
      </a>
    </div>
  )
}

function toStream(value: string): ConsoleView['stream'] {
  return value === 'stdout' || value === 'stderr' ? value : undefined
}

function SearchBox({
  view,
  choose,
  finder,
}: Pick<ConsoleToolbarProps, 'view' | 'choose' | 'finder'>): JSX.Element {
  const { matches, place, go } = finder
  const isSearch = view.search.trim() !== ''
  return (
    <div className="search-field console-search">
      <Icon name="search" />
      <input
        type="search"
        aria-label="Search the console"
        placeholder="Search the console"
        value={view.search}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => choose({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape' && view.search !== '') choose({ search: '' })
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      {isSearch ? (
        <>
          <span className="console-count numeric" role="status">
            {countText(finder)}
          </span>
          <IconButton
            icon="up"
            label="Previous match (Shift+Enter)"
            disabled={matches.numbers.length === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            icon="down"
            label="Next match (Enter)"
            disabled={matches.numbers.length === 0}
            onClick={() => go(1)}
          />
          <IconButton icon="cross" label="Clear the search" onClick={() => choose({ search: '' })} />
        </>
      ) : null}
      {place === undefined ? null : <span className="hidden">at match {place + 1}</span>}
    </div>
  )
}

function countText({ matches, place, search }: Finder): string {
  const { numbers, isCut, isBusy, error } = matches
  if (error !== null) return 'failed'
  if (numbers.length === 0) return isBusy || search === '' ? '…' : 'none'
  const total = `${grouped(numbers.length)}${isCut ? '+' : ''}`
  return place === undefined ? total : `${grouped(place + 1)} of ${total}`
}

interface ToggleProps {
  readonly icon: 'clock' | 'wrap'
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Toggle({ icon, label, isOn, onChange }: ToggleProps): JSX.Element {
  return (
    <IconButton
      icon={icon}
      label={label}
      aria-pressed={isOn}
      className={isOn ? 'is-on' : ''}
      onClick={() => onChange(!isOn)}
    />
  )
}
