import type { JSX, KeyboardEvent } from 'react'
import { RUN_TABS } from '../../state/view-state.ts'
import type { RunTab } from '../../state/view-state.ts'

const LABELS: Readonly<Record<RunTab, string>> = {
  overview: 'Overview',
  charts: 'Charts',
  media: 'Media',
  traces: 'Traces',
  system: 'System',
  console: 'Console',
  files: 'Files',
  artifacts: 'Artifacts',
}

export interface RunTabsProps {
  readonly tab: RunTab
  readonly onChange: (tab: RunTab) => void
}

/** The parts of a run's page. Arrow keys go from one to the next. */
export function RunTabs({ tab, onChange }: RunTabsProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = neighbour(event.key, tab)
    if (next === undefined) return
    event.preventDefault()
    onChange(next)
    document.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" tabIndex={-1} aria-label="Run" className="tabs" onKeyDown={onKeyDown}>
      {RUN_TABS.map((id) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={tab === id}
          aria-controls="run-panel"
          tabIndex={tab === id ? 0 : -1}
          onClick={() => onChange(id)}
        >
          {LABELS[id]}
        </button>
      ))}
    </div>
  )
}

function neighbour(key: string, tab: RunTab): RunTab | undefined {
  const count = RUN_TABS.length
  const place = RUN_TABS.indexOf(tab)
  if (key === 'ArrowRight') return RUN_TABS[(place + 1) % count]
  if (key === 'ArrowLeft') return RUN_TABS[(place + count - 1) % count]
  if (key === 'Home') return RUN_TABS[0]
  return key === 'End' ? RUN_TABS[count - 1] : undefined
}
