import type { ExportRow } from './columns.ts'

/** Where the bytes go. */
export interface ExportOutput {
  /** @returns false when nobody wants more */
  write(chunk: string | Uint8Array): Promise<boolean>
}

/** Rows in one format. */
export interface RowWriter {
  /** Undefined: go on. A promise: wait, and stop when it resolves to false. */
  write(row: ExportRow): Promise<boolean> | undefined
  finish(): Promise<void>
}

const CHUNK_CHARS = 64 * 1024

/** Lines of text, handed on in pieces. */
export class LineBuffer {
  readonly #output: ExportOutput
  #text = ''

  constructor(output: ExportOutput) {
    this.#output = output
  }

  add(line: string): Promise<boolean> | undefined {
    this.#text += line
    return this.#text.length < CHUNK_CHARS ? undefined : this.flush()
  }

  flush(): Promise<boolean> {
    const text = this.#text
    this.#text = ''
    return text === '' ? Promise.resolve(true) : this.#output.write(text)
  }
}

/** The shortest text that reads back as the same double. */
export function numberText(value: number): string {
  // JavaScript's own text of a negative zero has no sign.
  return value === 0 && 1 / value < 0 ? '-0' : String(value)
}
