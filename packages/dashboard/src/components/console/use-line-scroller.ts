// oxlint-disable react/exhaustive-effect-dependencies -- whatever changes the length of the page moves the bar
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'
import {
  TOP,
  endPosition,
  fromScrollTop,
  isAfter,
  moveBy,
  scrollHeight,
  toScrollTop,
} from '../../run/line-scroll.ts'
import type { HeightOf, LinePosition } from '../../run/line-scroll.ts'

/** A scroll of the bar by more than this many windows was dragged, or a jump: then the place on the bar counts. */
const JUMP_WINDOWS = 3
/** The bar is set right when nothing has moved for this long. */
const SETTLE_MS = 120

export interface LineScrollerOptions {
  readonly lineCount: number
  readonly lineHeightPx: number
  readonly viewPx: number
  readonly heightOf: HeightOf
  /** All lines have the same height and none is hidden: the bar is then exact while it fits a browser. */
  readonly isEven: boolean
  /** Keeps to the end while lines are added. */
  readonly isFollowing: boolean
  readonly onUnfollow: () => void
  readonly onReachEnd: () => void
}

export interface LineScroller {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** Height of everything, for the scroll bar. */
  readonly heightPx: number
  readonly position: LinePosition
  readonly onScroll: () => void
  /** Brings a line into view, a third from the top. */
  readonly showLine: (line: number) => void
}

/**
 * Scrolls through any number of lines of any heights. A browser's scroll bar ends at some million pixels; so the bar only
 * tells by how much somebody wants to move, and the position is a line and pixels of it.
 */
export function useLineScroller(options: LineScrollerOptions): LineScroller {
  const { lineCount, lineHeightPx, viewPx, heightOf, isFollowing } = options
  const scroller = useRef<HTMLDivElement>(null)
  const latest = useRef(options)
  const barTop = useRef(0)
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [chosen, setChosen] = useState<LinePosition>(TOP)
  const heightPx = scrollHeight(lineCount, lineHeightPx, viewPx)
  const end = endPosition(viewPx, { lineCount, heightOf })
  const position = isFollowing || isAfter(chosen, end) ? end : chosen
  const shown = useRef(position)
  useLayoutEffect(() => {
    latest.current = options
    shown.current = position
  })
  const alignBar = useCallback((): void => {
    const element = scroller.current
    if (element === null) return
    const { lineCount: count, heightOf: height, viewPx: view, lineHeightPx: each } = latest.current
    const bar = {
      heightPx: scrollHeight(count, each, view),
      viewPx: view,
      end: endPosition(view, { lineCount: count, heightOf: height }),
    }
    const top = Math.round(toScrollTop(shown.current, bar, height))
    barTop.current = top
    if (Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top
  }, [])
  useLayoutEffect(() => {
    if (isFollowing) alignBar()
  }, [isFollowing, alignBar, lineCount, heightPx, viewPx])
  useEffect(() => () => clearTimeout(settling.current), [])

  const onScroll = useCallback((): void => {
    const element = scroller.current
    if (element === null) return
    const { isEven, isFollowing: wasFollowing, onUnfollow, onReachEnd, ...list } = latest.current
    const deltaPx = element.scrollTop - barTop.current
    barTop.current = element.scrollTop
    if (Math.abs(deltaPx) < 1) return
    const most = element.scrollHeight - element.clientHeight
    const last = endPosition(list.viewPx, list)
    const bar = { heightPx: element.scrollHeight, viewPx: list.viewPx, end: last }
    const isExact =
      isEven &&
      scrollHeight(list.lineCount, list.lineHeightPx, list.viewPx) === list.lineCount * list.lineHeightPx
    const isJump =
      isExact ||
      Math.abs(deltaPx) > JUMP_WINDOWS * list.viewPx ||
      element.scrollTop <= 0 ||
      element.scrollTop >= most - 1
    const next = isJump
      ? fromScrollTop(element.scrollTop, bar, list.heightOf)
      : moveBy(shown.current, deltaPx, list)
    const isAtEnd = !isAfter(last, next)
    setChosen(isAtEnd ? last : next)
    shown.current = isAtEnd ? last : next
    if (wasFollowing && deltaPx < 0 && !isAtEnd) onUnfollow()
    if (!wasFollowing && deltaPx > 0 && isAtEnd) onReachEnd()
    clearTimeout(settling.current)
    if (!isExact) settling.current = setTimeout(alignBar, SETTLE_MS)
  }, [alignBar])

  const showLine = useCallback(
    (line: number): void => {
      const { onUnfollow, isFollowing: wasFollowing, ...list } = latest.current
      if (wasFollowing) onUnfollow()
      const next = moveBy({ line, offsetPx: 0 }, -Math.floor(list.viewPx / 3), list)
      setChosen(next)
      shown.current = next
      requestAnimationFrame(alignBar)
    },
    [alignBar],
  )
  return { scroller, heightPx, position, onScroll, showLine }
}
