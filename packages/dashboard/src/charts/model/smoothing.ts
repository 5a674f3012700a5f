/** How a line is smoothed. `weight` in `[0, 1)`; 0 draws the data as they are. */
export interface Smoothing {
  readonly kind: 'time' | 'ema'
  readonly weight: number
}

export interface SmoothingInput {
  /** Ascending. */
  readonly x: Float64Array
  /** NaN where there is no finite value: the average passes over it and the result is NaN there as well. */
  readonly line: Float64Array
  /** Logged points behind each entry. */
  readonly count: Uint32Array
  /** Extent in x of the whole chart, not of the zoomed part, so that zooming does not change the curve. */
  readonly xExtent: number
}

/** Spacings that fit into the extent of a chart: one of them decays the time-weighted average by `weight`. */
const SPACINGS_PER_EXTENT = 1000

/** A bucket's remembered share below this is nothing on a screen. */
const FORGOTTEN_SHARE = 0.01

/**
 * Exponential moving average with bias correction, so that the first value is not pulled to zero.
 *
 * `ema` decays by `weight` per logged point: a bucket of n points decays by `weight ** n`, which is what n equal points
 * would do. `time` decays by `weight` per thousandth of the chart's extent in x, so sparse and dense stretches are
 * smoothed alike. Runs in O(n).
 */
export function smooth(input: SmoothingInput, smoothing: Smoothing): Float64Array {
  const { x, line, count } = input
  if (smoothing.weight <= 0) return line
  const result = new Float64Array(line.length).fill(Number.NaN)
  let average = 0
  let mass = 0
  let previousX = Number.NaN
  for (let index = 0; index < line.length; index += 1) {
    const value = line[index]
    if (!Number.isFinite(value)) continue
    const here = x[index]
    const decay =
      smoothing.kind === 'ema'
        ? smoothing.weight ** (count[index] ?? 1)
        : timeDecay(here - previousX, input.xExtent, smoothing.weight)
    average = average * decay + value * (1 - decay)
    mass = mass * decay + (1 - decay)
    result[index] = mass > 0 ? average / mass : value
    previousX = here
  }
  return result
}

/** How far to the left of a zoomed range data are needed so that the curve is the same as in the whole view. */
export function smoothingLookback(smoothing: Smoothing, xExtent: number, rangeWidth: number): number {
  if (smoothing.weight <= 0) return 0
  if (smoothing.kind === 'ema') return rangeWidth / 2
  const spacings = Math.log(FORGOTTEN_SHARE) / Math.log(smoothing.weight)
  return Math.min(xExtent, (spacings * xExtent) / SPACINGS_PER_EXTENT)
}

function timeDecay(distance: number, xExtent: number, weight: number): number {
  // The first value has no predecessor: one spacing stands in, bias correction makes the choice irrelevant.
  if (Number.isNaN(distance) || xExtent <= 0) return weight
  return weight ** ((distance * SPACINGS_PER_EXTENT) / xExtent)
}
