import type { RunRef, RunState } from '../api/types.ts'
import { crashesAtMs, runState, sessionState } from '../domain/run-state.ts'
import type { LogStat } from '../folders/log-file.ts'
import type { Branch } from './log-facts.ts'
import type { TrackedLog } from './tracked-log.ts'

/** A run and its sessions. */
export interface RunEntry {
  readonly ref: RunRef
  /** By start, then by folder name. */
  readonly logs: readonly TrackedLog[]
  /** As of the last look at the clock. */
  readonly state: RunState
  readonly revision: number
}

interface MutableEntry extends RunEntry {
  logs: TrackedLog[]
  state: RunState
  revision: number
}

export interface RunRegistryOptions {
  readonly nowMs: () => number
  /** Called with each new revision. */
  readonly onChanged: (entry: RunEntry) => void
  /** True for a run that is in the trash: nobody finds it. */
  readonly isHidden?: (ref: RunRef) => boolean
}

/** All logs of the index, gathered into runs. Holds what the lists need, and no points. */
export class RunRegistry {
  readonly #options: RunRegistryOptions
  readonly #logs = new Map<string, TrackedLog>()
  readonly #stats = new Map<string, LogStat>()
  readonly #paths = new Set<string>()
  readonly #runs = new Map<string, MutableEntry>()
  readonly #running = new Set<MutableEntry>()
  /** Runs that were forked from a run, by the key of that run: their answers hold its rows. */
  readonly #forks = new Map<string, Set<MutableEntry>>()
  /** Begins at the time of the start, so that no revision of an earlier process comes again. */
  #revision: number

  constructor(options: RunRegistryOptions) {
    this.#options = options
    this.#revision = options.nowMs()
  }

  /** Without those that are hidden. */
  get runs(): Iterable<RunEntry> {
    const { isHidden } = this.#options
    if (isHidden === undefined) return this.#runs.values()
    return [...this.#runs.values()].filter(({ ref }) => !isHidden(ref))
  }

  get logs(): ReadonlyMap<string, TrackedLog> {
    return this.#logs
  }

  /** Paths of the logs that have been read, also of those that hold nothing yet. */
  get paths(): ReadonlySet<string> {
    return this.#paths
  }

  /** @returns undefined also for a run that is hidden */
  find(ref: RunRef): RunEntry | undefined {
    return this.#options.isHidden?.(ref) === true ? undefined : this.findAny(ref)
  }

  /** Hidden or not. */
  findAny(ref: RunRef): RunEntry | undefined {
    const entry = this.#runs.get(keyOf(ref))
    if (entry !== undefined) this.#look(entry)
    return entry
  }

  stat(logPath: string): LogStat | undefined {
    return this.#stats.get(logPath)
  }

  /** Adds a log, or its state after a commit. */
  put(log: TrackedLog): void {
    const before = this.#logs.get(log.logPath)
    if (before !== undefined) this.#detach(before, { isMoving: keyOf(before.run) === keyOf(log.run) })
    this.#logs.set(log.logPath, log)
    this.#paths.add(log.logPath)
    if (!isRun(log)) return
    const key = keyOf(log.run)
    let entry = this.#runs.get(key)
    if (entry === undefined) {
      entry = { ref: log.run, logs: [], state: 'crashed', revision: 0 }
      this.#runs.set(key, entry)
    }
    entry.logs.push(log)
    entry.logs.sort(byStart)
    const parent = parentKeyOf(log)
    if (parent !== undefined) this.#forks.set(parent, (this.#forks.get(parent) ?? new Set()).add(entry))
    this.#change(entry)
  }

  remove(logPath: string): void {
    const log = this.#logs.get(logPath)
    this.#stats.delete(logPath)
    this.#paths.delete(logPath)
    if (log === undefined) return
    this.#logs.delete(logPath)
    this.#detach(log, { isMoving: false })
  }

  setStat(logPath: string, stat: LogStat): void {
    const before = this.#stats.get(logPath)
    this.#stats.set(logPath, stat)
    this.#paths.add(logPath)
    const log = this.#logs.get(logPath)
    const entry = log === undefined ? undefined : this.#runs.get(keyOf(log.run))
    if (entry === undefined) return
    // Torn bytes are part of the answers.
    if (before?.sizeBytes === stat.sizeBytes) this.#look(entry)
    else this.#change(entry)
  }

  /** Gives the run of a log a new revision: its answers may differ from now on. */
  revise(logPath: string): void {
    const log = this.#logs.get(logPath)
    const entry = log && this.#runs.get(keyOf(log.run))
    if (entry !== undefined) this.#change(entry)
  }

  /** {@link revise} for a run, hidden or not. */
  reviseRun(ref: RunRef): void {
    const entry = this.#runs.get(keyOf(ref))
    if (entry !== undefined) this.#change(entry)
  }

  /** Finds runs that have crashed since, which nothing but the clock tells. */
  lookAtClock(): void {
    for (const entry of this.#running) this.#look(entry)
  }

  /** True while the log may grow. */
  isLive(logPath: string): boolean {
    if (this.#logs.get(logPath)?.facts.exitCode !== undefined) return false
    const stat = this.#stats.get(logPath)
    return stat !== undefined && this.#options.nowMs() < crashesAtMs(stat.touchedMs)
  }

  clear(): void {
    this.#logs.clear()
    this.#stats.clear()
    this.#paths.clear()
    this.#runs.clear()
    this.#running.clear()
    this.#forks.clear()
  }

  #detach(log: TrackedLog, { isMoving }: { isMoving: boolean }): void {
    const key = keyOf(log.run)
    const entry = this.#runs.get(key)
    if (entry === undefined) return
    entry.logs = entry.logs.filter(({ logPath }) => logPath !== log.logPath)
    if (isMoving) return
    if (entry.logs.length === 0) {
      this.#runs.delete(key)
      this.#running.delete(entry)
      this.#forks.get(parentKeyOf(log) ?? '')?.delete(entry)
    }
    this.#change(entry)
  }

  #look(entry: MutableEntry): void {
    if (this.#stateOf(entry) !== entry.state) this.#change(entry)
  }

  #change(entry: MutableEntry): void {
    entry.state = this.#stateOf(entry)
    entry.revision = ++this.#revision
    if (entry.state === 'running' && entry.logs.length > 0) this.#running.add(entry)
    else this.#running.delete(entry)
    this.#options.onChanged(entry)
    this.#changeForks(entry)
  }

  /** All descendants of a run, each once, in whatever circle they may stand. */
  #changeForks(entry: MutableEntry): void {
    const changed = new Set([entry])
    for (const { ref } of changed) for (const fork of this.#forks.get(keyOf(ref)) ?? []) changed.add(fork)
    changed.delete(entry)
    for (const fork of changed) {
      fork.revision = ++this.#revision
      this.#options.onChanged(fork)
    }
  }

  #stateOf(entry: RunEntry): RunState {
    const nowMs = this.#options.nowMs()
    return runState(
      entry.logs.map(({ logPath, facts }, index) => {
        const { exitCode, isPreempting } = facts
        const touchedMs = this.#stats.get(logPath)?.touchedMs ?? 0
        // A session that was gone on with and has not been touched since did not see its end.
        const isOver = entry.logs
          .slice(index + 1)
          .some((later) => later.facts.isResumed && startOf(later) > touchedMs)
        return {
          state: sessionState({ exitCode, touchedMs, isPreempting }, isOver ? Infinity : nowMs),
          isShared: facts.writer !== '',
          isFinal: exitCode !== undefined && !facts.isSecondary,
          isAside: facts.isSecondary,
        }
      }),
    )
  }
}

function keyOf({ entity, project, run }: RunRef): string {
  return JSON.stringify([entity, project, run])
}

function byStart(a: TrackedLog, b: TrackedLog): number {
  const byTime = startOf(a) - startOf(b)
  return byTime || compare(a.folderName, b.folderName) || compare(a.logPath, b.logPath)
}

/** A file in which no record was ever found is not known to be the log of any run. */
function isRun({ facts }: TrackedLog): boolean {
  return facts.recordCount > 0
}

/** Where a run was forked: the other run, and the last step of it that belongs to this one too. */
export function branchedFrom({ ref, logs }: RunEntry): Branch | undefined {
  return logs
    .map(({ facts }) => facts.branch)
    .find((branch) => branch !== undefined && branch.run !== ref.run)
}

function parentKeyOf({ run, facts: { branch } }: TrackedLog): string | undefined {
  return branch === undefined || branch.run === run.run ? undefined : keyOf({ ...run, run: branch.run })
}

/** Unix milliseconds. */
export function startOf({ facts }: TrackedLog): number {
  return facts.startedMs ?? (facts.firstTime ?? 0) * 1000
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
