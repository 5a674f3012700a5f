import type { ContentFiles } from '../../platform/content-files.ts'
import type { LogFile } from '../../platform/log-file.ts'
import type { UploadTrouble } from '../outage.ts'
import { Wakeup } from '../wakeup.ts'
import { ContentAttempts, ContentStop, type ContentAttemptsOptions } from './content-attempts.ts'
import type { ContentCursor } from './content-cursor.ts'
import { ContentLane, type ContentItem } from './content-lane.ts'
import type { ContentKind, ContentSink } from './content-sink.ts'
import { AnnouncementReader, type Announcement } from './read-announcements.ts'

export interface ContentUploaderOptions extends Omit<ContentAttemptsOptions, 'onTrouble'> {
  readonly sink: ContentSink
  readonly log: LogFile
  readonly files: ContentFiles
  readonly cursor: ContentCursor
  /** Called after progress; resolves when it is on disk, rejects when it cannot be. */
  readonly saveCursor: (cursor: ContentCursor) => Promise<void>
  /** Looks at the size of the log at least this often. */
  readonly pollMs: number
  readonly onProgress: () => void
  readonly onTrouble: (trouble: UploadTrouble) => void
}

/** What became of files and artifact contents. */
export interface ContentReport {
  /** Contents that were sent, and their bytes. */
  readonly sentCount: number
  readonly sentBytes: number
  /** Contents that the server had already. */
  readonly heldCount: number
  /** Contents that were announced and not sent in the time given. */
  readonly pendingCount: number
  /** Contents that are no longer here, or not readable. */
  readonly missingCount: number
  /** The first of them. */
  readonly missing: readonly { readonly what: string; readonly reason: string }[]
  /** False when something is pending, or content of an artifact is missing. */
  readonly complete: boolean
  /** Why it is not, as a clause for people. */
  readonly reason?: string
}

/** Bounds memory: the log is not read on while so many contents wait. */
const MAX_WAITING = 20_000
const MAX_MISSING_SHOWN = 20
const CURSOR_INTERVAL_MS = 250
/** Items from `next` on are not acknowledged; those before are dropped now and then. */
type Waiting = { readonly items: ContentItem[]; next: number }

/**
 * Sends the files and the artifact contents that a log announces. A second reader of the same log, with its own cursor; files and
 * blobs go side by side, so that a checkpoint of many GB does not keep an image waiting. Owns no thread.
 */
export class ContentUploader {
  readonly #options: ContentUploaderOptions
  #reader: AnnouncementReader
  readonly #attempts: ContentAttempts
  #lanes: Readonly<Record<ContentKind, ContentLane>>
  readonly #waiting: Readonly<Record<ContentKind, Waiting>> = {
    file: { items: [], next: 0 },
    blob: { items: [], next: 0 },
  }
  readonly #wakeups: Readonly<Record<ContentKind | 'log' | 'gate' | 'room', Wakeup>>
  readonly #atEnd: Set<string>
  readonly #missing: { what: string; reason: string }[] = []
  #isOpen = false
  #isLogRead = false
  /** Of the data that the backend holds. */
  #dataId: string | undefined
  /** How often everything had to be asked for anew. What was begun before such a moment counts for nothing. */
  #round = 0
  #mustReadAgain = false
  #hasFailed = false
  /** Nothing behind a blob that is missing is acknowledged, so that a later sync asks for it again. */
  #stuckOffset = Number.POSITIVE_INFINITY
  #missingCount = 0
  #missingBlobCount = 0
  #sentCount = 0
  #sentBytes = 0
  #heldCount = 0
  #lackingBytes = 0
  #saving: Promise<void> | undefined
  #savedAtMs = Number.NEGATIVE_INFINITY
  #saved: { offset: number; atEndCount: number; dataId: string | undefined }

  constructor(options: ContentUploaderOptions) {
    const { log, cursor, timers } = options
    this.#options = options
    this.#reader = new AnnouncementReader(log, cursor.announcedBefore)
    this.#atEnd = new Set(cursor.atEnd)
    this.#dataId = cursor.dataId
    this.#saved = { offset: cursor.announcedBefore, atEndCount: cursor.atEnd.length, dataId: cursor.dataId }
    this.#attempts = new ContentAttempts(options)
    this.#lanes = this.#createLanes()
    const wakeup = (): Wakeup => new Wakeup(timers)
    this.#wakeups = { file: wakeup(), blob: wakeup(), log: wakeup(), gate: wakeup(), room: wakeup() }
  }

  /** What has been sent, and what is known by now to be needed. */
  get progress(): { readonly sentBytes: number; readonly totalBytes: number } {
    return { sentBytes: this.#sentBytes, totalBytes: Math.max(this.#sentBytes, this.#lackingBytes) }
  }

  /** Contents that wait. */
  get pendingCount(): number {
    return pendingOf(this.#waiting.file) + pendingOf(this.#waiting.blob)
  }

  /**
   * The backend knows the run: begin.
   * @param held What it has: of the log, and the name of its data. Less than the contents that the cursor says were sent, or
   * other data: everything is asked for again.
   */
  open(held: { readonly logBytes: number; readonly dataId: string | undefined }): void {
    if (this.#isOpen) return
    const { cursor } = this.#options
    const isOther = held.dataId !== undefined && held.dataId !== cursor.dataId
    if (isOther || held.logBytes < cursor.announcedBefore) this.startOver(held.dataId)
    this.#isOpen = true
    this.#wakeups.gate.wake()
  }

  /** The backend may have lost what it acknowledged: every content is asked for again, and what it has is not sent. */
  startOver(dataId: string | undefined): void {
    this.#dataId = dataId
    this.#round += 1
    this.#mustReadAgain = this.#isLogRead
    this.#reader = new AnnouncementReader(this.#options.log, 0)
    this.#lanes = this.#createLanes()
    this.#atEnd.clear()
    for (const waiting of Object.values(this.#waiting)) {
      waiting.items.length = 0
      waiting.next = 0
    }
    this.#stuckOffset = Number.POSITIVE_INFINITY
    this.#missing.length = 0
    this.#missingCount = 0
    this.#missingBlobCount = 0
    this.#wakeAll()
  }

  /** The log grew. */
  poke(): void {
    this.#wakeups.log.wake()
  }

  /** Nothing more will be appended: `run` ends when all is sent, or `deadlineMs` from now. */
  finish(deadlineMs: number): void {
    this.#attempts.finish()
    this.#wakeAll()
    if (deadlineMs === Number.POSITIVE_INFINITY) return
    void this.#options.timers.sleep(deadlineMs, this.#attempts.signal).then(() => this.abort())
  }

  /** `run` ends now, with the cursor on disk. */
  abort(): void {
    this.#attempts.abort()
    this.#wakeAll()
  }

  /** Call once. Never rejects. */
  async run(): Promise<ContentReport> {
    const isDone = await this.#work()
    const report = this.#report(isDone)
    // Also ends the deadline's timer.
    this.abort()
    await this.#saveCursor(true)
    return report
  }

  async #work(): Promise<boolean> {
    while (!this.#isOpen) {
      if (this.#attempts.isCutOff) return false
      await this.#wakeups.gate.wait(this.#options.pollMs)
    }
    do {
      this.#isLogRead = false
      this.#mustReadAgain = false
      const parts = [this.#readLog(), this.#runLane('file'), this.#runLane('blob')]
      await Promise.all(parts.map((part) => part.catch((error: unknown) => this.#fail(error))))
    } while (this.#mustReadAgain && !this.#hasFailed)
    return !this.#hasFailed
  }

  #createLanes(): Readonly<Record<ContentKind, ContentLane>> {
    const { sink, files } = this.#options
    const round = this.#round
    const events = {
      onHeld: (_item: ContentItem, sentBytes: number) => this.#noteHeld(sentBytes),
      onSent: (byteCount: number) => this.#noteSent(byteCount),
      onLacking: (byteCount: number) => void (this.#lackingBytes += byteCount),
      onMissing: (item: ContentItem, reason: string) => {
        if (round === this.#round) this.#noteMissing(item, reason)
      },
    }
    const laneOf = (kind: ContentKind): ContentLane =>
      new ContentLane({ kind, sink, files, attempts: this.#attempts, events })
    return { file: laneOf('file'), blob: laneOf('blob') }
  }

  /** One part of the work is stopped: so are the others. */
  #fail(error: unknown): void {
    this.#hasFailed = true
    if (!(error instanceof ContentStop))
      this.#options.onTrouble({ code: 'UPLOAD_LOG_UNREADABLE', reason: reasonOf(error) })
    this.#attempts.abort()
    this.#wakeAll()
  }

  async #readLog(): Promise<void> {
    const { pollMs } = this.#options
    for (;;) {
      if (this.#attempts.isCutOff) throw new ContentStop('cut-off')
      // Before the log is read: a finish that comes meanwhile may know of records that this read leaves out.
      const { isFollowing } = this.#attempts
      const round = this.#round
      const announcement = await this.#nextAnnouncement()
      if (round !== this.#round) continue
      if (announcement !== undefined) this.#take(announcement)
      else if (isFollowing) await this.#wakeups.log.wait(pollMs)
      else break
      while (this.pendingCount > MAX_WAITING && !this.#attempts.isCutOff)
        await this.#wakeups.room.wait(pollMs)
    }
    // A log without an end: what was to be sent at its end is sent as it is now, and again at the real end.
    this.#push([...this.#atEnd].map((path) => ({ kind: 'file', path, offset: this.#reader.offset })))
    this.#isLogRead = true
    this.#wakeAll()
  }

  /** A disk that does not answer is tried again like a server. */
  async #nextAnnouncement(): Promise<Announcement | undefined> {
    const outcome = await this.#attempts.run(async () => {
      try {
        return { kind: 'done', value: await this.#reader.next() }
      } catch (error) {
        return { kind: 'retry', code: 'UPLOAD_LOG_UNREADABLE', reason: reasonOf(error) }
      }
    })
    return outcome.kind === 'done' ? outcome.value : undefined
  }

  #take(announcement: Announcement): void {
    const { offset } = announcement
    switch (announcement.kind) {
      case 'files':
        for (const path of announcement.atEnd) this.#atEnd.add(path)
        return this.#push(announcement.paths.map((path) => ({ kind: 'file', path, offset })))
      case 'artifact':
        return this.#push(announcement.blobs.map((blob) => ({ kind: 'blob', ...blob, offset })))
      case 'exit':
        return this.#push([...this.#atEnd].map((path) => ({ kind: 'file', path, offset })))
    }
  }

  #push(items: readonly ContentItem[]): void {
    for (const item of items) this.#waiting[item.kind].items.push(item)
    if (items.length > 0) this.#wakeups[items[0]?.kind ?? 'file'].wake()
  }

  async #runLane(kind: ContentKind): Promise<void> {
    const waiting = this.#waiting[kind]
    for (;;) {
      if (this.#attempts.isCutOff) throw new ContentStop('cut-off')
      const items = waiting.items.slice(waiting.next, waiting.next + this.#options.sink.maxClaims)
      if (items.length === 0) {
        if (this.#isLogRead) return
        await this.#wakeups[kind].wait(this.#options.pollMs)
        await this.#saveCursor(false)
        continue
      }
      const round = this.#round
      await this.#lanes[kind].send(items)
      if (this.#attempts.isCutOff) throw new ContentStop('cut-off')
      if (round !== this.#round) continue
      waiting.next += items.length
      if (waiting.next === waiting.items.length || waiting.next >= MAX_WAITING) {
        waiting.items.splice(0, waiting.next)
        waiting.next = 0
      }
      this.#wakeups.room.wake()
      await this.#saveCursor(false)
    }
  }

  #noteHeld(sentBytes: number): void {
    if (sentBytes > 0) this.#sentCount += 1
    else this.#heldCount += 1
  }

  #noteSent(byteCount: number): void {
    this.#sentBytes += byteCount
    this.#options.onProgress()
  }

  #noteMissing(item: ContentItem, reason: string): void {
    this.#missingCount += 1
    if (item.kind === 'blob') {
      this.#missingBlobCount += 1
      this.#stuckOffset = Math.min(this.#stuckOffset, item.offset)
    }
    const what = item.kind === 'blob' ? item.label : item.path
    if (this.#missing.length < MAX_MISSING_SHOWN) this.#missing.push({ what, reason })
  }

  /** Everything announced before it is acknowledged. */
  get #acknowledgedOffset(): number {
    const firsts = [this.#waiting.file, this.#waiting.blob].map(({ items, next }) => items[next]?.offset)
    return Math.min(
      this.#reader.offset,
      this.#stuckOffset,
      ...firsts.map((offset) => offset ?? Number.POSITIVE_INFINITY),
    )
  }

  async #saveCursor(isLast: boolean): Promise<void> {
    await this.#saving
    const offset = this.#acknowledgedOffset
    const atEnd = [...this.#atEnd]
    const { timers, cursor, saveCursor } = this.#options
    const dataId = this.#dataId
    const saved = this.#saved
    const isNews = offset !== saved.offset || atEnd.length !== saved.atEndCount || dataId !== saved.dataId
    if (!isNews || (!isLast && timers.nowMs() - this.#savedAtMs < CURSOR_INTERVAL_MS)) return
    this.#savedAtMs = timers.nowMs()
    this.#saved = { offset, atEndCount: atEnd.length, dataId }
    // A cursor is a convenience: without it the server is asked again.
    const { log, target } = cursor
    const ofData = dataId === undefined ? {} : { dataId }
    this.#saving = saveCursor({ log, target, announcedBefore: offset, atEnd, ...ofData }).catch(
      () => undefined,
    )
    await this.#saving
  }

  #report(isDone: boolean): ContentReport {
    const isComplete = isDone && this.#missingBlobCount === 0
    return {
      sentCount: this.#sentCount,
      sentBytes: this.#sentBytes,
      heldCount: this.#heldCount,
      pendingCount: this.pendingCount,
      missingCount: this.#missingCount,
      missing: this.#missing,
      complete: isComplete,
      ...(isComplete ? {} : { reason: this.#reason(isDone) }),
    }
  }

  #reason(isDone: boolean): string {
    const first = this.#missing[0]
    if (isDone && first !== undefined) {
      return `${this.#missingBlobCount} contents of artifacts are missing, first ${first.what}: ${first.reason}`
    }
    const { trouble } = this.#attempts
    const count = this.pendingCount
    const what = count === 0 ? 'files and artifacts' : `${count} files and artifact contents`
    return trouble === undefined
      ? `${what} were not sent in the time given`
      : `${what} were not sent: ${trouble.reason}`
  }

  #wakeAll(): void {
    for (const wakeup of Object.values(this.#wakeups)) wakeup.wake()
  }
}

function pendingOf({ items, next }: Waiting): number {
  return items.length - next
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code ?? (error instanceof Error ? error.message : 'unknown failure')
}
