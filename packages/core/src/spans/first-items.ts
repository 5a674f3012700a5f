const MAX_ITEMS = 200
/** Chunks of bytes say nothing to a reader, and would be held until the span ends. */
const MAX_BYTES = 1_048_576

/** The first items of an iteration, for the output of its span: 200 at most, and of bytes 1 MiB. */
export class FirstItems {
  readonly list: unknown[] = []
  #byteCount = 0

  add(item: unknown): void {
    if (this.list.length >= MAX_ITEMS) return
    if (ArrayBuffer.isView(item)) {
      this.#byteCount += item.byteLength
      if (this.#byteCount > MAX_BYTES) return
    }
    this.list.push(item)
  }
}
