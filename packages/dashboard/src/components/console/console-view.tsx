// oxlint-disable react/refs, react/set-state-in-effect, react/immutability, react/memo-dependencies, react-hooks/exhaustive-deps, jsx-a11y/no-noninteractive-tabindex -- lines are measured after they were drawn, in a store beside React that `version` and `state` stand for; and what scrolls must take the focus for its keys
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { JSX, RefObject } from 'react'
import { compareNames } from '../../charts/model/sections.ts'
import { RUN_COLOUR_COUNT } from '../../charts/model/run-colours.ts'
import type { ConsoleCache, ConsoleState } from '../../run/console-cache.ts'
import type { LinePosition } from '../../run/line-scroll.ts'
import type { LineRange } from '../../state/console-view.ts'
import { useSize } from '../ui/use-size.ts'
import { ConsoleRow } from './console-line.tsx'
import { useLineScroller } from './use-line-scroller.ts'

const LINE_PX = 20
/** Drawn beyond the window, so that a turn of the wheel shows text at once. */
const OVERSCAN_PX = 200
/** Asked for beyond the window. */
const LOOK_AHEAD_LINES = 300
const MAX_ROWS = 400
/** Heights of wrapped lines that are remembered. */
const MAX_HEIGHTS = 50_000

export interface ConsoleViewProps {
  readonly cache: ConsoleCache
  readonly state: ConsoleState
  readonly search: string
  /** Line of the match that was gone to. */
  readonly foundLine: number | undefined
  readonly marked: LineRange | undefined
  readonly isTimed: boolean
  readonly isWrapped: boolean
  readonly isFollowing: boolean
  readonly onFollow: (isFollowing: boolean) => void
  readonly onMark: (range: LineRange) => void
  readonly hrefOf: (line: number) => string
  /** Brings a line into view. */
  readonly showLineRef: RefObject<((line: number) => void) | null>
  readonly positionRef: RefObject<LinePosition>
}

/** The lines of a console. Only those on the screen are in the page, so a million cost nothing. */
export function ConsoleView(props: ConsoleViewProps): JSX.Element {
  const { cache, state, search, foundLine, marked, isTimed, isWrapped, isFollowing, onFollow, onMark } = props
  const [measure, size] = useSize<HTMLDivElement>()
  const heights = useMeasuredHeights(cache, `${isWrapped} ${isTimed} ${size.width}`)
  const { version, heightOf } = heights
  const lineCount = state.lineCount ?? 0
  const scroll = useLineScroller({
    lineCount,
    lineHeightPx: LINE_PX,
    viewPx: size.height,
    heightOf,
    isEven: !isWrapped && !cache.isFiltered,
    isFollowing,
    onUnfollow: () => onFollow(false),
    onReachEnd: () => onFollow(true),
  })
  const { position } = scroll
  const rows = useMemo(
    () => rowsFrom(position, { cache, lineCount, heightOf, viewPx: size.height }),
    // The heights and the lines behind `cache` change without it: `version` and `state` stand for them.
    [position.line, position.offsetPx, cache, state, version, lineCount, size.height],
  )
  useEffect(() => {
    const last = rows.at(-1) ?? position.line
    cache.need(position.line - LOOK_AHEAD_LINES, last + LOOK_AHEAD_LINES)
  })
  useLayoutEffect(() => {
    props.showLineRef.current = scroll.showLine
    props.positionRef.current = position
  })
  const colours = useMemo(() => writerColours(state.writers), [state.writers])
  const anchor = useRef(0)
  const onRowMark = useCallback(
    (number: number, isExtending: boolean): void => {
      const from = isExtending ? anchor.current : number
      anchor.current = from
      onMark({ from: Math.min(from, number), to: Math.max(from, number) })
    },
    [onMark],
  )
  const first = rows[0] ?? position.line
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div
      className={`console-scroll ${isWrapped ? 'is-wrapped' : ''}`}
      ref={scroll.scroller}
      onScroll={scroll.onScroll}
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label="Console"
    >
      <div className="console-window" ref={measure}>
        <div
          className="console-lines"
          ref={heights.ref}
          style={{ transform: `translateY(${first === position.line ? -position.offsetPx : 0}px)` }}
        >
          {rows.map((number) => {
            const line = cache.lineAt(number) ?? undefined
            return (
              <ConsoleRow
                key={number}
                number={number}
                line={line}
                search={search}
                isFound={number === foundLine}
                isMarked={marked !== undefined && number >= marked.from && number <= marked.to}
                isTimed={isTimed}
                writerColour={colours === undefined ? undefined : (colours.get(line?.writer ?? '') ?? 0)}
                href={props.hrefOf(number)}
                onMark={onRowMark}
              />
            )
          })}
        </div>
      </div>
      <div style={{ height: Math.max(0, scroll.heightPx - size.height) }} />
    </div>
  )
}

interface RowsRequest {
  readonly cache: ConsoleCache
  readonly lineCount: number
  readonly heightOf: (line: number) => number
  readonly viewPx: number
}

/** Numbers of the lines to draw; those that a filter hides are left out. */
function rowsFrom(
  { line, offsetPx }: LinePosition,
  { cache, lineCount, heightOf, viewPx }: RowsRequest,
): number[] {
  const rows: number[] = []
  let usedPx = -offsetPx
  for (
    let number = line;
    number < lineCount && usedPx < viewPx + OVERSCAN_PX && rows.length < MAX_ROWS;
    number += 1
  ) {
    if (cache.lineAt(number) === null) continue
    rows.push(number)
    usedPx += heightOf(number)
  }
  return rows
}

/** Heights as they were drawn; a line that was not drawn yet counts as one row, one that a filter hides as none. */
function useMeasuredHeights(
  cache: ConsoleCache,
  layout: string,
): {
  readonly version: number
  readonly heightOf: (line: number) => number
  readonly ref: RefObject<HTMLDivElement | null>
} {
  const ref = useRef<HTMLDivElement>(null)
  const known = useRef({ layout, cache, heights: new Map<number, number>() })
  const [version, setVersion] = useState(0)
  if (known.current.layout !== layout || known.current.cache !== cache)
    known.current = { layout, cache, heights: new Map() }
  const heightOf = useCallback(
    (line: number): number =>
      cache.lineAt(line) === null ? 0 : (known.current.heights.get(line) ?? LINE_PX),
    [cache],
  )
  useLayoutEffect(() => {
    const { heights } = known.current
    let isChanged = false
    for (const row of ref.current?.children ?? []) {
      const number = Number((row as HTMLElement).dataset['line'])
      const height = (row as HTMLElement).offsetHeight
      if ((heights.get(number) ?? LINE_PX) === height) continue
      heights.set(number, height)
      isChanged = true
    }
    if (heights.size > MAX_HEIGHTS) heights.clear()
    if (isChanged) setVersion((before) => before + 1)
  })
  return { version, heightOf, ref }
}

/** A colour per writer; undefined for a run that has one. */
function writerColours(writers: readonly string[]): ReadonlyMap<string, number> | undefined {
  if (writers.length < 2) return undefined
  return new Map(writers.toSorted(compareNames).map((writer, index) => [writer, index % RUN_COLOUR_COUNT]))
}
