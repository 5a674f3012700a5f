import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { systemTimers } from '../../platform/timers.ts'
import { spansPathOf } from '../../spans/spans-path.ts'
import { uploadReason, type UploadReport } from '../../uploader/uploader.ts'
import { Wakeup } from '../../uploader/wakeup.ts'
import { openKymoUpload, type KymoUpload, type KymoUploadOptions } from './open-kymo-upload.ts'

export interface SpansReport {
  /** Absent when the run has no spans, or they were not begun. */
  readonly log?: UploadReport
  readonly complete: boolean
  readonly reason?: string
}

export type SpansUploadOptions = Omit<KymoUploadOptions, 'cursorName' | 'events'> & {
  readonly onProgress: () => void
  readonly onWarning: KymoUploadOptions['events']['onWarning']
}

/**
 * The upload of a run's spans, which may begin late or never. It waits until the server knows the run, and until there is a file; both
 * may be said at any time.
 */
export class SpansUpload {
  readonly #options: SpansUploadOptions
  readonly #path: string
  readonly #wakeup = new Wakeup(systemTimers)
  #upload: KymoUpload | undefined
  #progress = { sentBytes: 0, totalBytes: 0 }
  #isAllowed = false
  #isAborted = false
  #deadlineMs: number | undefined

  constructor(options: SpansUploadOptions) {
    this.#options = options
    this.#path = spansPathOf(options.logPath)
  }

  get progress(): { readonly sentBytes: number; readonly totalBytes: number } {
    return this.#progress
  }

  /** The server knows the run. */
  allow(): void {
    if (this.#isAllowed) return
    this.#isAllowed = true
    this.#wakeup.wake()
  }

  /** The server may have lost what it acknowledged. */
  askAgain(): void {
    this.#upload?.uploader.askAgain()
  }

  poke(): void {
    if (this.#upload === undefined) this.#wakeup.wake()
    else this.#upload.uploader.poke()
  }

  finish(deadlineMs: number): void {
    this.#deadlineMs = systemTimers.nowMs() + deadlineMs
    this.#upload?.uploader.finish(deadlineMs)
    this.#wakeup.wake()
  }

  abort(): void {
    this.#isAborted = true
    this.#upload?.uploader.abort()
    this.#wakeup.wake()
  }

  /** Call once. Never rejects. */
  async run(): Promise<SpansReport> {
    try {
      const upload = await this.#await()
      if (upload === undefined) return { complete: !(await this.#hasFile()) }
      const report = await upload.uploader.run()
      const reason = uploadReason(upload.cursor, report)
      return {
        log: report,
        complete: report.kind === 'complete',
        ...(reason === undefined ? {} : { reason }),
      }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      return { complete: false, reason: `Cannot upload ${basename(this.#path)}: ${cause}` }
    }
  }

  async close(): Promise<void> {
    await this.#upload?.close()
  }

  /** @returns undefined when there is nothing to send at the end, or it was given up */
  async #await(): Promise<KymoUpload | undefined> {
    while (!this.#isAborted) {
      // Before the file is looked for: a first span may be written in between.
      const isLast = this.#deadlineMs !== undefined
      if (this.#isAllowed && (await this.#hasFile())) return this.#open()
      if (this.#isAllowed && isLast) return undefined
      await this.#wakeup.wait(this.#options.pace.pollMs)
    }
    return undefined
  }

  async #open(): Promise<KymoUpload> {
    const { target, pace, onProgress, onWarning } = this.#options
    const address = { ...target.address, file: basename(this.#path) }
    const upload = await openKymoUpload({
      ...this.#options,
      logPath: this.#path,
      target: { ...target, address },
      cursorName: 'kymo-spans',
      // The run's log is what shows that the run is alive, and what hears of a stop.
      pace: { ...pace, heartbeatMs: Number.POSITIVE_INFINITY },
      events: {
        onProgress: ({ sentBytes, totalBytes }) => {
          this.#progress = { sentBytes, totalBytes }
          onProgress()
        },
        onStop: () => undefined,
        onWarning,
      },
    })
    this.#upload = upload
    if (this.#isAborted) upload.uploader.abort()
    if (this.#deadlineMs !== undefined)
      upload.uploader.finish(Math.max(0, this.#deadlineMs - systemTimers.nowMs()))
    return upload
  }

  #hasFile(): Promise<boolean> {
    return stat(this.#path).then(
      (status) => status.isFile(),
      () => false,
    )
  }
}
