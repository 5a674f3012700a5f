import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { navigate } from '../../state/location.ts'
import { moveToTrash } from '../../state/run-actions.ts'
import { useCanEdit } from '../../state/queries.ts'
import { toPath } from '../../state/routes.ts'
import { Popover } from '../ui/controls.tsx'

/** What is seldom done to a run. */
export function RunMenu({ run }: { readonly run: RunInfo }): JSX.Element {
  const canEdit = useCanEdit()
  const onTrash = (): void => {
    void moveToTrash([run])
    navigate(toPath({ page: 'workspace', entity: run.entity, project: run.project }), 'push')
  }
  return (
    <Popover icon="more" label="More for this run">
      <div className="menu">
        <button type="button" onClick={() => void navigator.clipboard?.writeText(location.href)}>
          Copy the link to this page
        </button>
        <button type="button" onClick={() => void navigator.clipboard?.writeText(run.run)}>
          Copy the run id
        </button>
        {canEdit ? (
          <button type="button" className="danger-text" onClick={onTrash}>
            Move to the trash
          </button>
        ) : null}
      </div>
    </Popover>
  )
}
