import { loose } from './framework-types.ts'

/**
 * Checks what programs without TypeScript get wrong, before anything is watched: later nothing may throw.
 * @throws {TypeError} naming the argument and the value received
 */
export function assertArguments(pipe: unknown, options: unknown): void {
  const { task, model } = loose(pipe)
  if (
    typeof task !== 'string' ||
    (typeof model !== 'object' && typeof model !== 'function') ||
    model === null
  )
    fail('the pipeline', 'what `await pipeline(…)` of @huggingface/transformers returned', pipe)
  const { run, redact, samples, metricsIntervalMs } = loose(options)
  if (typeof loose(run)['log'] !== 'function' || typeof loose(run)['span'] !== 'function')
    fail('run', 'what `await init()` of @kymo/core returned', run)
  if (redact !== undefined && typeof redact !== 'function') fail('redact', 'a function', redact)
  if (samples !== undefined && !isCount(samples)) fail('samples', 'a whole number from 0 to 10000', samples)
  if (metricsIntervalMs !== undefined && !(typeof metricsIntervalMs === 'number' && metricsIntervalMs >= 0))
    fail('metricsIntervalMs', 'a number of milliseconds', metricsIntervalMs)
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 10_000
}

function fail(name: string, expected: string, value: unknown): never {
  const received =
    value instanceof Promise
      ? 'a promise (is an `await` missing?)'
      : typeof value === 'object' && value !== null
        ? 'another object'
        : typeof value === 'function'
          ? 'another function'
          : (JSON.stringify(value) ?? String(value))
  throw new TypeError(`Cannot watch a pipeline: ${name} must be ${expected}, but it is ${received}`)
}
