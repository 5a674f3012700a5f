import { memo, useMemo } from 'react'
import type { CSSProperties, JSX, MouseEvent } from 'react'
import type { ConsoleLine } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { parseAnsi } from '../../run/ansi.ts'
import type { AnsiColour, AnsiStyle } from '../../run/ansi.ts'
import { markMatches } from '../../run/mark-matches.ts'

/** Longer lines are cut: one of a million letters would stop the page. The download has all of it. */
const MAX_LETTERS = 20_000

export interface ConsoleRowProps {
  readonly number: number
  /** Undefined while it is on its way. */
  readonly line: ConsoleLine | undefined
  readonly search: string
  readonly isFound: boolean
  readonly isMarked: boolean
  readonly isTimed: boolean
  /** With the label of the writer; undefined when the run has one. */
  readonly writerColour: number | undefined
  readonly href: string
  readonly onMark: (number: number, isExtending: boolean) => void
}

/** One line: number, time, writer, text. Everything that was logged is text, never markup. */
export const ConsoleRow = memo(function ConsoleRow(props: ConsoleRowProps): JSX.Element {
  const { number, line, search, isFound, isMarked, isTimed, writerColour, href, onMark } = props
  const className = `console-row ${line?.stream === 'stderr' ? 'is-stderr' : ''} ${isMarked ? 'is-marked' : ''} ${isFound ? 'is-found' : ''}`
  const onClick = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey) return
    event.preventDefault()
    onMark(number, event.shiftKey)
  }
  return (
    <div className={className} data-line={number}>
      <a
        className="console-number"
        href={href}
        tabIndex={-1}
        title="Link to this line; with Shift up to this line"
        onClick={onClick}
      >
        {grouped(number + 1)}
      </a>
      {isTimed ? (
        <time
          className="console-time"
          title={line === undefined ? '' : new Date(line.timeMs).toLocaleString()}
        >
          {line === undefined ? '' : clockTime(line.timeMs)}
        </time>
      ) : null}
      {writerColour === undefined ? null : (
        <span
          className="console-writer"
          title={line?.writer}
          style={{ '--colour': `var(--run-${writerColour})` } as CSSProperties}
        >
          {line?.writer}
        </span>
      )}
      {line === undefined ? <span className="console-wait" /> : <LineText line={line} search={search} />}
    </div>
  )
})

function LineText({ line, search }: { readonly line: ConsoleLine; readonly search: string }): JSX.Element {
  const spans = useMemo(
    () => markMatches(parseAnsi(line.text.slice(0, MAX_LETTERS)), search),
    [line.text, search],
  )
  return (
    <span className="console-text">
      {line.stream === 'stderr' ? <span className="hidden">stderr: </span> : null}
      {spans.map(({ text, style, isMatch }, index) => {
        const look = { className: classOf(style), style: styleOf(style) }
        // oxlint-disable react/no-array-index-key -- stretches have no other name, and never move
        return isMatch ? (
          <mark key={index} {...look}>
            {text}
          </mark>
        ) : (
          <span key={index} {...look}>
            {text}
          </span>
        )
        // oxlint-enable react/no-array-index-key
      })}
      {line.text.length > MAX_LETTERS ? (
        <span className="soft"> … {grouped(line.text.length - MAX_LETTERS)} letters more</span>
      ) : null}
    </span>
  )
}

const FLAGS = [
  ['isBold', 'bold'],
  ['isDim', 'dim'],
  ['isItalic', 'italic'],
  ['isUnderlined', 'underline'],
  ['isStruck', 'strike'],
  ['isInverse', 'inverse'],
] as const

function classOf(style: AnsiStyle): string | undefined {
  const names = FLAGS.filter(([flag]) => style[flag] === true).map(([, name]) => `ansi-${name}`)
  if (typeof style.colour === 'string') names.push('ansi-exact')
  if (style.background !== undefined) names.push('ansi-back')
  return names.length === 0 ? undefined : names.join(' ')
}

/** Colours travel as custom properties: the style sheet keeps them readable in either theme. */
function styleOf({ colour, background }: AnsiStyle): CSSProperties | undefined {
  if (colour === undefined && background === undefined) return undefined
  return {
    ...(colour === undefined
      ? {}
      : typeof colour === 'number'
        ? { color: valueOf(colour) }
        : { '--ansi': colour }),
    ...(background === undefined ? {} : { '--ansi-back': valueOf(background) }),
  } as CSSProperties
}

function valueOf(colour: AnsiColour): string {
  return typeof colour === 'number' ? `var(--ansi-${colour})` : colour
}

function clockTime(timeMs: number): string {
  const time = new Date(timeMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
}
