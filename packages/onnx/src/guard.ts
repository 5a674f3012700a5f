/** Tells a failure of ours, once. */
export type Report = (error: unknown) => void

/** Reports the first failure only: what fails once usually fails at every call. */
export function createReport(warn: (message: string) => void): Report {
  let hasWarned = false
  return (error) => {
    if (hasWarned) return
    hasWarned = true
    const reason = error instanceof Error ? error.message : String(error)
    warn(
      `Cannot watch this inference session completely: ${reason}. The session goes on; further errors of watching it are not shown`,
    )
  }
}

/** Runs what is ours so that its failure stays with us. @returns undefined after a failure */
export function guarded<T>(report: Report, action: () => T): T | undefined {
  try {
    return action()
  } catch (error) {
    report(error)
    return undefined
  }
}

/** As {@link guarded}, for what takes its time. Never rejects. */
export async function guardedAsync(report: Report, action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch (error) {
    report(error)
  }
}
