// oxlint-disable no-control-regex -- terminals are controlled by these characters
/** A line as a terminal shows it, colours kept. */
export interface TerminalLine {
  /** Unix milliseconds of its first character. */
  readonly timeMs: number
  /** 1 for standard output, 0 for standard error, as in the log. */
  readonly stream: number
  text: string
}

/** Where a stream writes next. Kept with the facts of a log, so that reading can go on in another process. */
export interface CursorState {
  /** Numbers of the stream's newest lines, oldest first; the last may be unfinished. */
  recent: number[]
  /** Index into `recent`; its length when the next character begins a line. */
  row: number
  column: number
  /** An escape sequence that has begun. */
  pending: string
}

export interface TerminalState {
  lineCount: number
  /** Of these, lines of standard output. */
  stdoutCount: number
  readonly cursors: readonly [stderr: CursorState, stdout: CursorState]
}

export interface LineStore {
  get(number: number): TerminalLine
  /** A line is new or has changed. */
  put(number: number, line: TerminalLine): void
}

/** How far back a program may go to change what it has printed: progress bars, of several of which each has a line. */
const WINDOW_LINES = 32
const MAX_LINE_CHARS = 65_536
const CUT_MARK = '… [cut]'
/** CSI, OSC and the other kinds of escape sequence (ECMA-48), or the beginning of one at the end of the text. */
const SPECIAL =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[PX^_][^\u001b]*\u001b\\|[ -/]*[0-OQ-WYZ`-~\\])|[\u0000-\u001a\u001c-\u001f\u007f]/g
const UNFINISHED = /\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]*|[PX^_][^\u001b]*\u001b?|[ -/]*)$/
const PLAIN = /^[^\u0000-\u0008\u000b-\u001f\u007f]*$/
const MAX_PENDING_CHARS = 4_096

export function newTerminalState(): TerminalState {
  const cursor = (): CursorState => ({ recent: [], row: 0, column: 0, pending: '' })
  return { lineCount: 0, stdoutCount: 0, cursors: [cursor(), cursor()] }
}

/**
 * Turns what a program wrote into lines: carriage returns, backspaces and cursor movements within the last 32 lines of a
 * stream change what is there, colours stay, everything else that controls a terminal is left out. The two streams are
 * told apart: text of one does not continue a line of the other.
 */
export class Terminal {
  readonly #state: TerminalState
  readonly #lines: LineStore

  constructor(state: TerminalState, lines: LineStore) {
    this.#state = state
    this.#lines = lines
  }

  write(stream: number, text: string, timeMs: number): void {
    const cursor = this.#state.cursors[stream === 1 ? 1 : 0]
    const whole = cursor.pending + text
    const tail = UNFINISHED.exec(whole)?.[0] ?? ''
    cursor.pending = tail.length > MAX_PENDING_CHARS ? '' : tail
    const ready = tail === '' ? whole : whole.slice(0, -tail.length)
    const place = { cursor, stream, timeMs }
    if (PLAIN.test(ready)) this.#printLines(place, ready)
    else this.#printControlled(place, ready)
  }

  #printLines(place: Place, text: string): void {
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      if (at > from) this.#print(place, text.slice(from, at))
      this.#feed(place)
      from = at + 1
    }
    if (from < text.length) this.#print(place, text.slice(from))
  }

  #printControlled(place: Place, text: string): void {
    let from = 0
    for (const match of text.matchAll(SPECIAL)) {
      if (match.index > from) this.#print(place, text.slice(from, match.index))
      this.#control(place, match[0])
      from = match.index + match[0].length
    }
    if (from < text.length) this.#print(place, text.slice(from))
  }

  #control(place: Place, sequence: string): void {
    const { cursor } = place
    switch (sequence) {
      case '\n':
        return this.#feed(place)
      case '\r':
        cursor.column = 0
        return
      case '\b':
        cursor.column = Math.max(0, cursor.column - 1)
        return
      case '\t':
        return this.#print(place, '\t')
      default:
        if (sequence.startsWith('\u001b[')) this.#move(place, sequence)
    }
  }

  #move(place: Place, sequence: string): void {
    const { cursor } = place
    const count = Math.max(1, Number.parseInt(sequence.slice(2), 10) || 1)
    switch (sequence.charAt(sequence.length - 1)) {
      case 'm':
        return this.#print(place, sequence)
      case 'A':
        cursor.row = Math.max(0, cursor.row - count)
        return
      case 'F':
        cursor.row = Math.max(0, cursor.row - count)
        cursor.column = 0
        return
      case 'B':
      case 'E':
        cursor.row = Math.min(cursor.recent.length, cursor.row + count)
        if (sequence.endsWith('E')) cursor.column = 0
        return
      case 'C':
        cursor.column = Math.min(MAX_LINE_CHARS, cursor.column + count)
        return
      case 'D':
        cursor.column = Math.max(0, cursor.column - count)
        return
      case 'G':
        cursor.column = Math.min(MAX_LINE_CHARS, count - 1)
        return
      case 'K':
        return this.#erase(place, Number.parseInt(sequence.slice(2), 10) || 0)
      default:
    }
  }

  #feed({ cursor, stream, timeMs }: Place): void {
    // An empty line is a line too.
    if (cursor.row === cursor.recent.length) this.#open({ cursor, stream, timeMs })
    cursor.row++
    cursor.column = 0
  }

  #print(place: Place, text: string): void {
    const { cursor } = place
    const number = cursor.row < cursor.recent.length ? cursor.recent[cursor.row] : this.#open(place)
    const line = this.#lines.get(number)
    if (cursor.column >= MAX_LINE_CHARS) return
    const width = widthOf(line.text)
    const added = widthOf(text)
    line.text = cursor.column === width ? line.text + text : overlay(line.text, cursor.column, text)
    cursor.column += added
    if (line.text.length > 2 * MAX_LINE_CHARS || cursor.column > MAX_LINE_CHARS) {
      line.text = line.text.slice(0, MAX_LINE_CHARS) + CUT_MARK
      cursor.column = MAX_LINE_CHARS
    }
    this.#lines.put(number, line)
  }

  /** @param mode 0: from the cursor to the end, 1: up to the cursor, 2: all of the line */
  #erase({ cursor }: Place, mode: number): void {
    if (cursor.row >= cursor.recent.length) return
    const number = cursor.recent[cursor.row]
    const line = this.#lines.get(number)
    if (mode === 2) line.text = ''
    else if (mode === 1) line.text = overlay(line.text, 0, ' '.repeat(cursor.column))
    else line.text = cutCells(line.text, cursor.column)
    if (mode === 2 && cursor.column > 0) line.text = ' '.repeat(cursor.column)
    this.#lines.put(number, line)
  }

  #open({ cursor, stream, timeMs }: Place): number {
    const number = this.#state.lineCount++
    if (stream === 1) this.#state.stdoutCount++
    this.#lines.put(number, { timeMs, stream, text: '' })
    cursor.recent.push(number)
    if (cursor.recent.length > WINDOW_LINES) cursor.recent.shift()
    cursor.row = cursor.recent.length - 1
    return number
  }
}

interface Place {
  readonly cursor: CursorState
  readonly stream: number
  readonly timeMs: number
}

interface Cell {
  readonly text: string
  /** Colour sequences that stand before it. */
  readonly style: string
}

const STYLE = /\u001b\[[0-9;:]*m/g

/** Characters that are seen. */
function widthOf(text: string): number {
  return text.includes('\u001b') ? text.replaceAll(STYLE, '').length : text.length
}

/** Writes text over what is at a column and after it. */
function overlay(line: string, column: number, text: string): string {
  if (!line.includes('\u001b') && !text.includes('\u001b')) {
    return line.slice(0, column).padEnd(column) + text + line.slice(column + text.length)
  }
  const cells = toCells(line)
  while (cells.length < column) cells.push({ text: ' ', style: '' })
  const written = toCells(text, cells[column - 1]?.style)
  // Colours without a character are kept where the next one will stand.
  if (written.length === 0) return fromCells(cells.slice(0, column)) + text + fromCells(cells.slice(column))
  cells.splice(column, written.length, ...written)
  return fromCells(cells)
}

function cutCells(line: string, column: number): string {
  return line.includes('\u001b') ? fromCells(toCells(line).slice(0, column)) : line.slice(0, column)
}

/** Each character with the colours that hold for it. */
function toCells(text: string, startStyle = ''): Cell[] {
  const cells: Cell[] = []
  let style = startStyle
  let from = 0
  const take = (to: number): void => {
    for (let i = from; i < to; i++) cells.push({ text: text.charAt(i), style })
  }
  for (const match of text.matchAll(STYLE)) {
    take(match.index)
    style = isReset(match[0]) ? '' : style + match[0]
    from = match.index + match[0].length
  }
  take(text.length)
  return cells
}

function fromCells(cells: readonly Cell[]): string {
  let style = ''
  let text = ''
  for (const cell of cells) {
    if (cell.style !== style) {
      text += (style === '' ? '' : '\u001b[0m') + cell.style
      style = cell.style
    }
    text += cell.text
  }
  return style === '' ? text : `${text}\u001b[0m`
}

function isReset(sequence: string): boolean {
  return sequence === '\u001b[m' || sequence === '\u001b[0m'
}
