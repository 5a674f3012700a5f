import type { ConsoleText } from '@kymo/core'

/** A whole line of the console. */
export interface ConsoleLine {
  readonly stream: 'stdout' | 'stderr'
  /** Unix milliseconds of its end. */
  readonly timeMs: number
  readonly writer: string
  readonly text: string
}

/** A line longer than this is handed on in pieces: output need not have line ends at all. */
const MAX_LINE_CHARS = 64 * 1024

/**
 * Puts pieces of output together to lines, each stream of each writer for itself. Of a line that was drawn anew (a progress
 * bar) its last state stays.
 */
export class LineJoiner {
  readonly #rests = new Map<string, ConsoleText>()

  /** @returns the lines that end in this piece */
  add(piece: ConsoleText): ConsoleLine[] {
    const key = `${piece.stream} ${piece.writer}`
    const text = (this.#rests.get(key)?.text ?? '') + piece.text
    const parts = text.split('\n')
    const rest = lastState(parts.pop() ?? '', true)
    const lines = parts.map((part) => toLine(piece, part))
    if (rest.length > MAX_LINE_CHARS) lines.push(toLine(piece, rest))
    this.#rests.set(key, { ...piece, text: rest.length > MAX_LINE_CHARS ? '' : rest })
    return lines
  }

  /** Lines that have no end. */
  end(): ConsoleLine[] {
    const rests = [...this.#rests.values()].filter(({ text }) => text !== '')
    this.#rests.clear()
    return rests.map((rest) => toLine(rest, rest.text))
  }
}

function toLine({ stream, timeMs, writer }: ConsoleText, text: string): ConsoleLine {
  return { stream, timeMs, writer, text: lastState(text, false) }
}

/** What a carriage return leaves of a line. @param isOpen a return at its end may still be half of a line's end */
function lastState(text: string, isOpen: boolean): string {
  const isReturned = text.endsWith('\r')
  const body = isReturned ? text.slice(0, -1) : text
  const last = body.slice(body.lastIndexOf('\r') + 1)
  return isOpen && isReturned ? `${last}\r` : last
}
