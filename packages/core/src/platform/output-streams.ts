/** A stream as far as its `write` goes. */
export interface WritableOutput {
  write: (...args: never[]) => boolean
}

export type OutputName = 'stdout' | 'stderr'

/** What this process prints to. In a worker thread: the streams that lead to the parent's. */
export interface OutputStreams {
  stream(name: OutputName): WritableOutput
  /** Calls `listener` with an error that ends the process, which Node then prints past its streams. @returns takes it back */
  onFatalError(listener: (error: unknown) => void): () => void
}

export const systemOutputStreams: OutputStreams = {
  stream: (name) => process[name],
  onFatalError: (listener) => {
    const monitor = (error: unknown): void => {
      // With a handler of the program's own, what is printed, and whether, is the program's choice.
      if (process.listenerCount('uncaughtException') === 0) listener(error)
    }
    process.on('uncaughtExceptionMonitor', monitor)
    return () => void process.removeListener('uncaughtExceptionMonitor', monitor)
  },
}
