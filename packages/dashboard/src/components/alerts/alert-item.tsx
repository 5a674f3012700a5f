import type { JSX } from 'react'
import type { AlertInfo, AlertLevel } from '@kymo/server/api'
import { toPath } from '../../state/routes.ts'
import { Icon } from '../ui/icons.tsx'
import type { IconName } from '../ui/icons.tsx'
import { Link } from '../ui/link.tsx'
import { Ago } from '../ui/time.tsx'

const LEVELS: Readonly<Record<AlertLevel, { icon: IconName; label: string }>> = {
  INFO: { icon: 'bell', label: 'Information' },
  WARN: { icon: 'warning', label: 'Warning' },
  ERROR: { icon: 'cross', label: 'Error' },
}

export interface AlertItemProps {
  readonly alert: AlertInfo
  /** With the run that sent it. */
  readonly isLinked?: boolean
}

/** One alert: level as icon and word, never colour alone. */
export function AlertItem({ alert, isLinked = false }: AlertItemProps): JSX.Element {
  const { icon, label } = LEVELS[alert.level] ?? LEVELS.INFO
  return (
    <li className={`alert is-${alert.level.toLowerCase()}`}>
      <Icon name={icon} />
      <div>
        <p className="alert-head">
          <strong>
            <span className="hidden">{label}: </span>
            {alert.title}
          </strong>
          <span className="soft">
            <Ago timeMs={alert.timeMs} />
          </span>
        </p>
        {alert.text === '' ? null : <p className="alert-text">{alert.text}</p>}
        {isLinked ? (
          <Link
            className="alert-run"
            href={toPath({ page: 'run', entity: alert.entity, project: alert.project, run: alert.run })}
          >
            {alert.runName || alert.run}
          </Link>
        ) : null}
      </div>
    </li>
  )
}
