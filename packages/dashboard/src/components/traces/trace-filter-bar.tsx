import { useEffect, useRef, useState } from 'react'
import type { JSX } from 'react'
import type { ModelStatistics } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { DEFAULT_TRACES, hasFilters, withoutFilters } from '../../state/trace-filters.ts'
import type { TraceFilters } from '../../state/trace-filters.ts'
import { isAny } from '../../state/amounts.ts'
import type { AmountRange } from '../../state/amounts.ts'
import { formatCount, formatMs, formatPeriod, formatUsd } from '../../traces/trace-format.ts'
import { IconButton, Popover, Segmented } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { operationLabel } from './operation-icon.tsx'
import { statusLook } from './span-status.tsx'
import { TraceFilterMenu } from './trace-filter-menu.tsx'
import type { ChangeTraces } from './traces-panel.tsx'

export interface TraceFilterBarProps {
  readonly view: TraceFilters
  readonly change: ChangeTraces
  /** Models that are known, to be chosen from. */
  readonly models: readonly ModelStatistics[]
}

/** Search, filters with a chip for each that is set, and what is shown. */
export function TraceFilterBar({ view, change, models }: TraceFilterBarProps): JSX.Element {
  return (
    <div className="trace-toolbar" role="toolbar" aria-label="Traces">
      <TextField
        label="Search names, inputs and outputs"
        value={view.text}
        onChange={(text) => change({ text }, 'replace')}
      />
      <Popover
        icon="filter"
        label="Filters"
        text="Filters"
        align="start"
        isActive={hasFilters({ ...view, text: '' })}
      >
        <TraceFilterMenu view={view} change={change} models={models} />
      </Popover>
      <ul className="filter-chips" aria-label="Filters that are set">
        {filterChips(view).map(({ label, value, cleared }) => (
          <li key={label}>
            <button
              type="button"
              className="filter-chip"
              aria-label={`Remove the filter ${label}: ${value}`}
              title={`Remove the filter ${label}: ${value}`}
              onClick={() => change(cleared)}
            >
              <span className="soft">{label}</span> <span>{value}</span>
              <Icon name="cross" />
            </button>
          </li>
        ))}
        {filterChips(view).length > 1 ? (
          <li>
            <button type="button" className="button quiet" onClick={() => change(withoutFilters(view))}>
              Clear all
            </button>
          </li>
        ) : null}
      </ul>
      <span className="trace-toolbar-end">
        <Segmented
          label="Shown"
          value={view.panel}
          options={[
            { value: 'traces', label: 'Traces' },
            { value: 'models', label: 'Models' },
          ]}
          onChange={(panel) => change({ panel })}
        />
        <IconButton
          icon="chart"
          label={view.hasCharts ? 'Hide the charts' : 'Show the charts'}
          aria-pressed={view.hasCharts}
          className={view.hasCharts ? 'is-on' : ''}
          onClick={() => change({ hasCharts: !view.hasCharts })}
        />
      </span>
    </div>
  )
}

const TYPING_MS = 250

/** A plain text that the server looks for; asked for when the typing pauses. */
function TextField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}): JSX.Element {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (known !== value) {
    // The address has changed by itself: back button, or a cleared filter.
    setKnown(value)
    setTyped(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const type = (text: string, waitMs: number): void => {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setKnown(text)
      onChange(text)
    }, waitMs)
  }
  return (
    <div className="search-field">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder="Search names, inputs, outputs"
        value={typed}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => type(event.target.value, TYPING_MS)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') type(typed, 0)
          if (event.key !== 'Escape' || typed === '') return
          event.stopPropagation()
          type('', 0)
        }}
      />
      {typed === '' ? null : (
        <IconButton icon="cross" label={`Clear: ${label}`} onClick={() => type('', 0)} />
      )}
    </div>
  )
}

interface FilterChip {
  readonly label: string
  readonly value: string
  readonly cleared: Partial<TraceFilters>
}

function filterChips(view: TraceFilters): readonly FilterChip[] {
  const chips: FilterChip[] = []
  const add = (label: string, value: string | undefined, cleared: Partial<TraceFilters>): void => {
    if (value !== undefined && value !== '') chips.push({ label, value, cleared })
  }
  const range = (
    key: 'durationMs' | 'tokens' | 'costUsd',
    label: string,
    format: (value: number) => string,
  ): void => {
    if (!isAny(view[key])) add(label, rangeText(view[key], format), { [key]: DEFAULT_TRACES[key] })
  }
  add('Name', view.name.trim(), { name: '' })
  add('Status', view.status && statusLook(view.status).label, { status: undefined })
  add('Kind', view.operation && operationLabel(view.operation), { operation: undefined })
  add('Model', view.model.trim(), { model: '' })
  range('durationMs', 'Latency', formatMs)
  range('tokens', 'Tokens', formatCount)
  range('costUsd', 'Cost', formatUsd)
  add('Started', isAny(view.timeMs) ? undefined : formatPeriod(view.timeMs), {
    timeMs: DEFAULT_TRACES.timeMs,
  })
  add('Step', view.step === undefined ? undefined : grouped(view.step), { step: undefined })
  add('Thread', view.thread, { thread: undefined })
  return chips
}

function rangeText({ min, max }: AmountRange, format: (value: number) => string): string {
  if (min === undefined) return `≤ ${format(max ?? 0)}`
  return max === undefined ? `≥ ${format(min)}` : `${format(min)} – ${format(max)}`
}
