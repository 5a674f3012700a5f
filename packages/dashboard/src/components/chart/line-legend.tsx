import { useMemo } from 'react'
import type { CSSProperties, JSX } from 'react'
import type { SceneRun } from '../../charts/model/chart-scene.ts'
import { dashOf, toWriterLine } from '../../charts/model/writer-lines.ts'
import { highlightedRun } from '../../state/cross-hair.ts'

/** More writers than this are told apart by the tooltip only. */
const MAX_SHOWN = 32

/** The look of a line: a dot of its colour, or a piece of it where its pattern matters. */
export function LineSwatch({ run }: { readonly run: SceneRun }): JSX.Element {
  const dash = dashOf(run)
  if (run.dash === undefined || dash.length === 0) {
    return <span className="swatch" style={{ '--colour': `var(--run-${run.colour})` } as CSSProperties} />
  }
  return (
    <svg className="line-swatch" viewBox="0 0 18 10" width="18" height="10" aria-hidden="true">
      <path d="M0 5h18" style={{ stroke: `var(--run-${run.colour})`, strokeDasharray: dash.join(' ') }} />
    </svg>
  )
}

export interface LineLegendProps {
  readonly label: string
  readonly lines: readonly SceneRun[]
}

/** What the lines of the charts stand for. Pointing at an entry makes its lines stand out. */
export function LineLegend({ label, lines }: LineLegendProps): JSX.Element {
  return (
    <ul className="line-legend" aria-label={label}>
      {lines.slice(0, MAX_SHOWN).map((line) => (
        <li
          key={line.id}
          title={line.name}
          onPointerEnter={() => highlightedRun.set(line.id)}
          onPointerLeave={() => highlightedRun.set(undefined)}
        >
          <LineSwatch run={line} />
          <span>{line.name}</span>
        </li>
      ))}
      {lines.length > MAX_SHOWN ? <li className="soft">{lines.length - MAX_SHOWN} more</li> : null}
    </ul>
  )
}

/** Writers of the drawn runs that have several; nothing when none has. */
export function WriterLegend({ runs }: { readonly runs: readonly SceneRun[] }): JSX.Element | null {
  const lines = useMemo(
    () =>
      runs.flatMap((run) =>
        (run.writers ?? []).map((writer) => toWriterLine(run, writer, { isAlone: runs.length === 1 })),
      ),
    [runs],
  )
  return lines.length === 0 ? null : <LineLegend label="Writers" lines={lines} />
}
