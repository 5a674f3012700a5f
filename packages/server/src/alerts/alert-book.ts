import type { AlertInfo } from '../api/file-types.ts'
import type { RunRef } from '../api/types.ts'
import type { AlertFacts } from '../projector/project-alert.ts'
import type { RunEntry, RunRegistry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import type { Store } from '../store/store.ts'

/** Of one log at once. */
const MAX_TOLD = 1000

/** Which alerts are asked for; absent: all. */
export interface AlertQuery extends Partial<RunRef> {
  /** 1–1,000. */
  readonly limit: number
}

export interface AlertBookOptions {
  readonly store: () => Store
  readonly registry: RunRegistry
  readonly nameOf: (ref: RunRef) => string
  /** Called with alerts, oldest first, each once per process. Must not throw. */
  readonly onRaised: ((alerts: readonly AlertInfo[]) => void) | undefined
}

/** The alerts that runs have raised. */
export class AlertBook {
  readonly #options: AlertBookOptions
  /** Alerts of each log that have been looked at. */
  readonly #counts = new Map<string, number>()

  constructor(options: AlertBookOptions) {
    this.#options = options
  }

  /** Newest first. */
  list({ entity, project, run, limit }: AlertQuery): AlertInfo[] {
    const isWanted = ({ ref }: RunEntry): boolean =>
      (entity === undefined || ref.entity === entity) &&
      (project === undefined || ref.project === project) &&
      (run === undefined || ref.run === run)
    const logs = [...this.#options.registry.runs].filter(isWanted).flatMap((entry) => entry.logs)
    const alerts = logs.filter(({ facts }) => facts.alertCount > 0).flatMap((log) => this.#read(log, limit))
    return alerts.toSorted((a, b) => b.timeMs - a.timeMs).slice(0, limit)
  }

  /** A log as it is after a commit, or was when the index was opened: the process before may have died before it told anybody. */
  load(log: TrackedLog): void {
    const { alertCount } = log.facts
    const newCount = alertCount - (this.#counts.get(log.logPath) ?? 0)
    this.#counts.set(log.logPath, alertCount)
    if (newCount <= 0 || this.#options.onRaised === undefined) return
    this.#options.onRaised(this.#read(log, Math.min(newCount, MAX_TOLD)).toReversed())
  }

  forget(logPath: string): void {
    this.#counts.delete(logPath)
  }

  #read({ id, run }: TrackedLog, limit: number): AlertInfo[] {
    const { store, nameOf } = this.#options
    const runName = nameOf(run)
    return store()
      .listAlerts(id, limit)
      .map(({ json }) => ({ ...run, ...(JSON.parse(json) as AlertFacts), runName }))
  }
}
