import { LogReader } from '@kymo/protocol'
import { isSystemSeries } from '../domain/system-name.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import { ConsolePages } from '../console/console-pages.ts'
import type { LogFile, LogStat } from '../folders/log-file.ts'
import { RunningCrc } from '../folders/running-crc.ts'
import type { Points } from '../series/points.ts'
import { appendToSeries, newSeries, openSeries, type OpenSeries } from '../series/series-writer.ts'
import type { FolderRow, Store } from '../store/store.ts'
import { decodeFacts, encodeFacts, newFacts, type LogFacts } from './log-facts.ts'
import { LogValues } from './log-values.ts'
import { RecordProjection } from './record-projection.ts'
import { runIdOfFile } from './tracked-log.ts'

/** Read at once: about 10 ms of work. */
const READ_BYTES: number = 256 * 1024
/** A commit holds no more than this, so that memory stays flat and other logs get their turn. */
const COMMIT_POINTS = 131_072
const COMMIT_BYTES: number = 8 * 1024 * 1024
/** Rows between looks at the clock. */
const ROWS_PER_LOOK = 16

export interface LogProjectorOptions {
  readonly store: Store
  /** Below the runs folder, with `/`. */
  readonly logPath: string
  /** Undefined for a log that is not in the index. */
  readonly committed: FolderRow | undefined
  /** Called whenever others are about to see a part of a commit. */
  readonly onPartOfCommit: () => void
}

export interface TurnResult {
  /** The row that was committed; undefined when the log had nothing new. */
  readonly row: FolderRow | undefined
  /** True when more of the log waits to be read. */
  readonly isBehind: boolean
}

/**
 * Brings one log into the index, commit by commit: points, values, facts and the offset of a stretch of the log in one
 * transaction. Whatever happens, the index holds exactly the records before the offset that it names.
 * Calls must not overlap, nor overlap with other writers of the store.
 */
export class LogProjector {
  readonly #store: Store
  readonly #logPath: string
  readonly #onPartOfCommit: () => void
  #folderId: number | undefined
  #projection: RecordProjection
  #reader: LogReader
  /** Offset of the next byte to read; ahead of the committed offset. */
  #position: number
  #crc: RunningCrc
  readonly #series = new Map<string, OpenSeries>()
  /** True when the index may hold series that are not in the map. */
  #hasSeries: boolean

  constructor({ store, logPath, committed, onPartOfCommit }: LogProjectorOptions) {
    this.#store = store
    this.#logPath = logPath
    this.#onPartOfCommit = onPartOfCommit
    this.#folderId = committed?.id
    this.#hasSeries = committed !== undefined
    const facts = committed === undefined ? newFacts(runIdOfFile(logPath)) : decodeFacts(committed.state)
    const values = LogValues.load(committed === undefined ? [] : store.listValues(committed.id))
    this.#projection = new RecordProjection(facts, values, this.#newConsole())
    this.#position = facts.offset
    this.#reader = this.#newReader(facts.offset)
    this.#crc = new RunningCrc(facts.offset, facts.content?.crc)
  }

  /**
   * Reads what the file has beyond the committed offset, up to the size of one commit, and commits it.
   * A file that is not a continuation of what was read is read again from its start.
   */
  async turn(file: LogFile, stat: LogStat): Promise<TurnResult> {
    const { sizeBytes, fileMark } = stat
    const slice = new TimeSlice()
    const isOther = await this.#isOther(file, stat)
    if (isOther) await this.#startAgain(slice)
    await this.#readOn(file, { sizeBytes, slice })
    const isBehind = this.#position < sizeBytes
    // Bytes of an unfinished record may be cut off and written anew: do not hold on to them.
    if (!isBehind) this.#restartReader()
    const { facts } = this.#projection
    const offset = this.#reader.resumeOffset
    const crc = this.#crc.advanceTo(offset)
    if (!isBehind) this.#crc.dropRest()
    const isKnown = !isEnded(facts) || facts.content?.fileMark === fileMark
    if (offset === facts.offset && !isOther && isKnown) return { row: undefined, isBehind }
    facts.offset = offset
    facts.identity = await file.identify(offset)
    facts.content = { crc, fileMark }
    return { row: await this.#commit(slice), isBehind }
  }

  async #isOther(file: LogFile, { sizeBytes, fileMark }: LogStat): Promise<boolean> {
    const { facts } = this.#projection
    const { offset, identity, content } = facts
    if (identity === undefined) return false
    if (sizeBytes < offset || !(await file.is(identity, offset))) return true
    // A log that is being written is touched all the time; nobody touches one that has ended without a reason.
    if (!isEnded(facts) || content === undefined || content.fileMark === fileMark) return false
    return (await file.crcUpTo(offset)) !== content.crc
  }

  async #readOn(file: LogFile, { sizeBytes, slice }: { sizeBytes: number; slice: TimeSlice }): Promise<void> {
    const end = Math.min(sizeBytes, this.#position + COMMIT_BYTES)
    while (this.#position < end && this.#projection.pointCount < COMMIT_POINTS) {
      const bytes = await file.read(this.#position, Math.min(READ_BYTES, end - this.#position))
      if (bytes.length === 0) return
      this.#position += bytes.length
      this.#crc.push(bytes)
      this.#reader.push(bytes)
      let rowCount = 0
      for (let entry = this.#reader.next(); entry !== undefined; entry = this.#reader.next()) {
        this.#projection.apply(entry.payload)
        if (++rowCount % ROWS_PER_LOOK === 0 && slice.isOver) await slice.rest()
      }
    }
  }

  #restartReader(): void {
    const offset = this.#reader.resumeOffset
    if (offset === this.#position) return
    this.#reader = this.#newReader(offset)
    this.#position = offset
  }

  #newReader(offset: number): LogReader {
    return new LogReader({
      offset,
      onDamage: ({ byteCount }) => {
        this.#projection.facts.damagedBytes += byteCount
      },
    })
  }

  async #commit(slice: TimeSlice): Promise<FolderRow> {
    const store = this.#store
    const { facts, points, values, samples, console, artifacts, alerts } = this.#projection
    store.begin()
    this.#folderId ??= store.insertFolder({ logPath: this.#logPath, state: encodeFacts(facts) })
    const folderId = this.#folderId
    for (const [name, buffer] of points) {
      this.#append(this.#openSeries(folderId, name), buffer.view())
      if (slice.isOver) await this.#restInCommit(slice)
    }
    for (const part of [values, samples, console]) {
      for (const _ of part.flush(store, folderId)) if (slice.isOver) await this.#restInCommit(slice)
    }
    for (const artifact of artifacts.splice(0)) store.putArtifact(folderId, artifact)
    for (const alert of alerts.splice(0)) store.putAlert(folderId, alert)
    const row: FolderRow = { id: folderId, logPath: this.#logPath, state: encodeFacts(facts) }
    store.updateFolder(row)
    store.commit()
    this.#projection.clearPoints()
    return row
  }

  #append(series: OpenSeries, points: Points): void {
    const { facts } = this.#projection
    const countBefore = series.head.count
    appendToSeries(this.#store, series, points)
    const { count, lastStep } = series.head
    if (isSystemSeries(series.name) || count === 0) return
    if (countBefore === 0) facts.metricCount++
    facts.pointCount += count - countBefore
    facts.lastStep = Math.max(lastStep, facts.lastStep ?? lastStep)
  }

  async #restInCommit(slice: TimeSlice): Promise<void> {
    this.#onPartOfCommit()
    await slice.rest()
  }

  #newConsole(): ConsolePages {
    const store = this.#store
    return new ConsolePages((page) =>
      this.#folderId === undefined ? undefined : store.getConsolePage(this.#folderId, page),
    )
  }

  #openSeries(folderId: number, name: string): OpenSeries {
    let series = this.#series.get(name)
    if (series === undefined) {
      series = (this.#hasSeries ? openSeries : newSeries)(this.#store, folderId, name)
      this.#series.set(name, series)
    }
    return series
  }

  /** Forgets what the index holds of the log, but for its row. */
  async #startAgain(slice: TimeSlice): Promise<void> {
    const facts = newFacts(runIdOfFile(this.#logPath))
    if (this.#folderId !== undefined) {
      this.#store.begin()
      for (const _ of clearFolder(this.#store, this.#folderId)) {
        if (slice.isOver) await this.#restInCommit(slice)
      }
      this.#store.updateFolder({ id: this.#folderId, logPath: this.#logPath, state: encodeFacts(facts) })
      this.#store.commit()
    }
    this.#series.clear()
    this.#hasSeries = false
    this.#projection = new RecordProjection(facts, new LogValues(), this.#newConsole())
    this.#position = 0
    this.#reader = this.#newReader(0)
    this.#crc = new RunningCrc()
  }
}

function isEnded({ exitCode }: LogFacts): boolean {
  return exitCode !== undefined
}

/** Removes the values and the series of a log. Inside a transaction; may be interrupted between steps. */
export function* clearFolder(store: Store, folderId: number): Generator<void> {
  store.deleteValues(folderId)
  store.deleteSamples(folderId)
  store.deleteConsole(folderId)
  store.deleteArtifacts(folderId)
  store.deleteAlerts(folderId)
  for (const { id } of store.listSeries(folderId)) {
    store.deleteSeries(id)
    yield
  }
}
