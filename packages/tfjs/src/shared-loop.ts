import { setImmediate } from 'node:timers/promises'
import { LoopYielder } from './loop-yielder.ts'

/** Milliseconds of a monotonic clock. */
export function now(): number {
  return performance.now()
}

/** A warning of ours, where Node's own appear. */
export function warn(message: string): void {
  process.emitWarning(message, 'KymoWarning')
}

/** One for the program: several callbacks in a list yield as often as one. */
export const sharedLoop: LoopYielder = new LoopYielder({ now, nextTurn: () => setImmediate() })
