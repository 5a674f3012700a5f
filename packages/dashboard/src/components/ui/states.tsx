import type { JSX, ReactNode } from 'react'
import { isApiError } from '../../api/api-error.ts'
import { Icon } from './icons.tsx'

/** Grey bars in the place of what is loading, of about its size, so that nothing jumps. */
export function Skeleton({
  rows,
  height = 36,
}: {
  readonly rows: number
  readonly height?: number
}): JSX.Element {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_each, index) => (
        <div key={index} style={{ height }}>
          <span style={{ width: `${30 + ((index * 37) % 45)}%` }} />
        </div>
      ))}
    </div>
  )
}

export interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
}

/** Nothing here, and why, and what to do. */
export function Empty({ title, children }: EmptyProps): JSX.Element {
  return (
    <div className="empty">
      <svg viewBox="0 0 120 40" width="120" height="40" aria-hidden="true">
        <path d="M2 30h22c8 0 8-6 14-6s8 8 16 8 8-14 16-14 8 10 16 10 8-4 16-4h16" />
      </svg>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

export interface ProblemProps {
  readonly error: unknown
  readonly what: string
  readonly onRetry?: () => void
}

/** What failed, why, and the remedy. */
export function Problem({ error, what, onRetry }: ProblemProps): JSX.Element {
  const reason = error instanceof Error ? error.message : String(error)
  return (
    <div className="problem" role="alert">
      <Icon name="warning" />
      <div>
        <strong>Cannot load {what}</strong>
        <p>{reason}</p>
        {isApiError(error) ? <p className="soft">{error.remedy}</p> : null}
        {onRetry === undefined ? null : (
          <button type="button" className="button" onClick={onRetry}>
            <Icon name="reset" />
            <span>Try again</span>
          </button>
        )}
      </div>
    </div>
  )
}
