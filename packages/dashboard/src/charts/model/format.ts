const MINUS = '−'

/** A label of an axis: as many decimals as `step` asks for, thousands shortened (12k, 3.5M). */
export function formatTick(value: number, step: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const sign = value < 0 ? MINUS : ''
  if (size >= 1e15 || size < 1e-4) return sign + scientific(size, step)
  for (const [unit, letter] of UNITS) {
    if (size >= unit && unit >= 1000) return sign + trimmed(size / unit, decimalsFor(step / unit)) + letter
  }
  return sign + trimmed(size, decimalsFor(step))
}

const UNITS = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** A value for reading in a table: five significant digits; whole numbers in full with thin groups. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+∞' : `${MINUS}∞`
  if (value === 0) return '0'
  const size = Math.abs(value)
  const sign = value < 0 ? MINUS : ''
  if (Number.isInteger(size) && size < 1e15) return sign + grouped(size)
  if (size >= 1e7 || size < 1e-3) return sign + tidyExponent(size.toExponential(4))
  return sign + String(Number(size.toPrecision(5)))
}

/** Every digit, as JavaScript would print it. */
export function formatExact(value: number): string {
  return String(value)
}

/** 0.4 s, 12 s, 3 m 20 s, 2 h 5 m, 4 d 3 h. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(0, durationMs) / 1000
  if (seconds < 1) return `${seconds.toFixed(1)}s`
  const whole = Math.floor(seconds)
  if (whole < 60) return `${whole}s`
  if (whole < 3600) return `${Math.floor(whole / 60)}m ${whole % 60}s`
  if (whole < 86_400) return `${Math.floor(whole / 3600)}h ${Math.floor((whole % 3600) / 60)}m`
  return `${Math.floor(whole / 86_400)}d ${Math.floor((whole % 86_400) / 3600)}h`
}

/** just now, 5m ago, 3h ago, 2d ago, then the date. */
export function formatAgo(timeMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - timeMs) / 1000)
  if (seconds < 45) return 'just now'
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))}m ago`
  if (seconds < 86_400) return `${Math.round(seconds / 3600)}h ago`
  if (seconds < 30 * 86_400) return `${Math.round(seconds / 86_400)}d ago`
  return new Date(timeMs).toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' })
}

/** Date and time with seconds, local. */
export function formatMoment(timeMs: number): string {
  return new Date(timeMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
}

/** 512 B, 4.2 kB, 1.3 MB: powers of 1,000. */
export function formatBytes(byteCount: number): string {
  if (byteCount < 1000) return `${byteCount} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let amount = byteCount / 1000
  let index = 0
  while (amount >= 1000 && index < units.length - 1) {
    amount /= 1000
    index += 1
  }
  return `${amount.toPrecision(3)} ${units[index]}`
}

/** 1,234,567 with commas, independent of the browser's language so that numbers line up with code and logs. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

function decimalsFor(step: number): number {
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(Math.abs(step)) + 1e-9)))
}

function trimmed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function scientific(size: number, step: number): string {
  const digits = Math.max(
    0,
    Math.min(6, Math.floor(Math.log10(size)) - Math.floor(Math.log10(Math.abs(step)) + 1e-9)),
  )
  return tidyExponent(size.toExponential(digits))
}

function tidyExponent(text: string): string {
  return text
    .replace(/(\.\d*?)0+e/, '$1e')
    .replace('.e', 'e')
    .replace('e+', 'e')
    .replace('e-', `e${MINUS}`)
}
