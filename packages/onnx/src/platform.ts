/** Clock and event loop, as watching a session needs them. */
export interface LoopPorts {
  /** Monotonic, milliseconds with fractions. */
  readonly nowMs: () => number
  /** `setImmediate`: looked up at each call, as ONNX Runtime does, so that both end up in the same queue. */
  readonly nextImmediate: <T>(callback: (argument: T) => void, argument: T) => void
  /** A timer that keeps no program alive. @returns stops it */
  readonly later: (callback: () => void, delayMs: number) => () => void
  readonly warn: (message: string) => void
}

/** What exceeds it, Node takes for 1 ms. */
const MAX_TIMER_MS = 2 ** 31 - 1

export const systemLoop: LoopPorts = {
  nowMs: () => performance.now(),
  nextImmediate: (callback, argument) => void setImmediate(callback, argument),
  later: (callback, delayMs) => {
    const timer = setTimeout(callback, Math.min(delayMs, MAX_TIMER_MS))
    timer.unref()
    return () => clearTimeout(timer)
  },
  warn: (message) => process.emitWarning(message, 'KymoWarning'),
}
