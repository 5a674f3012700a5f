/** Time as the uploader sees it. Tests pass a clock that they move by hand. */
export interface Timers {
  /** Unix milliseconds. */
  nowMs(): number
  /** Resolves after `durationMs`, or as soon as `signal` aborts. Never rejects. Keeps the process alive meanwhile. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>
}

/** setTimeout fires at once above this. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

export const systemTimers: Timers = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(Math.max(durationMs, 0), MAX_TIMEOUT_MS))
      signal?.addEventListener('abort', done)
    }),
}
