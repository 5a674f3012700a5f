/** One message of a Server-Sent Events stream. */
export interface StreamMessage {
  readonly event: string
  readonly data: string
}

/** Longest line that is kept; a stream that never ends its line must not fill the memory. */
const MAX_LINE_LENGTH = 1_000_000

/**
 * Reads Server-Sent Events from the body of a fetch: unlike EventSource that tells a missing session from a lost network.
 * Comments (heartbeats) are yielded as `undefined`, so that the caller sees that the stream is alive.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export async function* readEventStream(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<StreamMessage | undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const parser = new MessageParser()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield* parser.push(decoder.decode(value, { stream: true }))
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

class MessageParser {
  #rest = ''
  #event = ''
  #data: string[] = []

  push(text: string): (StreamMessage | undefined)[] {
    const messages: (StreamMessage | undefined)[] = []
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/)
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE_LENGTH)
    for (const line of lines) {
      if (line.startsWith(':')) messages.push(undefined)
      else if (line !== '') this.#take(line)
      else if (this.#data.length > 0) messages.push(this.#finish())
      else this.#event = ''
    }
    return messages
  }

  #take(line: string): void {
    const colon = line.indexOf(':')
    const field = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') this.#event = value
    if (field === 'data') this.#data.push(value)
  }

  #finish(): StreamMessage {
    const message = { event: this.#event || 'message', data: this.#data.join('\n') }
    this.#event = ''
    this.#data = []
    return message
  }
}
