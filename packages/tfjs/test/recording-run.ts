import type { RunLike } from '../src/index.ts'

/** A row as it was logged. */
export interface RecordedRow {
  readonly step: number | undefined
  readonly metrics: Readonly<Record<string, unknown>>
}

/** A run that keeps what it is given. */
export interface RecordingRun extends RunLike {
  readonly rows: RecordedRow[]
  readonly configs: Readonly<Record<string, unknown>>[]
  readonly definitions: { readonly name: string; readonly stepMetric: string | undefined }[]
  stopRequested: boolean
  isFinished: boolean
}

export function createRecordingRun(): RecordingRun {
  const rows: RecordedRow[] = []
  const configs: Readonly<Record<string, unknown>>[] = []
  const definitions: RecordingRun['definitions'] = []
  return {
    rows,
    configs,
    definitions,
    stopRequested: false,
    isFinished: false,
    log: (metrics, options) => rows.push({ step: options?.step, metrics }),
    config: { update: (values) => configs.push(values) },
    defineMetric: (name, options) => definitions.push({ name, stepMetric: options?.stepMetric }),
  }
}

/** The rows that have a metric, in the order in which they were logged. */
export function rowsWith(run: RecordingRun, metric: string): RecordedRow[] {
  return run.rows.filter((row) => metric in row.metrics)
}
