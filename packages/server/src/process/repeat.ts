import { setTimeout as delay } from 'node:timers/promises'

export interface RepeatOptions {
  readonly intervalMs: number
  readonly onFailed: (error: unknown) => void
}

/**
 * Does a task again and again, each time after a pause that begins when the last one has ended. The pause comes first: right after
 * its start a process has other things to do, and one that crashes again and again does none of it.
 * @returns ends it; resolves when what is under way is over
 */
export function repeat(
  task: (signal: AbortSignal) => Promise<unknown>,
  { intervalMs, onFailed }: RepeatOptions,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(intervalMs, undefined, { ref: false, signal }).catch(() => undefined)
      if (signal.aborted) return
      try {
        await task(signal)
      } catch (error) {
        if (!signal.aborted) onFailed(error)
      }
    }
  }
  const done = loop()
  return () => {
    stopping.abort()
    return done
  }
}
