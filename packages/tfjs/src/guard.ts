/** Runs a hook so that its failure stays with us; never rejects, and runs synchronous hooks before it returns. */
export type Guard = (hook: () => void | Promise<void>) => Promise<void>

/** What a guard asks and tells. */
export interface GuardPorts {
  /** Whether hooks still have anything to do. */
  readonly isActive: () => boolean
  readonly warn: (message: string) => void
}

/** Reports the first failure only: a hook that fails once usually fails at every batch. */
export function createGuard({ isActive, warn }: GuardPorts): Guard {
  let hasWarned = false
  return async (hook) => {
    try {
      if (isActive()) await hook()
    } catch (error) {
      if (hasWarned) return
      hasWarned = true
      const reason = error instanceof Error ? error.message : String(error)
      warn(
        `Cannot log this training completely: ${reason}. Training goes on; further errors of this callback are not shown`,
      )
    }
  }
}
