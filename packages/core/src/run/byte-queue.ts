const BLOCK_BYTES = 64 * 1024

interface Block {
  readonly bytes: Uint8Array
  /** Bytes `[start, end)` wait. */
  start: number
  end: number
}

/** Bytes that wait to be written, in order, in blocks: many small records cost no more memory than their bytes. */
export class ByteQueue {
  readonly #blocks: Block[] = []
  #byteCount = 0

  get byteCount(): number {
    return this.#byteCount
  }

  /** Copies `bytes`; the caller may reuse them. */
  push(bytes: Uint8Array): void {
    let offset = 0
    while (offset < bytes.byteLength) {
      const block = this.#blockWithRoom()
      const count = Math.min(bytes.byteLength - offset, block.bytes.byteLength - block.end)
      block.bytes.set(bytes.subarray(offset, offset + count), block.end)
      block.end += count
      offset += count
    }
    this.#byteCount += bytes.byteLength
  }

  /** The first bytes, as many as lie together; undefined when nothing waits. Valid until the next call. */
  peek(): Uint8Array | undefined {
    const block = this.#blocks[0]
    return block === undefined || block.start === block.end
      ? undefined
      : block.bytes.subarray(block.start, block.end)
  }

  /** Removes bytes that {@link peek} returned. */
  drop(byteCount: number): void {
    const block = this.#blocks[0]
    if (block === undefined) return
    block.start += byteCount
    this.#byteCount -= byteCount
    if (block.start < block.end) return
    // The last block is kept for the next bytes: a log that is flushed every 50 ms needs no new memory.
    if (this.#blocks.length > 1) this.#blocks.shift()
    else block.start = block.end = 0
  }

  #blockWithRoom(): Block {
    const last = this.#blocks.at(-1)
    if (last !== undefined && last.end < last.bytes.byteLength) return last
    const block: Block = { bytes: new Uint8Array(BLOCK_BYTES), start: 0, end: 0 }
    this.#blocks.push(block)
    return block
  }
}
