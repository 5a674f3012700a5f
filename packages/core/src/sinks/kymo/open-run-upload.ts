import { systemTimers } from '../../platform/timers.ts'
import type { LogCursor } from '../../uploader/cursor.ts'
import type { KymoUploadOptions } from './open-kymo-upload.ts'
import { RunParts, type RunUploadReport } from './run-parts.ts'

/** The uploaders of the log, of the spans and of the contents, as one. */
export interface RunUpload {
  readonly cursor: LogCursor
  poke(): void
  finish(deadlineMs: number): void
  abort(): void
  /** Call once. Never rejects. */
  run(): Promise<RunUploadReport>
  close(): Promise<void>
}

/** Then the cursors disagree about the data that the run was sent to, and the next sync asks. */
const MAX_ROUNDS = 10

/** @throws Node's errors when the log cannot be opened */
export async function openRunUpload(options: KymoUploadOptions): Promise<RunUpload> {
  return new RoundsOfUpload(options, await RunParts.open(options))
}

/**
 * A part that has come to its end does not hear of a server that is replaced while others are on their way, and contents may take
 * hours. Then there is another round, which begins with what the cursors say.
 */
class RoundsOfUpload implements RunUpload {
  readonly cursor: LogCursor
  readonly #options: KymoUploadOptions
  #parts: RunParts
  #deadlineAtMs: number | undefined
  #isAborted = false

  constructor(options: KymoUploadOptions, parts: RunParts) {
    this.#options = options
    this.#parts = parts
    this.cursor = parts.cursor
  }

  poke(): void {
    this.#parts.poke()
  }

  finish(deadlineMs: number): void {
    this.#deadlineAtMs = systemTimers.nowMs() + deadlineMs
    this.#parts.finish(deadlineMs)
  }

  abort(): void {
    this.#isAborted = true
    this.#parts.abort()
  }

  async run(): Promise<RunUploadReport> {
    let report = await this.#parts.run()
    for (let round = 1; round < MAX_ROUNDS && this.#needsAnother(report); round++) {
      try {
        await this.#renew()
      } catch (error) {
        const reason = `Not all of ${this.cursor.file} is sent: the server was replaced, and the log cannot be read again (${codeOf(error)})`
        return { ...report, complete: false, reason }
      }
      report = addRound(report, await this.#parts.run())
    }
    return report
  }

  close(): Promise<void> {
    return this.#parts.close()
  }

  #needsAnother(report: RunUploadReport): boolean {
    return report.complete && !this.#isAborted && this.#parts.isOfOtherData(report)
  }

  async #renew(): Promise<void> {
    const parts = await RunParts.open(this.#options)
    await this.#parts.close()
    this.#parts = parts
    if (this.#isAborted) parts.abort()
    if (this.#deadlineAtMs !== undefined) parts.finish(Math.max(0, this.#deadlineAtMs - systemTimers.nowMs()))
  }
}

function addRound(first: RunUploadReport, last: RunUploadReport): RunUploadReport {
  const { sentCount, sentBytes } = first.content
  return {
    ...last,
    log: { ...last.log, resumedFrom: Math.min(first.log.resumedFrom, last.log.resumedFrom) },
    content: {
      ...last.content,
      sentCount: sentCount + last.content.sentCount,
      sentBytes: sentBytes + last.content.sentBytes,
    },
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'unknown failure'
}
