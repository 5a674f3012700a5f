import type { WatchSessionOptions } from './watch-options.ts'

const ARTIFACTS: readonly unknown[] = ['auto', 'copy', 'reference', false]

/**
 * Checks what programs without TypeScript get wrong, before anything is changed: later nothing may throw.
 * @throws {TypeError | RangeError} naming the argument and the value received
 */
export function assertArguments(session: unknown, options: WatchSessionOptions): void {
  if (!hasFunction(session, 'run') || !isList(session, 'inputNames'))
    fail('session', 'what `await InferenceSession.create()` returned', session)
  assertOptions(options)
}

/** @throws {TypeError | RangeError} */
export function assertOptions(options: Omit<WatchSessionOptions, 'model' | 'options'>): void {
  if (!hasFunction(options?.run, 'log')) fail('run', 'what `await init()` returned', options?.run)
  const { windowMs, windowRuns, warmupRuns, profileRuns, artifact, name } = options
  assertNumber('windowMs', windowMs, 1)
  assertNumber('windowRuns', windowRuns, 1)
  assertNumber('warmupRuns', warmupRuns, 0)
  assertNumber('profileRuns', profileRuns, 0)
  if (artifact !== undefined && !ARTIFACTS.includes(artifact))
    fail('artifact', "'auto', 'copy', 'reference' or false", artifact)
  if (name !== undefined && typeof name !== 'string') fail('name', 'text', name)
}

function assertNumber(name: string, value: unknown, least: number): void {
  if (value === undefined) return
  if (typeof value !== 'number' || Number.isNaN(value)) fail(name, `a number ≥ ${least}`, value)
  if (value < least) throw new RangeError(describeMistake(name, `a number ≥ ${least}`, String(value)))
}

export function fail(name: string, expected: string, value: unknown): never {
  throw new TypeError(describeMistake(name, expected, describeValue(value)))
}

function describeMistake(name: string, expected: string, received: string): string {
  return `Cannot watch an inference session: ${name} must be ${expected}, but it is ${received}`
}

function describeValue(value: unknown): string {
  if (value instanceof Promise) return 'a promise (is an `await` missing?)'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  return typeof value === 'object' && value !== null ? 'another object' : String(value)
}

export function hasFunction(value: unknown, name: string): boolean {
  if (value === null || value === undefined) return false
  return typeof (value as Readonly<Record<string, unknown>>)[name] === 'function'
}

function isList(value: unknown, name: string): boolean {
  return Array.isArray((value as Readonly<Record<string, unknown>>)[name])
}
