import type { Problem } from './notices.ts'
import type { RunParts } from './run-parts.ts'

/** What has become of a run's data so far. */
export interface RunStatus {
  /** Records in the log, rows included; those that wait for the disk too. */
  readonly recordCount: number
  /** Rows, one per `log()`. */
  readonly rowCount: number
  /** Calls of `log()` that wrote no row: a wrong argument, or after the end. */
  readonly refusedRowCount: number
  /** Values that could not be logged, such as functions. */
  readonly droppedValueCount: number
  /** Records that were given up because the disk did not take them. */
  readonly lostRecordCount: number
  /** Bytes of the log that are with the operating system: SIGKILL does not lose them. */
  readonly writtenBytes: number
  /** Bytes in memory that wait for a disk that refuses. */
  readonly pendingBytes: number
  /** Of the written bytes those that a loss of power does not lose either. */
  readonly durableBytes: number
  /** Of the written bytes those that the server has, durably; undefined when the run is not sent. */
  readonly acknowledgedBytes: number | undefined
  /** The last thing that was wrong, whether it was shown or not. */
  readonly lastProblem: Problem | undefined
}

export function runStatus({ log, counts, progress, notices, settings }: RunParts): RunStatus {
  return {
    recordCount: log?.recordCount ?? 0,
    rowCount: log?.rowCount ?? 0,
    refusedRowCount: counts.refusedRowCount,
    droppedValueCount: counts.droppedValueCount,
    lostRecordCount: log?.lostRecordCount ?? 0,
    writtenBytes: log?.writtenBytes ?? 0,
    pendingBytes: log?.pendingBytes ?? 0,
    durableBytes: progress.durableBytes,
    acknowledgedBytes: settings.mode === 'online' ? progress.acknowledgedBytes : undefined,
    lastProblem: notices.lastProblem,
  }
}
