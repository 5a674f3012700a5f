import { useState } from 'react'
import type { JSX } from 'react'
import type { DiffLine } from '../../run/unified-diff.ts'

const LINES_AT_ONCE = 2000
const SIGNS: Readonly<Partial<Record<DiffLine['kind'], string>>> = { added: '+', removed: '−' }

export interface DiffViewProps {
  readonly lines: readonly DiffLine[]
  readonly isCut: boolean
}

/** A diff with its line numbers; signs and colours both say what was added and removed. */
export function DiffView({ lines, isCut }: DiffViewProps): JSX.Element {
  const [shown, setShown] = useState(LINES_AT_ONCE)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="diff" role="region" aria-label="Changes" tabIndex={0}>
      <table>
        <tbody>
          {lines.slice(0, shown).map((line, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- lines have no other name, and never move
            <tr key={index} className={`is-${line.kind}`}>
              <td className="diff-number">{line.before}</td>
              <td className="diff-number">{line.after}</td>
              <td className="diff-sign" aria-label={line.kind}>
                {SIGNS[line.kind]}
              </td>
              <td className="diff-text">{line.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > shown ? (
        <button type="button" className="button" onClick={() => setShown(shown + LINES_AT_ONCE)}>
          Show {Math.min(LINES_AT_ONCE, lines.length - shown)} more lines
        </button>
      ) : null}
      {isCut ? <p className="soft file-cut">Only the start of the file is shown.</p> : null}
    </div>
  )
}
