// oxlint-disable react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps -- runs when the panel closes, whichever handler there is then
import { useEffect, useState } from 'react'
import type { JSX } from 'react'
import type { AlertInfo } from '@kymo/server/api'
import type { ProjectRef } from '../../api/api-client.ts'
import { useAlerts } from '../../state/run-queries.ts'
import { Popover } from '../ui/controls.tsx'
import { AlertItem } from './alert-item.tsx'

const MAX_SHOWN = 30
const SEEN_KEY = 'kymo-alerts-seen'

/** Recent alerts: of a project, or of all. Says how many came since somebody last looked. */
export function AlertBell({ project }: { readonly project?: ProjectRef | undefined }): JSX.Element | null {
  const { data: alerts } = useAlerts({
    ...(project === undefined ? {} : { entity: project.entity, project: project.project }),
    limit: MAX_SHOWN,
  })
  const [seenMs, setSeenMs] = useState(readSeen)
  if (alerts === undefined) return null
  const newCount = alerts.filter(({ timeMs }) => timeMs > seenMs).length
  const text = newCount === 0 ? undefined : newCount === MAX_SHOWN ? `${newCount}+` : String(newCount)
  return (
    <div className={`alert-bell ${newCount > 0 ? 'has-new' : ''}`}>
      <Popover
        icon="bell"
        label={newCount === 0 ? 'Alerts' : `Alerts: ${text} new`}
        {...(text === undefined ? {} : { text })}
      >
        <AlertPanel
          alerts={alerts}
          onSeen={(timeMs) => {
            setSeenMs(timeMs)
            writeSeen(timeMs)
          }}
        />
      </Popover>
    </div>
  )
}

function AlertPanel({
  alerts,
  onSeen,
}: {
  readonly alerts: readonly AlertInfo[]
  readonly onSeen: (timeMs: number) => void
}): JSX.Element {
  const newestMs = alerts.reduce((newest, { timeMs }) => Math.max(newest, timeMs), 0)
  // What was looked at is not new any more once the panel is closed again.
  useEffect(() => () => onSeen(newestMs), [newestMs])
  return (
    <div className="alert-panel">
      <h2>Alerts</h2>
      {alerts.length === 0 ? (
        <p className="soft">
          None yet. A training script sends one with <code>run.alert()</code>.
        </p>
      ) : (
        <ul className="alert-list">
          {alerts.map((alert) => (
            <AlertItem key={`${alert.run} ${alert.id}`} alert={alert} isLinked />
          ))}
        </ul>
      )}
    </div>
  )
}

function readSeen(): number {
  try {
    return Number(localStorage.getItem(SEEN_KEY)) || 0
  } catch {
    return 0
  }
}

function writeSeen(timeMs: number): void {
  try {
    localStorage.setItem(SEEN_KEY, String(timeMs))
  } catch {
    // Blocked storage: what was seen is known until the page is closed.
  }
}
