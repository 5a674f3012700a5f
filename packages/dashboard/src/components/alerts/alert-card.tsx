import type { JSX } from 'react'
import type { RunDetail } from '@kymo/server/api'
import { useAlerts } from '../../state/run-queries.ts'
import { Card } from '../ui/card.tsx'
import { AlertItem } from './alert-item.tsx'

const MAX_SHOWN = 50

/** Alerts that a run sent, newest first; nothing while it has sent none. */
export function AlertCard({
  run: { entity, project, run },
}: {
  readonly run: RunDetail
}): JSX.Element | null {
  const { data: alerts } = useAlerts({ entity, project, run, limit: MAX_SHOWN })
  if (alerts === undefined || alerts.length === 0) return null
  return (
    <Card title={`Alerts (${alerts.length}${alerts.length === MAX_SHOWN ? '+' : ''})`}>
      <ul className="alert-list">
        {alerts.map((alert) => (
          <AlertItem key={alert.id} alert={alert} />
        ))}
      </ul>
    </Card>
  )
}
