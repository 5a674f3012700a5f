/** Where a list of lines is scrolled to: a line at the top of the window, and how much of it is above the window. */
export interface LinePosition {
  readonly line: number
  /** Pixels of the line that are hidden above the window: 0 ≤ offsetPx < height of the line. */
  readonly offsetPx: number
}

/** Height of a line: measured where it is drawn, estimated elsewhere. */
export type HeightOf = (line: number) => number

/** Browsers refuse elements of more than some 16 M pixels; a scroll bar needs far fewer. */
export const MAX_SCROLL_PX = 4_000_000

export const TOP: LinePosition = { line: 0, offsetPx: 0 }

/** Moves by pixels, over lines of any height. Stays within `[0, lineCount)`. */
export function moveBy(
  { line, offsetPx }: LinePosition,
  deltaPx: number,
  { lineCount, heightOf }: { readonly lineCount: number; readonly heightOf: HeightOf },
): LinePosition {
  if (lineCount === 0) return TOP
  let [at, rest] = [Math.min(line, lineCount - 1), offsetPx + deltaPx]
  while (rest < 0 && at > 0) {
    at -= 1
    rest += heightOf(at)
  }
  while (at < lineCount - 1 && rest >= heightOf(at)) {
    rest -= heightOf(at)
    at += 1
  }
  if (at === lineCount - 1) rest = Math.min(rest, Math.max(0, heightOf(at) - 1))
  return { line: at, offsetPx: Math.max(0, rest) }
}

/** The last position: the last line ends at the lower edge of the window. */
export function endPosition(
  viewPx: number,
  { lineCount, heightOf }: { readonly lineCount: number; readonly heightOf: HeightOf },
): LinePosition {
  let [line, used] = [lineCount, 0]
  while (line > 0 && used < viewPx) {
    line -= 1
    used += heightOf(line)
  }
  return used < viewPx ? TOP : { line, offsetPx: used - viewPx }
}

export interface ScrollBar {
  /** Height of everything, as the browser's scroll bar sees it. */
  readonly heightPx: number
  readonly viewPx: number
  readonly end: LinePosition
}

export function scrollHeight(lineCount: number, lineHeightPx: number, viewPx: number): number {
  return Math.max(viewPx, Math.min(MAX_SCROLL_PX, lineCount * lineHeightPx))
}

/** Position of the scroll bar for a position in the list: both ends meet, between them by share of lines. */
export function toScrollTop(position: LinePosition, bar: ScrollBar, heightOf: HeightOf): number {
  const most = bar.heightPx - bar.viewPx
  const last = fractionOf(bar.end, heightOf)
  if (last <= 0) return 0
  return Math.min(most, (fractionOf(position, heightOf) / last) * most)
}

/** The inverse of {@link toScrollTop}: for a scroll bar that was dragged. */
export function fromScrollTop(scrollTopPx: number, bar: ScrollBar, heightOf: HeightOf): LinePosition {
  const most = bar.heightPx - bar.viewPx
  if (most <= 0) return TOP
  const fraction = (Math.min(scrollTopPx, most) / most) * fractionOf(bar.end, heightOf)
  const line = Math.floor(fraction)
  return { line, offsetPx: (fraction - line) * heightOf(line) }
}

export function isAfter(left: LinePosition, right: LinePosition): boolean {
  return left.line > right.line || (left.line === right.line && left.offsetPx > right.offsetPx)
}

function fractionOf({ line, offsetPx }: LinePosition, heightOf: HeightOf): number {
  return line + offsetPx / Math.max(1, heightOf(line))
}
