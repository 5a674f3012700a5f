import type { WritableOutput } from '../../platform/output-streams.ts'

/** `encoding` is whatever the writer passed second: an encoding, a callback or nothing. Must not throw. */
export type WriteListener = (chunk: unknown, encoding: unknown) => void

/**
 * Listens to a stream's writes without being noticed: arguments, `this`, result, errors and callbacks are the stream's own.
 * However many listen, the stream has one wrapper, and none when nobody does.
 *
 * Others may wrap the stream after us, and then taking our wrapper away would take theirs along. So it stays where it is and
 * only passes on; the next listener gets a new one on top.
 */
export class WriteHook {
  readonly #stream: WritableOutput
  readonly #listeners = new Set<WriteListener>()
  #uninstall: (() => void) | undefined

  constructor(stream: WritableOutput) {
    this.#stream = stream
  }

  /** @returns takes it back */
  add(listener: WriteListener): () => void {
    this.#listeners.add(listener)
    this.#uninstall ??= this.#install()
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return
      this.#uninstall?.()
      this.#uninstall = undefined
    }
  }

  #install(): () => void {
    const stream = this.#stream
    const listeners = this.#listeners
    const isOwn = Object.hasOwn(stream, 'write')
    const original = stream.write
    let isActive = true
    const wrapper = function (this: unknown, ...args: readonly unknown[]): boolean {
      const result = Reflect.apply(original, this, args) as boolean
      // After the write: what the stream refuses with an exception was not printed.
      if (isActive) for (const listener of listeners) listener(args[0], args[1])
      return result
    }
    stream.write = wrapper
    return () => {
      isActive = false
      if (stream.write !== wrapper) return
      // The method of a stream is its prototype's, unless somebody wrapped it before us.
      if (isOwn) stream.write = original
      else Reflect.deleteProperty(stream, 'write')
    }
  }
}
