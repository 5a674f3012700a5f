import type { Notices } from './notices.ts'
import type { LogOptions, Metrics } from './log-options.ts'
import type { MetricOptions } from './metric-definitions.ts'
import type { RunReport } from './run-report.ts'
import type { ReinitSetting } from '../settings/life-cycle-settings.ts'
import type { FinishOptions, Run } from './run.ts'

/** The part of a run's config or summary that works without holding the run. */
export interface KeyedValues {
  get(key: string): unknown
  set(key: string, value: unknown): void
  update(values: Readonly<Record<string, unknown>>): void
  toJSON(): Record<string, unknown>
}

/** The run that the module-level functions mean: the newest that has not finished. */
export class CurrentRun {
  readonly #runs: Run[] = []
  readonly #notices: Notices

  constructor(notices: Notices) {
    this.#notices = notices
  }

  add(run: Run): void {
    this.#forgetFinished()
    this.#runs.push(run)
  }

  /**
   * What an open run means for a new one.
   * @returns the run to give back in place of a new one
   */
  async makeRoom(reinit: ReinitSetting): Promise<Run | undefined> {
    if (reinit === 'create_new') return undefined
    if (reinit === 'return_previous' || reinit === false) return this.get()
    this.#forgetFinished()
    await Promise.all(this.#runs.map((run) => run.finish()))
    return undefined
  }

  get(): Run | undefined {
    if (this.#runs.at(-1)?.isFinished === true) this.#forgetFinished()
    return this.#runs.at(-1)
  }

  log(metrics: Metrics, options?: LogOptions): void {
    this.#getFor('log')?.log(metrics, options)
  }

  defineMetric(name: string, options?: MetricOptions): void {
    this.#getFor('define a metric')?.defineMetric(name, options)
  }

  async finish(options?: FinishOptions): Promise<RunReport | undefined> {
    return await this.get()?.finish(options)
  }

  view(name: 'config' | 'summary'): KeyedValues {
    return {
      get: (key) => this.get()?.[name].get(key),
      set: (key, value) => void this.#getFor(`set ${name}`)?.[name].set(key, value),
      update: (values) => void this.#getFor(`set ${name}`)?.[name].update(values),
      toJSON: () => this.get()?.[name].toJSON() ?? Object.create(null),
    }
  }

  #getFor(what: string): Run | undefined {
    const run = this.get()
    if (run === undefined) this.#notices.warnOnce(what, `Cannot ${what}: there is no run. Call init() first`)
    return run
  }

  #forgetFinished(): void {
    const open = this.#runs.filter((run) => !run.isFinished)
    this.#runs.splice(0, this.#runs.length, ...open)
  }
}
