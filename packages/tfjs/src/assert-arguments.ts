import type { KymoCallbackOptions } from './kymo-callback.ts'
import type { LogFrequency } from './map-events.ts'
import { assertEvery } from './watch/assert-every.ts'

/**
 * Checks what programs without TypeScript get wrong, before the training begins: later nothing may throw.
 * @throws {TypeError | RangeError} naming the argument and the value received
 */
export function assertArguments(tf: object, options: KymoCallbackOptions): void {
  if (!hasFunction(tf, 'Callback')) {
    fail('tf', 'the namespace of TensorFlow.js with its layers, as in `import * as tf`', tf)
  }
  if (!hasFunction(options?.run, 'log')) fail('run', 'what `await init()` returned', options?.run)
  assertLogFrequency(options.logFreq ?? 'batch')
  assertEvery('create a Kymo callback', 'gradients', options.gradients)
  assertEvery('create a Kymo callback', 'weights', options.weights)
}

function assertLogFrequency(frequency: LogFrequency): void {
  if (frequency === 'batch' || frequency === 'epoch') return
  const expected = "'batch', 'epoch' or a whole number of batches ≥ 1"
  if (typeof frequency !== 'number') fail('logFreq', expected, frequency)
  if (!Number.isSafeInteger(frequency) || frequency < 1) {
    throw new RangeError(describeMistake('logFreq', expected, String(frequency)))
  }
}

function fail(name: string, expected: string, value: unknown): never {
  throw new TypeError(describeMistake(name, expected, describeValue(value)))
}

function describeMistake(name: string, expected: string, received: string): string {
  return `Cannot create a Kymo callback: ${name} must be ${expected}, but it is ${received}`
}

function describeValue(value: unknown): string {
  if (value instanceof Promise) return 'a promise (is an `await` missing?)'
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' && value !== null ? 'another object' : String(value)
}

function hasFunction(value: unknown, name: string): boolean {
  if (value === null || value === undefined) return false
  return typeof (value as Readonly<Record<string, unknown>>)[name] === 'function'
}
