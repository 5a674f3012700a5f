export interface WaitForOptions {
  /** Default 10,000. */
  readonly deadlineMs?: number
  /** Default 5. */
  readonly pollMs?: number
}

/**
 * Polls until `condition` gives something other than undefined, false or null.
 * @param what completes "Waited in vain for …"
 * @throws {Error} after the deadline, with the last error of the condition as its cause
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  options: WaitForOptions = {},
): Promise<NonNullable<T>> {
  const { deadlineMs = 10_000, pollMs = 5 } = options
  const startedMs = performance.now()
  let lastError: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value !== undefined && value !== null && value !== false) return value
    } catch (error) {
      lastError = error
    }
    if (performance.now() - startedMs > deadlineMs) {
      throw new Error(`Waited in vain for ${what}: ${deadlineMs} ms passed`, { cause: lastError })
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}
