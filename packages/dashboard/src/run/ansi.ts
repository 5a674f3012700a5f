// oxlint-disable no-control-regex -- terminals are controlled by these characters
/** A colour of a terminal: one of the 16 of the theme, or an exact one as `#rrggbb`. */
export type AnsiColour = number | string

/** How a stretch of text looks. Absent members: as the terminal's default. */
export interface AnsiStyle {
  readonly colour?: AnsiColour
  readonly background?: AnsiColour
  readonly isBold?: true
  readonly isDim?: true
  readonly isItalic?: true
  readonly isUnderlined?: true
  readonly isStruck?: true
  readonly isInverse?: true
}

export interface AnsiSpan {
  readonly text: string
  readonly style: AnsiStyle
}

export const PLAIN_STYLE: AnsiStyle = {}

/**
 * CSI, OSC (ended by BEL or ST; cut at the end of the line) and two-byte escapes, by ECMA-48 §5.4 and xterm. Bounded
 * classes without nesting: linear in the length of the line.
 */
// oxlint-disable-next-line no-control-regex -- escape sequences are what this file reads
const ESCAPE =
  /\u001b(?:\[([0-9;:<=>?]*)[ -/]*([@-~])?|\][^\u0007\u001b]*(?:\u0007|\u001b\\|$)|[PX^_][^\u001b]*(?:\u001b\\|$)|[ -/]*[0-~]|$)/g
/** What a terminal would not show; the tab stays. */
// oxlint-disable-next-line no-control-regex -- see above
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g

/** Cuts one line into stretches of one style each. Sequences that are not about style are dropped. */
export function parseAnsi(line: string): AnsiSpan[] {
  if (!line.includes('\u001b')) {
    const text = line.replace(CONTROL, '')
    return text === '' ? [] : [{ text, style: PLAIN_STYLE }]
  }
  const spans: AnsiSpan[] = []
  let style = PLAIN_STYLE
  let start = 0
  const push = (end: number): void => {
    const text = line.slice(start, end).replace(CONTROL, '')
    if (text !== '') spans.push({ text, style })
  }
  for (const match of line.matchAll(ESCAPE)) {
    push(match.index)
    start = match.index + match[0].length
    if (match[2] === 'm' && !/[<=>?]/.test(match[1] ?? '')) style = applySgr(style, match[1] ?? '')
  }
  push(line.length)
  return spans
}

/** The text without any escape sequence. */
export function stripAnsi(line: string): string {
  return parseAnsi(line)
    .map(({ text }) => text)
    .join('')
}

type Mutable = { -readonly [Key in keyof AnsiStyle]: AnsiStyle[Key] }

function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  // Colours come as `38;5;n` and as `38:5:n`; the latter may have an empty colour space, which is dropped.
  const codes = parameters
    .replace(/(\d+):2::/g, '$1:2:')
    .split(/[;:]/)
    .map(Number)
  let next: Mutable = { ...style }
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0
    if (code === 0) next = {}
    else if (code === 38 || code === 48) {
      const extended = readExtended(codes, index + 1)
      if (extended.colour !== undefined) next[code === 38 ? 'colour' : 'background'] = extended.colour
      index = extended.last
    } else applyCode(next, code)
  }
  return next
}

function applyCode(style: Mutable, code: number): void {
  const flag = FLAGS.get(code)
  if (flag !== undefined) style[flag] = true
  for (const name of RESETS.get(code) ?? []) delete style[name]
  if (code >= 30 && code <= 37) style.colour = code - 30
  if (code >= 40 && code <= 47) style.background = code - 40
  if (code >= 90 && code <= 97) style.colour = code - 82
  if (code >= 100 && code <= 107) style.background = code - 92
}

type Flag = Exclude<keyof AnsiStyle, 'colour' | 'background'>

const FLAGS: ReadonlyMap<number, Flag> = new Map([
  [1, 'isBold'],
  [2, 'isDim'],
  [3, 'isItalic'],
  [4, 'isUnderlined'],
  [7, 'isInverse'],
  [9, 'isStruck'],
])

const RESETS: ReadonlyMap<number, readonly (keyof AnsiStyle)[]> = new Map<
  number,
  readonly (keyof AnsiStyle)[]
>([
  [22, ['isBold', 'isDim']],
  [23, ['isItalic']],
  [24, ['isUnderlined']],
  [27, ['isInverse']],
  [29, ['isStruck']],
  [39, ['colour']],
  [49, ['background']],
])

/** `5;n` one of 256, `2;r;g;b` exact. `last`: index of the last parameter that belongs to it. */
function readExtended(
  codes: readonly number[],
  index: number,
): { colour: AnsiColour | undefined; last: number } {
  if (codes[index] === 5) return { colour: ofPalette(codes[index + 1]), last: index + 1 }
  if (codes[index] === 2) {
    const parts = codes.slice(index + 1, index + 4)
    return { colour: parts.length === 3 ? toHex(parts) : undefined, last: index + 3 }
  }
  return { colour: undefined, last: index }
}

/** The 256 colours of xterm: 16 of the theme, a cube of 6 × 6 × 6, 24 greys. */
function ofPalette(n: number | undefined): AnsiColour | undefined {
  if (n === undefined || !(n >= 0 && n <= 255)) return undefined
  if (n < 16) return n
  if (n >= 232) return toHex([8 + (n - 232) * 10, 8 + (n - 232) * 10, 8 + (n - 232) * 10])
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40)
  const place = n - 16
  return toHex([level(Math.floor(place / 36)), level(Math.floor(place / 6) % 6), level(place % 6)])
}

function toHex(parts: readonly number[]): string {
  const byte = (value: number): string =>
    Math.max(0, Math.min(255, Math.round(Number.isFinite(value) ? value : 0)))
      .toString(16)
      .padStart(2, '0')
  return `#${parts.map(byte).join('')}`
}
