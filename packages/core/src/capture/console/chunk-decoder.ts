import { StringDecoder } from 'node:string_decoder'

/** Text of what is written to a stream. Characters whose bytes come in two chunks are put together. */
export class ChunkDecoder {
  readonly #decoder = new StringDecoder('utf8')
  #hasBytes = false

  /** @param encoding of a text chunk; anything that is not one means UTF-8 */
  decode(chunk: unknown, encoding: unknown): string {
    if (typeof chunk === 'string') {
      const text = isForeign(encoding) ? Buffer.from(chunk, encoding).toString('utf8') : chunk
      return this.#hasBytes ? this.end() + text : text
    }
    if (!ArrayBuffer.isView(chunk)) return ''
    this.#hasBytes = true
    return this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }

  /** @returns U+FFFD for a character that was not completed, as a terminal shows it */
  end(): string {
    this.#hasBytes = false
    return this.#decoder.end()
  }
}

/** True for an encoding in which the text stands for other bytes than its own. */
function isForeign(encoding: unknown): encoding is BufferEncoding {
  if (typeof encoding !== 'string' || encoding === 'utf8') return false
  return encoding.toLowerCase() !== 'utf-8' && Buffer.isEncoding(encoding)
}
