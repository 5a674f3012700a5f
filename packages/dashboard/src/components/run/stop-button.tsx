import { useState } from 'react'
import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { askToStop } from '../../state/run-actions.ts'
import { useStop } from '../../state/run-queries.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Icon } from '../ui/icons.tsx'

/** Ends a running training; nothing for a run that has ended, or that this server cannot reach. */
export function StopButton({ run }: { readonly run: RunInfo }): JSX.Element | null {
  const { isPossible, isRequested } = useStop(run, { isLive: run.state === 'running' })
  const [isAsking, setAsking] = useState(false)
  if (!isPossible) return null
  if (isRequested) {
    return (
      <span className="stop-requested" role="status">
        <Icon name="stop" />
        Stop requested
        <button type="button" className="button quiet" onClick={() => void askToStop([run], false)}>
          Take back
        </button>
      </span>
    )
  }
  return (
    <>
      <button type="button" className="button stop-button" onClick={() => setAsking(true)}>
        <Icon name="stop" />
        <span>Stop run</span>
      </button>
      {isAsking ? <StopDialog runs={[run]} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

export interface StopDialogProps {
  readonly runs: readonly RunInfo[]
  readonly onClose: () => void
}

export function StopDialog({ runs, onClose }: StopDialogProps): JSX.Element {
  const what = runs.length === 1 ? runs[0].name || runs[0].run : `${runs.length} runs`
  return (
    <ConfirmDialog
      title={`Stop ${what}?`}
      action={runs.length === 1 ? 'Stop the run' : 'Stop the runs'}
      isDangerous
      onConfirm={() => void askToStop(runs)}
      onClose={onClose}
    >
      <p>
        The training process is asked to end with its next sign of life, usually within some seconds. What was
        logged stays.
      </p>
    </ConfirmDialog>
  )
}
