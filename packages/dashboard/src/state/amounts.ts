/** A range with open ends; both included. */
export interface AmountRange {
  readonly min: number | undefined
  readonly max: number | undefined
}

export const ANY_AMOUNT: AmountRange = { min: undefined, max: undefined }

export function isAny({ min, max }: AmountRange): boolean {
  return min === undefined && max === undefined
}

/** `100..500`, `100..`, `..500`: how an address holds a range. */
export function formatRange({ min, max }: AmountRange): string | undefined {
  return min === undefined && max === undefined ? undefined : `${min ?? ''}..${max ?? ''}`
}

/** The inverse of {@link formatRange}; what makes no sense is no limit. */
export function parseRange(text: string | null): AmountRange {
  const [min, max] = (text ?? '').split('..').map(toAmount)
  return min !== undefined && max !== undefined && min > max ? ANY_AMOUNT : { min, max }
}

function toAmount(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}

/** What people type: `250`, `250 ms`, `1.5s`, `2 min`, `1h`; without a unit milliseconds. Undefined when it is none of that. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d*)?|\.\d+)\s*(µs|us|ms|s|m|min|h)?\s*$/i.exec(text)
  if (match === null) return undefined
  const unit = DURATION_UNITS.get((match[2] ?? 'ms').toLowerCase()) ?? 1
  return Number(match[1]) * unit
}

const DURATION_UNITS: ReadonlyMap<string, number> = new Map([
  ['µs', 0.001],
  ['us', 0.001],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
])

/** `1200`, `1,200`, `12k`, `1.5M`. */
export function parseCount(text: string): number | undefined {
  const match = /^\s*(\d[\d,]*(?:\.\d*)?|\.\d+)\s*([kM]?)\s*$/i.exec(text)
  if (match === null) return undefined
  const unit = match[2].toLowerCase() === 'k' ? 1000 : match[2].toLowerCase() === 'm' ? 1_000_000 : 1
  return Number(match[1].replaceAll(',', '')) * unit
}

/** `0.01`, `$1.20`. */
export function parseUsd(text: string): number | undefined {
  const match = /^\s*\$?\s*(\d+(?:\.\d*)?|\.\d+)\s*$/.exec(text)
  return match === null ? undefined : Number(match[1])
}
