import type { Span, SpanAttributes } from '@kymo/core'

export interface ContentGateOptions {
  readonly captureContent: boolean
  readonly redact: ((value: unknown, key: string) => unknown) | undefined
}

/** What a program's messages, arguments and results go through before they are kept. A content that cannot be read costs itself only. */
export class ContentGate {
  readonly #options: ContentGateOptions

  constructor(options: ContentGateOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#options.captureContent
  }

  /** All contents as attributes; none when they are not to be kept. */
  readAll(contents: Readonly<Record<string, () => unknown>>): SpanAttributes {
    if (!this.isOpen) return {}
    return Object.fromEntries(
      Object.entries(contents).map(([key, read]) => [key, this.#read(key, read)] as const),
    )
  }

  set(span: Span, key: string, read: () => unknown): void {
    if (this.isOpen) span.setAttribute(key, this.#read(key, read))
  }

  /** Contents may be anything: circular, with getters that throw, with numbers that JSON has not. */
  #read(key: string, read: () => unknown): unknown {
    let value: unknown
    try {
      value = read()
    } catch (error) {
      return `[unreadable: ${error instanceof Error ? error.message : String(error)}]`
    }
    const { redact } = this.#options
    if (redact === undefined) return value
    try {
      const kept = redact(value, key)
      if (!(kept instanceof Promise) || kept === value) return kept
      // It has to answer at once; and its rejection must not end the program.
      kept.catch(() => undefined)
      return '[redaction failed]'
    } catch {
      return '[redaction failed]'
    }
  }
}
