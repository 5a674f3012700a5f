import type { SinkReport } from '../worker/messages.ts'
import type { ExitTarget } from './exit-watch.ts'
import type { Preemption } from './preemption.ts'
import type { RunParts } from './run-parts.ts'
import { exitRecord, finalSummaryRecord } from './run-records.ts'
import { describeReport, isComplete, type RunReport } from './run-report.ts'

/** With a disk that refuses, `finish()` tries for so long before it gives up what is in memory. */
const DISK_PATIENCE_MS = 5000
const DISK_RETRY_MS = 250

/**
 * The end of a run in two parts, because a process that dies has time only for the first: `end` is synchronous and puts
 * everything on disk, `settle` waits for the server.
 */
export class RunEnding {
  readonly #parts: RunParts
  readonly #target: ExitTarget
  #exitCode: number | undefined
  #durationMs = 0
  #settled: Promise<RunReport> | undefined

  constructor(parts: RunParts, preemption: Preemption) {
    this.#parts = parts
    const { settings, log, spanLog, capture, exits, diesOfSignals, sendsSpans } = parts
    this.#target = {
      isOnline: settings.mode === 'online' || sendsSpans,
      wantsSignals: settings.handleSignals && diesOfSignals,
      diesOfSignals,
      preemptSignals: settings.preemptSignals,
      preempt: () => preemption.mark(),
      flush: () => {
        capture?.flush()
        log?.flush()
        spanLog?.flush()
      },
      end: (exitCode) => this.end(exitCode),
      settle: (timeoutMs) => this.settle(timeoutMs),
    }
    if (log !== undefined) exits.add(this.#target)
  }

  get hasEnded(): boolean {
    return this.#exitCode !== undefined
  }

  /** Writes the final summary and the exit record. Only the first call does anything. Never throws. */
  end(exitCode: number): void {
    if (this.#exitCode !== undefined) return
    // What they still wait for is waited for by finish(); a process that dies has no time for it.
    void this.#parts.hooks.finish.call(exitCode)
    if (this.hasEnded) return
    const { pulse, description, log, metrics, isPinned, exits } = this.#parts
    const nowMs = pulse.nowMs()
    this.#exitCode = exitCode
    this.#parts.media?.drain()
    this.#parts.artifacts.close()
    this.#parts.spans.end()
    this.#durationMs = Math.max(0, nowMs - description.startedMs)
    this.#parts.capture?.end()
    const summary = metrics.tracked.entries(isPinned)
    if (summary.length > 0) log?.append(finalSummaryRecord(summary, log.latest), nowMs)
    log?.append(exitRecord(exitCode, this.#durationMs, description.writer?.isPrimary), nowMs)
    log?.flush()
    exits.remove(this.#target)
    this.#parts.onEnded(exitCode)
  }

  /** Closes the log and sends what is left. Later calls get the promise of the first. Never rejects. */
  settle(timeoutMs: number): Promise<RunReport> {
    this.#settled ??= this.#settle(timeoutMs)
    return this.#settled
  }

  async #settle(timeoutMs: number): Promise<RunReport> {
    const { pulse, log, spanLog, worker, notices, shownFolder, url } = this.#parts
    const deadlineMs = pulse.nowMs() + DISK_PATIENCE_MS
    const hasAll = (): boolean => [log?.flush(), spanLog?.flush()].every((isFlushed) => isFlushed !== false)
    while (!hasAll() && pulse.nowMs() < deadlineMs) await pulse.wait(DISK_RETRY_MS)
    log?.close()
    spanLog?.close()
    const sink = await worker()?.finish(timeoutMs)
    const report = this.#report(sink)
    if (log !== undefined) {
      const line = describeReport(report, { folder: shownFolder(), url })
      if (isComplete(report)) notices.inform(line)
      else notices.warn('RUN_INCOMPLETE', line)
    }
    return report
  }

  #report(sink: SinkReport | undefined): RunReport {
    const { description, log, spanLog, counts } = this.#parts
    return {
      id: description.id,
      exitCode: this.#exitCode ?? 0,
      durationMs: this.#durationMs,
      recordCount: log?.recordCount ?? 0,
      rowCount: log?.rowCount ?? 0,
      spanCount: spanLog?.spanCount ?? 0,
      refusedRowCount: counts.refusedRowCount,
      droppedValueCount: counts.droppedValueCount,
      lostRecordCount: (log?.lostRecordCount ?? 0) + (spanLog?.lostCount ?? 0),
      lostBytes: (log?.lostBytes ?? 0) + (spanLog?.lostBytes ?? 0),
      lostArtifacts: [...this.#parts.artifacts.lostNames],
      sinks: listSinks(sink),
    }
  }
}

/** Each by itself. */
function listSinks(report: SinkReport | undefined): SinkReport[] {
  if (report === undefined) return []
  const { others = [], ...own } = report
  return own.sink === 'none' ? [...others] : [own, ...others]
}
