import type { JSX } from 'react'
import { splitMetric } from '../../charts/model/split-metric.ts'

/** A name that is too long loses the end of its path first: names that stand together differ in their last part. */
export function PathName({ name: whole }: { readonly name: string }): JSX.Element {
  const { path, name } = splitMetric(whole)
  return (
    <span className="path-name">
      <span className="path-name-path">{path}</span>
      <span>{name}</span>
    </span>
  )
}
