/** uPlot and canvas stay smooth below this many points in view (peers measured about the same). */
const MAX_POINTS_IN_VIEW = 100_000
/** A bucket draws its minimum, mean and maximum. */
const NUMBERS_PER_BUCKET = 3
const LEAST_BUCKETS = 64
const LADDER = [64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096]

/**
 * Buckets to ask for per series, so that all series in view together stay within the budget and none is finer than
 * two per pixel. From a ladder of sizes: resizing by a pixel or one more run does not load everything again.
 */
export function bucketWidth(seriesInView: number, widthPx: number): number {
  const budget = MAX_POINTS_IN_VIEW / (NUMBERS_PER_BUCKET * Math.max(1, seriesInView))
  const wanted = Math.max(LEAST_BUCKETS, Math.min(budget, widthPx))
  return LADDER.findLast((size) => size <= wanted) ?? LEAST_BUCKETS
}
