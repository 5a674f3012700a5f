const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Plain ASCII without controls: the common case, one column per character. */
const ASCII = /^[\x20-\x7e]*$/

/** Our own colour codes: the only escape sequences that reach the printer (see printable.ts). */
// eslint-disable-next-line no-control-regex
const STYLES = /\x1b\[[0-9;]*m/g

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

/** East Asian wide and full-width ranges, and what terminals draw as a two-column picture. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u

/**
 * Columns that a terminal needs for the text.
 * @see Unicode Standard Annex 11 (East Asian Width) and 29 (grapheme clusters)
 */
export function textWidth(text: string): number {
  const plain = text.replace(STYLES, '')
  if (ASCII.test(plain)) return plain.length
  let width = 0
  for (const { segment } of GRAPHEMES.segment(plain)) width += graphemeWidth(segment)
  return width
}

/** @returns the text cut to at most `maxWidth` columns, with an ellipsis in the last one if anything was cut */
export function truncateText(text: string, maxWidth: number): string {
  if (textWidth(text) <= maxWidth) return text
  let kept = ''
  let width = 0
  for (const { segment } of GRAPHEMES.segment(text)) {
    width += graphemeWidth(segment)
    if (width > maxWidth - 1) break
    kept += segment
  }
  return `${kept}…`
}

export function padText(text: string, width: number, align: 'left' | 'right'): string {
  const padding = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + padding : padding + text
}

function graphemeWidth(grapheme: string): number {
  if (ZERO_WIDTH.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}
