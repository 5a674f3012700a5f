import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { formatExact, formatNumber } from '../../charts/model/format.ts'
import { mediaLabel } from '../../media/media-label.ts'

/** A logged value on one line; the exact value in the tooltip. User data: always text, never markup. */
export function ValueText({ value }: { readonly value: Value | undefined }): JSX.Element {
  if (value === undefined) return <span className="absent">–</span>
  const number =
    typeof value === 'number'
      ? value
      : value === 'NaN' || value === 'Infinity' || value === '-Infinity'
        ? Number(value)
        : undefined
  if (number !== undefined) {
    return (
      <span
        className={Number.isFinite(number) ? 'numeric' : 'numeric non-finite'}
        title={formatExact(number)}
      >
        {formatNumber(number)}
      </span>
    )
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const label = mediaLabel(value)
  if (label !== undefined) {
    return (
      <span className="media-label" title={text.slice(0, 2000)}>
        {label}
      </span>
    )
  }
  return (
    <span className={typeof value === 'string' ? 'text-value' : 'code-value'} title={text.slice(0, 2000)}>
      {text.slice(0, 500)}
    </span>
  )
}
