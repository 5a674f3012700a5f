/**
 * Structural types for the parts of Transformers.js and of a Kymo run that the adapter touches. Its classes exist twice, for `import` and
 * for `require`, so nothing is recognised by its class, and nothing of it is imported.
 */
import type { Span, SpanCallOptions } from '@kymo/core'

/** What the adapter needs of a run; the `Run` of `@kymo/core` is one. */
export interface RunLike {
  log(metrics: Readonly<Record<string, unknown>>, options?: { readonly step?: number }): unknown
  span<R>(name: string, action: (span: Span) => R, options?: SpanCallOptions): R
  readonly config: { update(values: Readonly<Record<string, unknown>>): unknown }
  readonly summary?: { update(values: Readonly<Record<string, unknown>>): unknown }
  defineMetric?(name: string, options?: { readonly stepMetric?: string }): unknown
  onFinish?(callback: (exitCode: number) => unknown): () => void
  /** The step that the next row without a step of its own would get. */
  readonly step?: number
  /** True once the run is finished: nothing more is kept. */
  readonly isFinished?: boolean
}

/** A pipeline, as `pipeline()` of Transformers.js gives it: a function with the parts that it was made of. */
export interface PipelineLike {
  readonly task: string
  readonly model: object
}

/** What is fed to generate a text. Takes the prompt first, then the new tokens of each step, one list per row. */
export interface StreamerLike {
  put(tokens: unknown): unknown
  end(): unknown
}

export type Loose = Readonly<Record<string, unknown>>

/** An object or function, or an empty object for anything else. */
export function loose(value: unknown): Loose {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? (value as Loose) : {}
}

export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
