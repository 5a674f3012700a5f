/** A line that does not end is taken for one from here on, in UTF-16 units. */
const MAX_LINE_LENGTH = 64 * 1024
const LINES = /[^\r\n]*(?:\r\n|\n|\r)/g

export interface LineRedactorOptions {
  readonly redact: (line: string) => string | undefined
  /** It threw, or returned something else than a text; the line is left out. */
  readonly onFailure: (error: unknown) => void
}

/**
 * Shows every whole line to the user's function. What has no end yet waits: half a secret is not recognised as one. A carriage
 * return ends a line too, because progress bars end theirs so.
 */
export class LineRedactor {
  readonly #options: LineRedactorOptions
  #held = ''

  constructor(options: LineRedactorOptions) {
    this.#options = options
  }

  /** @returns what may be kept of the lines that are whole by now */
  push(text: string): string {
    const all = this.#held + text
    const lines: string[] = []
    let end = 0
    for (const [line] of all.matchAll(LINES)) {
      // Its line feed may come with the next chunk.
      if (end + line.length === all.length && line.endsWith('\r')) break
      end += line.length
      lines.push(this.#redactLine(line))
    }
    this.#held = all.slice(end)
    if (this.#held.length > MAX_LINE_LENGTH) lines.push(this.end())
    return lines.join('')
  }

  /** @returns what may be kept of the rest */
  end(): string {
    const rest = this.#held
    this.#held = ''
    return rest === '' ? '' : this.#redactLine(rest)
  }

  #redactLine(line: string): string {
    const ending = line.endsWith('\r\n') ? '\r\n' : /[\r\n]$/.test(line) ? line.slice(-1) : ''
    const content = line.slice(0, line.length - ending.length)
    try {
      const kept: unknown = this.#options.redact(content)
      if (kept === undefined || kept === null) return ''
      if (typeof kept === 'string') return kept + ending
      throw new TypeError(`it returned a ${typeof kept}`)
    } catch (error) {
      this.#options.onFailure(error)
      return ''
    }
  }
}
