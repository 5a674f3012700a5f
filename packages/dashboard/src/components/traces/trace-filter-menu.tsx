import { useId, useState } from 'react'
import type { JSX } from 'react'
import { SPAN_OPERATIONS, SPAN_STATUSES } from '../../state/trace-filters.ts'
import { parseCount, parseDuration, parseUsd } from '../../state/amounts.ts'
import type { AmountRange } from '../../state/amounts.ts'
import { operationLabel } from './operation-icon.tsx'
import { statusLook } from './span-status.tsx'
import type { TraceFilterBarProps } from './trace-filter-bar.tsx'

/** Everything that traces can be filtered by. A field counts when it is left or Enter is pressed. */
export function TraceFilterMenu({ view, change, models }: TraceFilterBarProps): JSX.Element {
  const listId = useId()
  return (
    <div className="trace-filters">
      <TextSetting label="Name" value={view.name} onChange={(name) => change({ name })} />
      <div className="two-settings">
        <ChoiceSetting
          label="Status"
          value={view.status}
          options={SPAN_STATUSES.map((status) => [status, statusLook(status).label])}
          onChange={(status) => change({ status })}
        />
        <ChoiceSetting
          label="Kind of work"
          value={view.operation}
          options={SPAN_OPERATIONS.map((operation) => [operation, operationLabel(operation)])}
          onChange={(operation) => change({ operation })}
        />
      </div>
      <TextSetting label="Model" value={view.model} listId={listId} onChange={(model) => change({ model })} />
      <datalist id={listId}>
        {models.slice(0, 100).map(({ model }) => (
          <option key={model}>{model}</option>
        ))}
      </datalist>
      <RangeSetting
        label="Latency"
        hint="200 ms, 1.5 s"
        range={view.durationMs}
        parse={parseDuration}
        format={(ms) => `${ms} ms`}
        onChange={(durationMs) => change({ durationMs })}
      />
      <RangeSetting
        label="Tokens"
        hint="800, 12k"
        range={view.tokens}
        parse={parseCount}
        format={String}
        onChange={(tokens) => change({ tokens })}
      />
      <RangeSetting
        label="Cost (US dollars)"
        hint="0.01"
        range={view.costUsd}
        parse={parseUsd}
        format={String}
        onChange={(costUsd) => change({ costUsd })}
      />
      <div className="two-settings">
        <TextSetting
          label="Step"
          value={view.step === undefined ? '' : String(view.step)}
          isValid={(text) => /^\d{0,15}$/.test(text)}
          onChange={(text) => change({ step: text === '' ? undefined : Number(text) })}
        />
        <TextSetting
          label="Thread"
          value={view.thread ?? ''}
          onChange={(thread) => change({ thread: thread || undefined })}
        />
      </div>
    </div>
  )
}

interface TextSettingProps {
  readonly label: string
  readonly value: string
  readonly listId?: string
  readonly placeholder?: string
  readonly isValid?: (text: string) => boolean
  readonly onChange: (value: string) => void
}

function TextSetting({
  label,
  value,
  listId,
  placeholder,
  isValid,
  onChange,
}: TextSettingProps): JSX.Element {
  const [typed, setTyped] = useState<string>()
  const text = typed ?? value
  const isWrong = isValid !== undefined && !isValid(text.trim())
  const commit = (): void => {
    if (typed === undefined || isWrong) return
    setTyped(undefined)
    if (typed.trim() !== value) onChange(typed.trim())
  }
  return (
    <label className="setting">
      <span>{label}</span>
      <input
        className="input"
        value={text}
        list={listId}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={isWrong}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
        }}
      />
    </label>
  )
}

interface ChoiceSettingProps<T extends string> {
  readonly label: string
  readonly value: T | undefined
  readonly options: readonly (readonly [value: T, label: string])[]
  readonly onChange: (value: T | undefined) => void
}

function ChoiceSetting<T extends string>({
  label,
  value,
  options,
  onChange,
}: ChoiceSettingProps<T>): JSX.Element {
  return (
    <label className="setting">
      <span>{label}</span>
      <select
        className="select"
        value={value ?? ''}
        onChange={(event) => onChange(options.find(([option]) => option === event.target.value)?.[0])}
      >
        <option value="">Any</option>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

interface RangeSettingProps {
  readonly label: string
  readonly hint: string
  readonly range: AmountRange
  readonly parse: (text: string) => number | undefined
  readonly format: (value: number) => string
  readonly onChange: (range: AmountRange) => void
}

function RangeSetting({ label, hint, range, parse, format, onChange }: RangeSettingProps): JSX.Element {
  const field = (end: 'min' | 'max', name: string): JSX.Element => {
    const value = range[end]
    return (
      <TextSetting
        label={`${label} ${name}`}
        value={value === undefined ? '' : format(value)}
        placeholder={hint}
        isValid={(text) => text === '' || parse(text) !== undefined}
        onChange={(text) => onChange({ ...range, [end]: text === '' ? undefined : parse(text) })}
      />
    )
  }
  return (
    <div className="two-settings">
      {field('min', 'from')}
      {field('max', 'to')}
    </div>
  )
}
