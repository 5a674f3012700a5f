import { formatDuration, formatMoment, grouped } from '../charts/model/format.ts'

/** 420 µs, 3.1 ms, 312 ms, 1.24 s, then as {@link formatDuration}. */
export function formatMs(durationMs: number): string {
  const ms = Math.max(0, durationMs)
  if (ms === 0) return '0 ms'
  if (ms < 0.9995) return `${digits(ms * 1000)} µs`
  if (ms < 999.5) return `${digits(ms)} ms`
  if (ms < 59_995) return `${digits(ms / 1000)} s`
  return formatDuration(ms)
}

/** $0, $0.00042, $0.0123, $1.50, $1,234: small sums keep two digits that count. */
export function formatUsd(dollars: number): string {
  if (dollars === 0) return '$0'
  const size = Math.abs(dollars)
  const sign = dollars < 0 ? '−' : ''
  if (size >= 1000) return `${sign}$${grouped(Math.round(size))}`
  if (size >= 1) return `${sign}$${size.toFixed(2)}`
  const decimals = Math.min(12, 2 - Math.ceil(Math.log10(size)) + (size < 0.001 ? 0 : 1))
  return `${sign}$${size.toFixed(Math.max(2, decimals)).replace(/(\.\d\d\d*?)0+$/, '$1')}`
}

/** 812, 9,310, 12.4k, 3.1M. */
export function formatCount(count: number): string {
  if (count < 10_000) return grouped(Math.round(count))
  if (count < 999_500) return `${digits(count / 1000)}k`
  if (count < 999_500_000) return `${digits(count / 1_000_000)}M`
  return `${digits(count / 1_000_000_000)}G`
}

/** From one moment to another, local; the day is said once where it is the same. */
export function formatPeriod({
  min,
  max,
}: {
  readonly min: number | undefined
  readonly max: number | undefined
}): string {
  if (min === undefined) return `until ${formatMoment(max ?? 0)}`
  if (max === undefined) return `since ${formatMoment(min)}`
  const [from, to] = [new Date(min), new Date(max)]
  const day = from.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
  if (from.toDateString() !== to.toDateString()) return `${formatMoment(min)} – ${formatMoment(max)}`
  return `${day}, ${clock(from)} – ${clock(to)}`
}

function clock(time: Date): string {
  return time.toLocaleTimeString(undefined, { timeStyle: 'medium' })
}

/** Output tokens in a second; the time to the first one is not counted where it is known. */
export function tokensPerSecond(span: {
  readonly durationMs: number | null
  readonly timeToFirstTokenMs?: number
  readonly usage?: { readonly output?: number }
}): number | undefined {
  const output = span.usage?.output
  if (output === undefined || output < 2 || span.durationMs === null) return undefined
  const first = span.timeToFirstTokenMs
  const generating = span.durationMs - (first ?? 0)
  return generating > 0 ? ((first === undefined ? output : output - 1) * 1000) / generating : undefined
}

/** Three significant digits without an exponent. */
function digits(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}
