import type { JSX } from 'react'
import type { SpanStatus } from '@kymo/server/api'
import { Icon } from '../ui/icons.tsx'
import type { IconName } from '../ui/icons.tsx'

interface StatusLook {
  readonly label: string
  readonly icon: IconName
  readonly detail: string
}

const STATUSES: Readonly<Record<SpanStatus, StatusLook>> = {
  open: { label: 'Open', icon: 'more', detail: 'Started and not ended yet' },
  ok: { label: 'OK', icon: 'check', detail: 'Ended and said that it went well' },
  unset: { label: 'Ended', icon: 'circle', detail: 'Ended without saying how it went' },
  error: { label: 'Error', icon: 'cross', detail: 'Ended with an error' },
  cancelled: { label: 'Cancelled', icon: 'stop', detail: 'Given up before it was done' },
  interrupted: {
    label: 'Interrupted',
    icon: 'pause',
    detail: 'Paused to be resumed, for example by a person',
  },
}
/** A span that will never end: its process is gone. */
const LOST: StatusLook = {
  label: 'Not ended',
  icon: 'bolt',
  detail: 'Started, and its process ended before it did',
}

export function statusLook(status: SpanStatus, isRunAlive = true): StatusLook {
  return status === 'open' && !isRunAlive ? LOST : STATUSES[status]
}

export interface SpanStatusBadgeProps {
  readonly status: SpanStatus
  /** An open span of a run that has ended will stay open. */
  readonly isRunAlive?: boolean | undefined
  readonly isCompact?: boolean
}

/** How a span or a trace ended: icon and word, never colour alone. */
export function SpanStatusBadge({
  status,
  isRunAlive = true,
  isCompact = false,
}: SpanStatusBadgeProps): JSX.Element {
  const { label, icon, detail } = statusLook(status, isRunAlive)
  const isLive = status === 'open' && isRunAlive
  return (
    <span
      className={`span-status is-${isLive || status !== 'open' ? status : 'lost'}`}
      title={`${label}: ${detail}`}
    >
      {isLive ? <span className="pulse" aria-hidden="true" /> : <Icon name={icon} />}
      <span className={isCompact ? 'hidden' : ''}>{label}</span>
    </span>
  )
}
