/** Time on the training thread. */
export interface Pulse {
  /** Unix milliseconds. */
  nowMs(): number
  /** Calls `action` again and again without keeping the process alive. @returns stops it */
  every(intervalMs: number, action: () => void): () => void
  /** Calls `action` after one turn of the event loop, in which what has already arrived, such as a signal, is heard. */
  soon(action: () => void): void
  /** Resolves after `durationMs`, and keeps the process alive meanwhile. */
  wait(durationMs: number): Promise<void>
}

export const systemPulse: Pulse = {
  nowMs: () => Date.now(),
  every: (intervalMs, action) => {
    const timer = setInterval(action, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
  soon: (action) => void setImmediate(action),
  wait: (durationMs) =>
    new Promise((resolve) => {
      setTimeout(resolve, durationMs)
    }),
}
