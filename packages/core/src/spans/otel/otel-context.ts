import { isSpanContext } from '../span-context.ts'
import type { SpanContext } from '../span-types.ts'

/**
 * The context of OpenTelemetry, where a program has `@opentelemetry/api` and a context manager. The api keeps them on a global symbol
 * so that its copies find each other, which is how it is found here without importing it.
 * @see https://github.com/open-telemetry/opentelemetry-js/blob/main/api/src/internal/global-utils.ts
 */
interface ContextManager {
  active(): OtelContext
  with<R>(context: OtelContext, action: () => R): R
}

interface OtelContext {
  getValue(key: symbol): unknown
  setValue(key: symbol, value: unknown): OtelContext
}

const API = Symbol.for('opentelemetry.js.api.1')
const SPAN_KEY = Symbol.for('OpenTelemetry Context Key SPAN')

function findManager(): ContextManager | undefined {
  const manager: unknown = (globalThis as { [API]?: { context?: unknown } })[API]?.context
  const isManager =
    typeof manager === 'object' &&
    manager !== null &&
    typeof (manager as ContextManager).active === 'function'
  return isManager ? (manager as ContextManager) : undefined
}

/** The innermost span of OpenTelemetry, ours included: {@link withOtelSpan} makes them known there. */
export function activeOtelSpan(): SpanContext | undefined {
  try {
    const span = findManager()?.active().getValue(SPAN_KEY) as { spanContext?: () => unknown } | undefined
    const context = span?.spanContext?.()
    return isSpanContext(context) ? context : undefined
  } catch {
    return undefined
  }
}

/** Runs `action` so that spans that OpenTelemetry starts in it become children of ours. */
export function withOtelSpan<R>(span: SpanContext, action: () => R): R {
  const manager = findManager()
  if (manager === undefined) return action()
  let context: OtelContext
  try {
    context = manager.active().setValue(SPAN_KEY, standIn(span))
  } catch {
    return action()
  }
  return manager.with(context, action)
}

/** What OpenTelemetry calls a non-recording span: it has a context and keeps nothing. */
function standIn({ traceId, spanId }: SpanContext): object {
  const context = { traceId, spanId, traceFlags: 1 }
  const itself = {
    spanContext: () => context,
    isRecording: () => false,
    setAttribute: () => itself,
    setAttributes: () => itself,
    addEvent: () => itself,
    addLink: () => itself,
    addLinks: () => itself,
    setStatus: () => itself,
    updateName: () => itself,
    recordException: () => undefined,
    end: () => undefined,
  }
  return itself
}
