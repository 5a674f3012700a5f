import type { JSX } from 'react'
import type { RunDetail } from '@kymo/server/api'
import { saveRunEdit } from '../../state/run-actions.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { RunTab } from '../../state/view-state.ts'
import { EditableText } from '../ui/editable-text.tsx'
import { RunStateBadge } from '../ui/run-state.tsx'
import { Ago, Duration } from '../ui/time.tsx'
import { RunMenu } from './run-menu.tsx'
import { RunTabs } from './run-tabs.tsx'
import { StopButton } from './stop-button.tsx'

const MAX_NAME_LENGTH = 512

export interface RunHeadProps {
  readonly run: RunDetail
  readonly tab: RunTab
  readonly change: ChangeView
}

/** Name, state and what can be done, above every tab. */
export function RunHead({ run, tab, change }: RunHeadProps): JSX.Element {
  return (
    <header className="run-head">
      <h1>
        <EditableText
          label="Name"
          value={run.name || run.run}
          placeholder={run.run}
          maxLength={MAX_NAME_LENGTH}
          onSave={(name) => void saveRunEdit(run, { name: name === '' ? null : name })}
        />
      </h1>
      <RunStateBadge state={run.state} />
      <span className="soft">
        <Ago timeMs={run.startedMs} /> · <Duration run={run} />
      </span>
      <span className="run-actions">
        <StopButton run={run} />
        <RunMenu run={run} />
      </span>
      <RunTabs tab={tab} onChange={(next) => change({ tab: next }, 'push')} />
    </header>
  )
}
