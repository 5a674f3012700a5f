import { KYMO_SPAN } from '@kymo/protocol'
import { callUserFunction } from './call-user-function.ts'
import type { Span, SpanAttributes, SpanCallOptions, SpanKind } from './span-types.ts'

/** The part of a run that an op needs. */
export interface OpRun {
  readonly isFinished: boolean
  span<R>(name: string, action: (span: Span) => R, options?: SpanCallOptions): R
}

export interface OpOptions {
  /** Name of its spans. Default: the function's own. */
  readonly name?: string
  /** Default: the current run at the time of the call; without one the function is just called. */
  readonly run?: OpRun
  readonly kind?: SpanKind
  readonly attributes?: SpanAttributes
  /** Keep the arguments: one as it is, several as a list. Or what this function makes of them. Default true. */
  readonly captureInput?: boolean | ((args: readonly unknown[]) => unknown)
  /** Keep what it returns, resolves to or yields (the first 200 items). Or what this function makes of it. Default true. */
  readonly captureOutput?: boolean | ((result: unknown) => unknown)
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** @internal `op()` of the entry knows the current run. */
export function makeOp<F>(fn: F, options: OpOptions, currentRun: () => OpRun | undefined): F {
  if (typeof fn !== 'function') throw new TypeError(`Cannot make an op of ${typeof fn}: expected a function`)
  const call = fn as unknown as AnyFunction
  const name = options.name ?? (call.name === '' ? 'anonymous' : call.name)
  const { kind, captureInput = true, captureOutput = true } = options
  const traced: AnyFunction = function (this: unknown, ...args) {
    const run = options.run ?? currentRun()
    if (run === undefined || run.isFinished) return call.apply(this, args)
    const input = inputOf(args, captureInput)
    return run.span(name, () => call.apply(this, args), {
      ...(kind === undefined ? {} : { kind }),
      attributes: { ...(input === undefined ? {} : { [KYMO_SPAN.input]: input }), ...options.attributes },
      captureOutput,
    })
  }
  // What reads a function's name or number of parameters must not notice.
  Object.defineProperty(traced, 'name', { value: call.name, configurable: true })
  Object.defineProperty(traced, 'length', { value: call.length, configurable: true })
  return traced as unknown as F
}

function inputOf(args: readonly unknown[], capture: OpOptions['captureInput']): unknown {
  if (capture === false || (capture === true && args.length === 0)) return undefined
  if (typeof capture !== 'function') return args.length === 1 ? args[0] : args
  try {
    return callUserFunction(capture, args)
  } catch {
    // The user's function must not cost the user's call.
    return '[captureInput failed]'
  }
}
