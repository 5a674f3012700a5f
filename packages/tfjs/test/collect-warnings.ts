import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll } from 'vitest'

/** The warnings of Kymo in this file's tests. */
export interface CollectedWarnings {
  readonly messages: readonly string[]
  /** The first one, after Node had its turn to deliver it; undefined when there is none. */
  next(): Promise<string | undefined>
  clear(): void
}

export function collectWarnings(): CollectedWarnings {
  const messages: string[] = []
  const collect = (warning: Error): void => {
    if (warning.name === 'KymoWarning') messages.push(warning.message)
  }
  beforeAll(() => void process.on('warning', collect))
  afterAll(() => void process.off('warning', collect))
  return {
    messages,
    next: async () => {
      await nextTurn()
      return messages[0]
    },
    clear: () => void messages.splice(0),
  }
}
