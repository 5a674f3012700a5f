import type { JSX } from 'react'
import type { RunState } from '@kymo/server/api'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'

const STATES: Readonly<Record<RunState, { label: string; icon: IconName; detail: string }>> = {
  running: { label: 'Running', icon: 'play', detail: 'Data are still arriving' },
  finished: { label: 'Finished', icon: 'check', detail: 'Ended with exit code 0' },
  failed: { label: 'Failed', icon: 'cross', detail: 'Ended with an error' },
  preempted: { label: 'Preempted', icon: 'bolt', detail: 'Taken off its machine, to be resumed' },
  killed: { label: 'Killed', icon: 'stop', detail: 'Ended by a signal' },
  crashed: {
    label: 'Crashed',
    icon: 'bolt',
    detail: 'Stopped without saying so: nothing was heard from it for a while',
  },
}

export interface RunStateBadgeProps {
  readonly state: RunState
  readonly isCompact?: boolean
}

/** State of a run: icon and word, never colour alone. */
export function RunStateBadge({ state, isCompact = false }: RunStateBadgeProps): JSX.Element {
  const { label, icon, detail } = STATES[state]
  return (
    <span className={`run-state is-${state}`} title={`${label}: ${detail}`}>
      {state === 'running' ? <span className="pulse" aria-hidden="true" /> : <Icon name={icon} />}
      <span className={isCompact ? 'hidden' : ''}>{label}</span>
    </span>
  )
}
