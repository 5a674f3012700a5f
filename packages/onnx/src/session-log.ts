import type { RunLike } from './framework-types.ts'

/** Before the names of all metrics of a session, and its key in the run's configuration. */
export function prefixOf(name: string): string {
  return `onnx/${name}`
}

/**
 * Logs for one session. Rows share the steps of whatever else the run logs, without moving them on as long as they move on by
 * themselves: else a training that logs a loss per step would find gaps in its steps.
 */
export class SessionLog {
  readonly #run: RunLike
  readonly #prefix: string
  #lastStep = -1

  constructor(run: RunLike, name: string) {
    this.#run = run
    this.#prefix = prefixOf(name)
    // Number of runs: the same for sessions that are watched at different speeds.
    run.defineMetric?.(`${this.#prefix}/*`, { stepMetric: `${this.#prefix}/run_count` })
  }

  /** @param values by the names of metrics after `onnx/<name>/` */
  log(values: Readonly<Record<string, unknown>>): void {
    // A second value at a step would replace the first.
    this.#lastStep = Math.max(this.#lastStep + 1, this.#run.step ?? 0)
    this.#run.log(this.#named(values), { step: this.#lastStep })
  }

  /** Values that stand for the whole session, and that the history does not change any more. */
  summarize(values: Readonly<Record<string, unknown>>): void {
    this.#run.summary?.update(this.#named(values))
  }

  /** @param values all that is known by now: what was there is replaced */
  configure(values: object): void {
    this.#run.config.update({ [this.#prefix]: values })
  }

  #named(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [`${this.#prefix}/${name}`, value]),
    )
  }
}
