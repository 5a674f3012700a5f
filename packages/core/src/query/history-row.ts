import type { HistoryRow } from './run-source.ts'

export interface RowPlace {
  readonly step: number
  /** Unix seconds. */
  readonly timestampS: number
  readonly writer: string
}

/** A row without a prototype, so that `__proto__` is a metric like any other. */
export function createRow(
  place: RowPlace,
  values: Iterable<readonly [key: string, value: unknown]>,
): HistoryRow {
  const row = Object.create(null) as Record<string, unknown>
  row['_step'] = place.step
  row['_timestamp'] = place.timestampS
  if (place.writer !== '') row['_writer'] = place.writer
  for (const [key, value] of values) row[key] = value
  return row as HistoryRow
}
