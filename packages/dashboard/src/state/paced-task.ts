/** A task that runs when triggered, at once if it was idle, never twice at the same time. */
export interface PacedTask {
  readonly trigger: () => void
  readonly stop: () => void
}

/**
 * Starts `work` at most once per interval. A trigger while it runs leads to exactly one more run, so the last state is
 * always fetched and a slow server is never asked faster than it answers.
 */
export function createPacedTask(work: () => Promise<void>, intervalMs: number): PacedTask {
  const stopping = new AbortController()
  let isTriggered = false
  let isBusy = false

  const run = async (): Promise<void> => {
    isBusy = true
    while (isTriggered && !stopping.signal.aborted) {
      isTriggered = false
      const pause = new Promise((resolve) => setTimeout(resolve, intervalMs))
      await work().catch(() => undefined) // The queries keep their own errors.
      await pause
    }
    isBusy = false
  }
  return {
    trigger() {
      isTriggered = true
      if (!isBusy) void run()
    },
    stop: () => stopping.abort(),
  }
}
