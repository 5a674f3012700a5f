import type { BucketSeries, RawSeries } from '@kymo/server/api'

/** A raw series as the API answers it, for tests. */
export function rawSeries(
  values: readonly number[],
  x: readonly number[] = values.map((_value, index) => index),
): RawSeries {
  const step = Float64Array.from(x)
  return {
    kind: 'raw',
    runIndex: 0,
    metricIndex: 0,
    x: step,
    value: Float64Array.from(values),
    step,
    totalCount: values.length,
  }
}

/** A bucketed series as the API answers it, for tests: `size` values in each bucket. */
export function bucketSeries(values: readonly number[], size: number): BucketSeries {
  const buckets: { start: number; values: readonly number[] }[] = []
  for (let start = 0; start < values.length; start += size)
    buckets.push({ start, values: values.slice(start, start + size) })
  const column = (
    of: (bucket: { start: number; values: readonly number[]; finite: number[] }) => number,
  ): Float64Array =>
    Float64Array.from(buckets, (bucket) =>
      of({ ...bucket, finite: bucket.values.filter((value) => Number.isFinite(value)) }),
    )
  const orNaN = (value: number): number => (Number.isFinite(value) ? value : Number.NaN)
  return {
    kind: 'buckets',
    runIndex: 0,
    metricIndex: 0,
    xFirst: column(({ start }) => start),
    xLast: column(({ start, values: held }) => start + held.length - 1),
    min: column(({ finite }) => orNaN(Math.min(...finite))),
    max: column(({ finite }) => orNaN(Math.max(...finite))),
    mean: column(({ finite }) => finite.reduce((sum, value) => sum + value, 0) / finite.length),
    last: column(({ values: held }) => held.at(-1) ?? Number.NaN),
    count: Uint32Array.from(buckets, ({ values: held }) => held.length),
    flags: Uint8Array.from(buckets, ({ values: held }) =>
      held.reduce(
        (flags, value) => flags | (Number.isFinite(value) ? 0 : Number.isNaN(value) ? 1 : value > 0 ? 2 : 4),
        0,
      ),
    ),
    totalCount: values.length,
  }
}
