import type { KymoCallbackHandlerOptions } from './kymo-callback-handler.ts'
import type { ModelPrice } from './prices.ts'

/**
 * Checks what programs without TypeScript get wrong, before anything runs: later nothing may throw.
 * @throws {TypeError} naming the option and the value received
 */
export function assertOptions(options: KymoCallbackHandlerOptions): void {
  const run: unknown = options?.run
  if (typeof (run as { startSpan?: unknown } | undefined)?.startSpan !== 'function')
    fail('run', 'what `await init()` of @kymo/core returned', run)
  const { redact, prices, metricsIntervalMs } = options
  if (redact !== undefined && typeof redact !== 'function') fail('redact', 'a function', redact)
  if (prices !== undefined && prices !== false) assertPrices(prices)
  if (metricsIntervalMs !== undefined && !(typeof metricsIntervalMs === 'number' && metricsIntervalMs >= 0))
    fail('metricsIntervalMs', 'a number of milliseconds ≥ 0', metricsIntervalMs)
}

function assertPrices(prices: unknown): void {
  if (typeof prices !== 'object' || prices === null) fail('prices', 'an object of prices by model', prices)
  for (const [model, price] of Object.entries(prices)) {
    const { input, output, cacheRead = input, cacheWrite = input } = (price ?? {}) as Partial<ModelPrice>
    if (![input, output, cacheRead, cacheWrite].every(isPrice))
      fail(
        `prices[${JSON.stringify(model)}]`,
        '{ input, output, cacheRead?, cacheWrite? } in US dollars per million tokens',
        price,
      )
  }
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}

function fail(name: string, expected: string, value: unknown): never {
  const received =
    value instanceof Promise
      ? 'a promise (is an `await` missing?)'
      : typeof value === 'object' && value !== null
        ? 'another object'
        : (JSON.stringify(value) ?? String(value))
  throw new TypeError(
    `Cannot create a KymoCallbackHandler: ${name} must be ${expected}, but it is ${received}`,
  )
}
