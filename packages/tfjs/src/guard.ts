import type { Eventual } from './settle.ts'

/** Runs a hook so that its failure stays with us: neither throws nor rejects. */
export type Guard = (hook: () => Eventual<void>) => Eventual<void>

/** What a guard asks and tells. */
export interface GuardPorts {
  /** Whether hooks still have anything to do. */
  readonly isActive: () => boolean
  readonly warn: (message: string) => void
  /** What cannot be done when a hook fails. @default 'log this training completely' */
  readonly purpose?: string
}

/** Reports the first failure only: a hook that fails once usually fails at every batch. */
export function createGuard({ isActive, warn, purpose = 'log this training completely' }: GuardPorts): Guard {
  let hasWarned = false
  const report = (error: unknown): void => {
    if (hasWarned) return
    hasWarned = true
    const reason = error instanceof Error ? error.message : String(error)
    warn(`Cannot ${purpose}: ${reason}. Training goes on; further errors of this callback are not shown`)
  }
  return (hook) => {
    try {
      const result = isActive() ? hook() : undefined
      return result instanceof Promise ? result.catch(report) : undefined
    } catch (error) {
      return report(error)
    }
  }
}
