import { formatTick } from './format.ts'

export interface Tick {
  readonly value: number
  /** Empty for a tick that has a line and no text. */
  readonly label: string
}

export interface TickRequest {
  readonly from: number
  readonly to: number
  /** Most labelled ticks that fit. */
  readonly most: number
}

/** Evenly spaced ticks at 1, 2 or 5 times a power of ten. */
export function linearTicks({ from, to, most }: TickRequest, wholeOnly = false): Tick[] {
  const span = to - from
  if (!(span > 0) || !Number.isFinite(span))
    return [{ value: from, label: formatTick(from, Math.abs(from) || 1) }]
  let step = niceStep(span / Math.max(1, most))
  if (wholeOnly) step = Math.max(1, step)
  return spaced(from, to, step).map((value) => ({ value, label: formatTick(value, step) }))
}

/** Powers of ten, with 2 and 5 between them where there is room; falls back to linear ticks inside one decade. */
export function logTicks(request: TickRequest): Tick[] {
  const { from, to, most } = request
  const [low, high] = [Math.log10(from), Math.log10(to)]
  if (!(high > low)) return [{ value: from, label: formatTick(from, from) }]
  if (high - low < 0.9) return linearTicks(request).filter(({ value }) => value > 0)
  const decades = Math.floor(high) - Math.ceil(low) + 1
  const every = Math.max(1, Math.ceil(decades / Math.max(1, most)))
  const factors = every === 1 && decades * 3 <= most ? [1, 2, 5] : [1]
  const ticks: Tick[] = []
  for (let power = Math.floor(low); power <= Math.ceil(high); power += 1) {
    for (const factor of factors) {
      const value = factor * 10 ** power
      const isLabelled = ((power % every) + every) % every === 0
      if (value >= from && value <= to)
        ticks.push({ value, label: isLabelled ? formatTick(value, value) : '' })
    }
  }
  return ticks
}

const SECOND = 1
const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const TIME_STEPS = [
  SECOND,
  2,
  5,
  10,
  15,
  30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
]

/** Ticks of a duration axis, in seconds: 15 s, 2 m, 1 h 30 m, 3 d. */
export function durationTicks(request: TickRequest): Tick[] {
  const step = timeStep(request)
  if (step === undefined)
    return linearTicks(request).map(({ value, label }) => ({ value, label: `${label}s` }))
  return spaced(request.from, request.to, step).map((value) => ({ value, label: durationLabel(value) }))
}

/** Ticks of a wall clock axis, in Unix seconds, at whole local minutes, hours or days. */
export function clockTicks(request: TickRequest): Tick[] {
  const step = timeStep(request)
  const offset = new Date(request.from * 1000).getTimezoneOffset() * 60
  const unit = step ?? niceStep((request.to - request.from) / Math.max(1, request.most))
  const ticks = spaced(request.from - offset, request.to - offset, unit)
  return ticks.map((local) => ({ value: local + offset, label: clockLabel(local + offset, unit) }))
}

function timeStep({ from, to, most }: TickRequest): number | undefined {
  const rough = (to - from) / Math.max(1, most)
  if (rough < 0.5) return undefined
  return TIME_STEPS.find((step) => step >= rough) ?? niceStep(rough / DAY) * DAY
}

function clockLabel(value: number, step: number): string {
  const date = new Date(value * 1000)
  const pad = (part: number): string => String(part).padStart(2, '0')
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0
  if (step >= 365 * DAY) return String(date.getFullYear())
  if (step >= DAY || isMidnight) return date.toLocaleDateString(undefined, { month: 'short', day: 'numeric' })
  if (step >= MINUTE) return time
  const seconds = `${time}:${pad(date.getSeconds())}`
  return step >= SECOND ? seconds : `${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

function durationLabel(seconds: number): string {
  const sign = seconds < 0 ? '−' : ''
  const rest = Math.round(Math.abs(seconds))
  if (rest === 0) return '0'
  const parts = [
    [Math.floor(rest / DAY), 'd'],
    [Math.floor((rest % DAY) / HOUR), 'h'],
    [Math.floor((rest % HOUR) / MINUTE), 'm'],
    [rest % MINUTE, 's'],
  ] as const
  return (
    sign +
    parts
      .filter(([amount]) => amount > 0)
      .slice(0, 2)
      .map(([amount, unit]) => `${amount}${unit}`)
      .join(' ')
  )
}

function niceStep(rough: number): number {
  if (!(rough > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(rough))
  const ratio = rough / power
  if (ratio <= 1) return power
  if (ratio <= 2) return 2 * power
  return ratio <= 5 ? 5 * power : 10 * power
}

/** Multiples of `step` within the range. Multiplied, not added up, so that 0.1 + 0.2 stays 0.3 on the label. */
function spaced(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  const values: number[] = []
  for (let index = first; index <= last && values.length < 1000; index += 1) values.push(index * step)
  return values
}
