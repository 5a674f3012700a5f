/** Runs what is ours so that its failure stays with us. */
export type Guard = <T>(hook: () => T) => T | undefined

/** Reports the first failure only: what fails once usually fails at every call. */
export function createGuard(warn: (message: string) => void): Guard {
  let hasWarned = false
  return (hook) => {
    try {
      return hook()
    } catch (error) {
      if (!hasWarned) {
        hasWarned = true
        const reason = error instanceof Error ? error.message : String(error)
        warn(
          `Cannot log this pipeline completely: ${reason}. It goes on; further errors of the adapter are not shown`,
        )
      }
      return undefined
    }
  }
}

export function warnProcess(message: string): void {
  process.emitWarning(message, 'KymoWarning')
}
