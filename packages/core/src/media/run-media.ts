import {
  chartConfigJson,
  chartConfigPath,
  chartTableKey,
  classLabelsConfig,
  MAX_LIST_ITEMS,
  type MediaFile,
} from '@kymo/protocol'
import type { MediaFiles } from '../platform/media-files.ts'
import { executePlan } from './execute-plan.ts'
import { splitMedia, type FoundMedia } from './find-media.ts'
import type { FileContent, MediaContent } from './media-content.ts'
import type { EncodedMessage, EncodeMessage, MediaReport } from './media-messages.ts'
import {
  isCostly,
  type ArtifactIds,
  type StagedArtifact,
  type ItemPlan,
  type MediaOutcome,
  type MediaPlan,
} from './media-plan.ts'
import { reasonOf, runJob } from './media-queue.ts'
import { planItem, type LayerLabels } from './plan-item.ts'
import { putJson } from './logged-json.ts'
import { removeJob, spooledBytes, writeJob, type SpoolOwner, type SpoolPlace } from './spool.ts'
import { TableLog, type TableArtifact } from './table-log.ts'
import type { Table } from './table.ts'

type Row = Record<string, unknown>

export interface RunMediaPorts {
  readonly files: MediaFiles
  readonly runId: string
  /** Where the run's folder is; it may move as long as it could not be made. */
  readonly folder: () => string
  readonly owner: SpoolOwner
  readonly nowMs: () => number
  readonly wait: (durationMs: number) => Promise<void>
  /** A value that is not logged as it is. @param isLost false when something of it is */
  readonly warn: (name: string, reason: string, isLost: boolean) => void
  /** Something about all media. */
  readonly notice: (code: string, text: string) => void
  /** Files of the run that are complete. */
  readonly announce: (files: readonly MediaFile[]) => void
  readonly appendRow: (row: Row, step: number, timeMs: number) => void
  /** A value of the config, by its path from the config's root. */
  readonly setConfig: (path: readonly string[], json: string) => void
  /** @returns false when nobody is there to do it */
  readonly post: (message: EncodeMessage) => boolean
  readonly logTableArtifact: (artifact: TableArtifact) => ArtifactIds | undefined
  /** Names for an artifact whose content comes later; undefined when artifacts cannot be logged. */
  readonly newArtifactIds: () => ArtifactIds | undefined
  readonly logStagedArtifact: (artifact: StagedArtifact) => void
}

/** Bytes of media that may wait to be encoded. When the worker falls behind by more, `log()` encodes itself. */
export const MAX_SPOOL_BYTES: number = 256 * 1024 * 1024
const MAX_SPOOL_JOBS = 2000
/** Bytes of media that are kept in memory while the disk refuses them. */
const MAX_HELD_BYTES: number = 64 * 1024 * 1024
const RETRY_AFTER_MS = 250
/** At the end of a run: how often to look, and after how long without a result to do the worker's work here. */
const LOOK_INTERVAL_MS = 10
const STALLED_AFTER_MS = 5000
/** A process that is ending encodes for so long; the rest waits in the spool. */
const DRAIN_LIMIT_MS = 5000

/**
 * Media of one run, on the training thread. What is cheap is on disk in its final form when `log()` returns; what costs time is in the
 * spool by then, and its value is written into the log, with the step and time of its `log()`, when the worker has made it.
 */
export class RunMedia {
  readonly #ports: RunMediaPorts
  readonly #tables: TableLog
  /** By the name of the job. */
  readonly #spooled = new Map<string, SpooledValue>()
  readonly #failed = new Set<string>()
  readonly #held: MediaPlan[] = []
  readonly #labels = new Map<string, string>()
  #spooledBytes = 0
  #heldBytes = 0
  #retryAtMs = 0
  #jobCount = 0
  readonly #sessionName: string

  constructor(ports: RunMediaPorts) {
    this.#ports = ports
    this.#sessionName = ports.nowMs().toString(36)
    const { runId, files, nowMs, logTableArtifact, newArtifactIds, warn } = ports
    this.#tables = new TableLog({
      runId,
      files,
      nowMs,
      logTableArtifact,
      newArtifactIds,
      warn: (key, text) => warn(key, text, false),
    })
  }

  /** Values that are accepted and not yet in the log. */
  get pendingCount(): number {
    return this.#spooled.size + this.#held.length
  }

  /**
   * Takes the media out of a row and puts the values in that are ready. Never throws for media.
   * @returns the row to write; undefined when nothing is left of it
   */
  take(metrics: Readonly<Row>, step: number, timeMs: number): Readonly<Row> | undefined {
    const split = splitMedia(metrics)
    if (split === undefined) return metrics
    if (this.#held.length > 0 && this.#ports.nowMs() >= this.#retryAtMs) this.#retryHeld()
    for (const found of split.found) {
      const place = { row: split.rest, step, timeMs }
      try {
        this.#log(found, place)
      } catch (error) {
        this.#lose(found.names, reasonOf(error))
      }
    }
    return Object.keys(split.rest).length === 0 ? undefined : split.rest
  }

  /** The worker has done a job, or could not. */
  receive(report: MediaReport): void {
    if (!this.#spooled.has(report.job)) return
    if (report.kind === 'encode-failed') {
      this.#failed.add(report.job)
      this.#ports.notice(
        'MEDIA_ENCODE',
        `Cannot encode media: ${report.reason}. It is tried again when the run finishes`,
      )
      return
    }
    this.#finishJob(report)
  }

  /** A worker has started: whatever it was told before may be lost. */
  resend(): void {
    for (const job of this.#spooled.keys()) this.#ports.post({ kind: 'encode', job })
  }

  /** Resolves when everything is in the log, the time is up, or the worker does not get on; then `drain` is next. Never rejects. */
  async settle(timeoutMs: number): Promise<void> {
    const { nowMs, wait } = this.#ports
    const deadlineMs = nowMs() + timeoutMs
    let progressMs = nowMs()
    let seenCount = this.#spooled.size
    while (this.#spooled.size > this.#failed.size && nowMs() < deadlineMs) {
      await wait(LOOK_INTERVAL_MS)
      if (this.#spooled.size !== seenCount) progressMs = nowMs()
      seenCount = this.#spooled.size
      if (nowMs() - progressMs > STALLED_AFTER_MS) return
    }
  }

  /** Does here, at once, what is left; at most for some seconds. What remains stays in the spool. Never throws. */
  drain(): void {
    const { nowMs, notice } = this.#ports
    const deadlineMs = nowMs() + DRAIN_LIMIT_MS
    this.#retryHeld()
    for (const job of this.#spooled.keys()) {
      if (nowMs() > deadlineMs) break
      const report = runJob(job, this.#place())
      if (report?.kind === 'encoded') this.#finishJob(report)
    }
    if (this.#spooled.size > 0)
      notice(
        'MEDIA_LEFT',
        `${this.#spooled.size} media values wait in the run's folder to be encoded; npx kymo sync does that`,
      )
    for (const plan of this.#held.splice(0)) this.#lose(plan.names, 'the disk did not take it')
  }

  #log({ names, isList, contents }: FoundMedia, place: RowPlace): void {
    const good = this.#checkList(names, contents)
    const [first] = good
    if (first === undefined) return
    if (first.kind === 'table' || first.kind === 'chart') {
      if (isList) this.#lose(names, 'tables and charts cannot be logged as a list; give each a name')
      else if (first.kind === 'table') this.#logTable(first.table, names, place)
      else this.#logChart(first, names, place)
      return
    }
    const inline = good.filter((content) => content.kind === 'inline')
    for (const { note } of inline) if (note !== undefined) this.#ports.warn(names.join('.'), note, false)
    if (inline.length === good.length) {
      const jsons = inline.map(({ json }) => json)
      putJson(place.row, names, isList ? jsons : jsons[0])
      return
    }
    const files = good.filter((content): content is FileContent => 'payload' in content)
    if (files.length < good.length) this.#lose(names, 'a list cannot hold both files and other values')
    this.#logFiles({ names, isList, contents: files }, place)
  }

  /** What can be logged of a value. */
  #checkList(names: readonly string[], contents: readonly MediaContent[]): readonly MediaContent[] {
    const good = contents.filter((content) => {
      if (content.kind !== 'invalid') return true
      this.#lose(names, `${content.name}: ${content.reason}`)
      return false
    })
    if (good.length <= MAX_LIST_ITEMS) return good
    this.#lose(
      names,
      `${good.length} items exceed the limit of ${MAX_LIST_ITEMS} per name and step; the rest is left out`,
    )
    return good.slice(0, MAX_LIST_ITEMS)
  }

  #logFiles({ names, isList, contents }: FoundMedia, place: RowPlace): void {
    const items: ItemPlan[] = []
    for (const content of contents) {
      const planned = planItem(content as FileContent, this.#ports.files)
      if ('problem' in planned) this.#lose(names, planned.problem)
      else {
        items.push(planned.item)
        this.#keepLabels(names, planned.labels)
      }
    }
    if (items.length > 0)
      this.#submit({ names, step: place.step, timeMs: place.timeMs, isList, items }, place.row)
  }

  #logTable(table: Table, names: readonly string[], place: RowPlace): void {
    const key = names.at(-1) ?? ''
    const known = this.#tables.loggedJson(table, key)
    if (known !== undefined) {
      putJson(place.row, names, known)
      return
    }
    const { item, artifact } = this.#tables.plan(table, key)
    const deferred = artifact === undefined ? {} : { artifact }
    const plan = { names, step: place.step, timeMs: place.timeMs, isList: false, items: [item], ...deferred }
    const outcome = this.#submit(plan, place.row, table)
    if (outcome !== undefined) this.#tables.remember(table, outcome.json)
  }

  #logChart(
    { spec, table }: Extract<MediaContent, { kind: 'chart' }>,
    names: readonly string[],
    place: RowPlace,
  ): void {
    const key = names.join('.')
    this.#setConfig(chartConfigPath(key), chartConfigJson(spec, key))
    this.#logTable(table, [chartTableKey(spec, key)], place)
  }

  #keepLabels(names: readonly string[], labels: readonly LayerLabels[]): void {
    const key = names.at(-1) ?? ''
    for (const { kind, layer, labels: classes } of labels) {
      const { path, json } = classLabelsConfig(kind, { key, layer }, classes)
      this.#setConfig(path, json)
    }
  }

  /** The same labels come with every image: they are written when they change. */
  #setConfig(path: readonly string[], json: string): void {
    const name = JSON.stringify(path)
    if (this.#labels.get(name) === json) return
    this.#labels.set(name, json)
    this.#ports.setConfig(path, json)
  }

  /** @returns what came of it, when it was done at once */
  #submit(plan: MediaPlan, row: Row, table?: Table): MediaOutcome | undefined {
    try {
      if (isCostly(plan) && this.#hasRoom(plan)) {
        this.#spool(plan, table)
        return undefined
      }
      const outcome = executePlan(plan, this.#place())
      this.#ports.announce(outcome.files)
      if (outcome.artifact !== undefined) this.#ports.logStagedArtifact(outcome.artifact)
      putJson(row, plan.names, outcome.json)
      return outcome
    } catch (error) {
      this.#hold(plan, error)
      return undefined
    }
  }

  #hasRoom(plan: MediaPlan): boolean {
    if (this.#spooled.size < MAX_SPOOL_JOBS && this.#spooledBytes + spooledBytes(plan) <= MAX_SPOOL_BYTES)
      return true
    this.#ports.notice(
      'MEDIA_BEHIND',
      `Media come faster than they are encoded: ${this.#spooled.size} values (${Math.round(this.#spooledBytes / 1e6)} MB) wait. Until there are fewer, log() encodes on the calling thread`,
    )
    return false
  }

  #spool(plan: MediaPlan, table: Table | undefined): void {
    const job = `${this.#sessionName}-${String(this.#jobCount++).padStart(7, '0')}`
    const byteCount = writeJob(job, { plan, owner: this.#ports.owner }, this.#place())
    const { names, step, timeMs } = plan
    this.#spooled.set(job, { byteCount, names, step, timeMs, table })
    this.#spooledBytes += byteCount
    this.#ports.post({ kind: 'encode', job })
  }

  #finishJob({ job, files, json, artifact }: EncodedMessage): void {
    const value = this.#spooled.get(job)
    if (value === undefined) return
    this.#ports.announce(files)
    const row = Object.create(null) as Row
    if (artifact !== undefined) this.#ports.logStagedArtifact(artifact)
    const parsed: unknown = JSON.parse(json)
    putJson(row, value.names, parsed)
    if (value.table !== undefined) this.#tables.remember(value.table, parsed)
    this.#ports.appendRow(row, value.step, value.timeMs)
    this.#forget(job)
  }

  #forget(job: string): void {
    this.#spooledBytes -= this.#spooled.get(job)?.byteCount ?? 0
    this.#spooled.delete(job)
    this.#failed.delete(job)
    removeJob(job, this.#place())
  }

  #hold(plan: MediaPlan, error: unknown): void {
    const byteCount = spooledBytes(plan)
    if (this.#heldBytes + byteCount > MAX_HELD_BYTES) return this.#lose(plan.names, reasonOf(error))
    this.#held.push(plan)
    this.#heldBytes += byteCount
    this.#retryAtMs = this.#ports.nowMs() + RETRY_AFTER_MS
    this.#ports.notice(
      'MEDIA_WRITE',
      `Cannot write media: ${reasonOf(error)}. Up to ${MAX_HELD_BYTES / 1024 / 1024} MiB are kept in memory and tried again`,
    )
  }

  #retryHeld(): void {
    this.#heldBytes = 0
    for (const plan of this.#held.splice(0)) {
      const row = Object.create(null) as Row
      const outcome = this.#submit(plan, row)
      if (outcome !== undefined) this.#ports.appendRow(row, plan.step, plan.timeMs)
    }
  }

  #lose(names: readonly string[], reason: string): void {
    this.#ports.warn(names.join('.'), reason, true)
  }

  #place(): SpoolPlace {
    return { files: this.#ports.files, folder: this.#ports.folder() }
  }
}

/** A value whose job is in the spool. */
interface SpooledValue {
  readonly byteCount: number
  readonly names: readonly string[]
  readonly step: number
  readonly timeMs: number
  /** Whose value it is, when it is a table's. */
  readonly table: Table | undefined
}

interface RowPlace {
  readonly row: Row
  readonly step: number
  readonly timeMs: number
}
