import type { SinkReport } from '../worker/messages.ts'

/** What became of a run's data. */
export interface RunReport {
  /** Id of the run. */
  readonly id: string
  /** As in the exit record: 0 finished, 128 + n ended by signal n, else failed. */
  readonly exitCode: number
  readonly durationMs: number
  /** Records in the log, rows included. */
  readonly recordCount: number
  /** Rows, one per `log()`, in the log. */
  readonly rowCount: number
  /** Spans that have ended, in the log of spans. */
  readonly spanCount: number
  /** Calls of `log()` that wrote no row: a wrong argument, or after the end. */
  readonly refusedRowCount: number
  /** Values that could not be logged, such as functions; each key was warned about once. */
  readonly droppedValueCount: number
  /** Records that were given up because the disk did not take them. */
  readonly lostRecordCount: number
  /** Bytes that never reached the disk. */
  readonly lostBytes: number
  /** Artifacts that were logged and are not in the run, by name, the first 100 of them: the disk was full, a file was gone. */
  readonly lostArtifacts: readonly string[]
  /** Where else the log is. Empty when the run is offline or disabled. */
  readonly sinks: readonly SinkReport[]
}

/** Everything is where it should be. A run that is not is worth a warning even to those who asked for quiet. */
export function isComplete(report: RunReport): boolean {
  return (
    report.lostBytes === 0 && report.lostArtifacts.length === 0 && report.sinks.every((sink) => sink.complete)
  )
}

/** One line for people at the end of a run. `where` says how to view it. */
export function describeReport(
  report: RunReport,
  where: { readonly folder: string; readonly url: string | undefined },
): string {
  const kept = describeKept(report)
  const unsent = report.sinks.find((sink) => sink.sink !== 'otlp' && !sink.complete)
  const lost =
    (report.lostBytes > 0 ? `; ${report.lostBytes.toLocaleString('en-US')} bytes could not be written` : '') +
    describeLost(report.lostArtifacts)
  if (where.url === undefined)
    return `run ${report.id}: ${kept} in ${where.folder}${lost}. View it with: npx kymo ui${unsentSpans(report, where.folder)}`
  if (unsent === undefined)
    return `run ${report.id}: ${kept} sent to ${where.url}${lost}${unsentSpans(report, where.folder)}`
  const reason = unsent.reason ?? 'the server has not acknowledged all of it'
  return `run ${report.id}: ${kept} on disk${lost}, not all sent: ${reason}. Send it later with: npx kymo sync ${where.folder}`
}

const MAX_NAMED = 3

function describeLost(names: readonly string[]): string {
  if (names.length === 0) return ''
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''
  return `; ${formatPlural(names.length, 'artifact')} not kept: ${names.slice(0, MAX_NAMED).join(', ')}${more}`
}

/** Whoever makes only spans has not lost rows. */
function describeKept({ rowCount, spanCount }: RunReport): string {
  const rows = rowCount === 0 && spanCount > 0 ? [] : [formatPlural(rowCount, 'row')]
  const spans = spanCount === 0 ? [] : [formatPlural(spanCount, 'span')]
  return [...rows, ...spans].join(', ')
}

function formatPlural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

function unsentSpans({ sinks }: RunReport, folder: string): string {
  return sinks
    .filter(({ sink, complete }) => sink === 'otlp' && !complete)
    .map(({ backend = 'the backend', reason = 'it has not acknowledged all of them' }) => {
      return `. Not all spans are sent to ${backend}: ${reason}. Send them later with: npx kymo sync --otlp ${backend} ${folder}`
    })
    .join('')
}
