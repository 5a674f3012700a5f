import { watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { TimeSlice } from '../domain/time-slice.ts'
import { findLogs } from './find-logs.ts'
import type { LogStat } from './log-file.ts'
import { spansPathOf } from './spans-path.ts'
import { statLog } from './stat-log.ts'

/** A log that may grow is looked at this often; a notice of the file system comes sooner where there is one. */
const POLL_MS = 200
/** New folders are looked for this often, and not for more than a twentieth of the time. */
const SCAN_MS = 1_000
const SCAN_REST_RATIO = 20
/** Logs that have ended are looked at in turn, this many in a scan. */
const MAX_STATS_PER_SCAN = 1_000
/** Notices come in bursts. */
const SETTLE_MS = 20
/** Notices are a scarce resource of the system; polling needs none. */
const MAX_NOTICES = 128

export interface LogWatcherOptions {
  readonly runsDir: string
  /** Logs that have been found before, and have not gone since. */
  readonly known: () => Iterable<string>
  readonly isLive: (logPath: string) => boolean
  /** As of the last time that the log was read. */
  readonly lastStat: (logPath: string) => LogStat | undefined
  /** The same of the log of spans beside it; undefined when it has not been read. */
  readonly lastSpansStat?: (spansPath: string) => LogStat | undefined
  /** Newest first. */
  readonly onFound: (logPath: string) => void
  /** The log has another size or time than it had, or has gone. */
  readonly onChanged: (logPath: string) => void
}

/** Finds logs and notices their growth. Nothing happens by itself before {@link start}. */
export class LogWatcher {
  readonly #options: LogWatcherOptions
  readonly #notices = new Map<string, FSWatcher>()
  readonly #found = new Set<string>()
  #statCursor = 0
  #scanning: Promise<void> | undefined
  #pollTimer: NodeJS.Timeout | undefined
  #scanTimer: NodeJS.Timeout | undefined
  #noticeTimer: NodeJS.Timeout | undefined

  constructor(options: LogWatcherOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#pollTimer !== undefined) return
    this.#pollTimer = setInterval(() => this.#poll(), POLL_MS).unref()
    this.#scheduleScan(0)
  }

  /** Looks at everything once: new folders, and every log. Concurrent calls share what has not begun. */
  async scanAll(): Promise<void> {
    await this.#scanning
    await this.#scan(Infinity)
  }

  close(): void {
    clearInterval(this.#pollTimer)
    this.#pollTimer = undefined
    clearTimeout(this.#scanTimer)
    clearTimeout(this.#noticeTimer)
    for (const notice of this.#notices.values()) notice.close()
    this.#notices.clear()
  }

  async #scan(maxStats: number): Promise<void> {
    this.#scanning = this.#look(maxStats).finally(() => {
      this.#scanning = undefined
    })
    await this.#scanning
  }

  async #look(maxStats: number): Promise<void> {
    const { runsDir, onFound } = this.#options
    const known = new Set(this.#options.known())
    const folders = new Set(Array.from(known, folderOf))
    const { logPaths, containers } = await findLogs(runsDir, (folder) => folders.has(folder))
    for (const logPath of logPaths.filter((path) => !known.has(path)).toSorted(newestFirst)) onFound(logPath)
    if (this.#pollTimer !== undefined) this.#watchFolders(containers)
    await this.#lookAtLogs([...known], maxStats)
  }

  async #lookAtLogs(logPaths: readonly string[], maxStats: number): Promise<void> {
    const slice = new TimeSlice()
    const count = Math.min(logPaths.length, maxStats)
    for (let i = 0; i < count; i++) {
      this.#lookAt(logPaths[(this.#statCursor + i) % logPaths.length])
      await slice.restIfOver()
    }
    this.#statCursor = logPaths.length === 0 ? 0 : (this.#statCursor + count) % logPaths.length
  }

  #poll(): void {
    for (const logPath of this.#options.known()) if (this.#options.isLive(logPath)) this.#lookAt(logPath)
  }

  #lookAt(logPath: string): void {
    const stat = statLog(join(this.#options.runsDir, logPath))
    const last = this.#options.lastStat(logPath)
    const isSame = stat?.sizeBytes === last?.sizeBytes && stat?.fileMark === last?.fileMark
    if (!isSame || stat === undefined) this.#options.onChanged(logPath)
    this.#lookAtSpans(spansPathOf(logPath))
  }

  /** Beside every run's log there may be one of its spans; it begins later, and goes with the folder. */
  #lookAtSpans(spansPath: string): void {
    const { runsDir, lastSpansStat, onChanged } = this.#options
    if (lastSpansStat === undefined) return
    const stat = statLog(join(runsDir, spansPath))
    const last = lastSpansStat(spansPath)
    if (stat?.sizeBytes !== last?.sizeBytes || stat?.fileMark !== last?.fileMark) onChanged(spansPath)
  }

  #scheduleScan(delayMs: number): void {
    if (this.#pollTimer === undefined) return
    clearTimeout(this.#scanTimer)
    this.#scanTimer = setTimeout(() => {
      const startedAt = performance.now()
      void this.#scan(MAX_STATS_PER_SCAN).finally(() => {
        this.#scheduleScan(Math.max(SCAN_MS, SCAN_REST_RATIO * (performance.now() - startedAt)))
      })
    }, delayMs).unref()
  }

  /** Best effort: where notices do not work, or run out, polling finds the same a little later. */
  #watchFolders(containers: readonly string[]): void {
    const live = Array.from(this.#options.known()).filter((logPath) => this.#options.isLive(logPath))
    const wanted = new Set([...containers, ...live.map(folderOf)].slice(0, MAX_NOTICES))
    for (const [folder, notice] of this.#notices) {
      if (wanted.has(folder)) continue
      notice.close()
      this.#notices.delete(folder)
    }
    for (const folder of wanted) if (!this.#notices.has(folder)) this.#watchFolder(folder)
  }

  #watchFolder(folder: string): void {
    try {
      const notice = watch(join(this.#options.runsDir, folder), { persistent: false }, () =>
        this.#noticed(folder),
      )
      notice.on('error', () => notice.close())
      this.#notices.set(folder, notice)
    } catch {
      // No such folder any more, or no notices left.
    }
  }

  #noticed(folder: string): void {
    this.#found.add(folder)
    this.#noticeTimer ??= setTimeout(() => {
      this.#noticeTimer = undefined
      const folders = new Set(this.#found)
      this.#found.clear()
      let isKnown = false
      for (const logPath of this.#options.known()) {
        if (!folders.delete(folderOf(logPath))) continue
        isKnown = true
        this.#lookAt(logPath)
      }
      if (folders.size > 0 || !isKnown) this.#scheduleScan(0)
    }, SETTLE_MS).unref()
  }
}

function folderOf(logPath: string): string {
  return logPath.slice(0, Math.max(0, logPath.lastIndexOf('/')))
}

/** Names of run folders begin with their time, after `run-` or `offline-run-`. */
function newestFirst(a: string, b: string): number {
  const [timeA, timeB] = [timeOf(a), timeOf(b)]
  return timeA < timeB ? 1 : timeA > timeB ? -1 : 0
}

function timeOf(logPath: string): string {
  return /run-(\d{8}_\d{6})/.exec(logPath)?.[1] ?? ''
}
