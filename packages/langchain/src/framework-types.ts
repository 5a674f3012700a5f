/**
 * Structural types for the parts of LangChain and of a Kymo run that the adapter touches. LangChain ships two copies of its classes (for
 * `import` and for `require`), so nothing is recognised by its class, and nothing of it is imported.
 */
import type { Span, SpanOptions } from '@kymo/core'

/** What the handler needs of a run; the `Run` of `@kymo/core` is one. */
export interface RunLike {
  startSpan(name: string, options?: SpanOptions): Span
  /** Must return without waiting for disk or network. */
  log(metrics: Readonly<Record<string, unknown>>, options?: { readonly step?: number }): unknown
  /** The step that the next row without a step of its own would get. */
  readonly step?: number
  readonly summary?: { update(values: Readonly<Record<string, unknown>>): unknown }
  onFinish?(callback: (exitCode: number) => unknown): () => void
  /** True once the run is finished: the handler then does nothing more. */
  readonly isFinished?: boolean
}

/** `unknown` members that are looked at one by one. */
export type Loose = Readonly<Record<string, unknown>>

/** An object, or an empty one for anything else. */
export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
