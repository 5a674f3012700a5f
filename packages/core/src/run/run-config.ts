import type { JsonEntries } from './json-entries.ts'
import type { JsonEntry } from './run-records.ts'

export interface RunConfigOptions {
  readonly entries: JsonEntries
  /** Writes what changed. */
  readonly onChange: (entries: readonly JsonEntry[]) => void
  readonly onRefused: (key: string, reason: string) => void
}

/**
 * The inputs of a run: hyperparameters and whatever else explains it. Every change is a record in the log.
 *
 * Nothing here throws: a value that cannot be kept is left out with a warning.
 *
 * @example
 * ```js
 * import { init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits', config: { learningRate: 0.01 } })
 * run.config.update({ batchSize: 32, optimizer: { name: 'adam' } })
 * console.log(run.config.get('learningRate')) // 0.01
 * await run.finish()
 * ```
 */
export class RunConfig {
  readonly #options: RunConfigOptions

  /** @internal Runs make their own. */
  constructor(options: RunConfigOptions) {
    this.#options = options
  }

  /** @returns a copy; objects in it have no prototype */
  get(key: string): unknown {
    return this.#options.entries.get(key)
  }

  has(key: string): boolean {
    return this.#options.entries.has(key)
  }

  set(key: string, value: unknown): this {
    return this.update({ [key]: value })
  }

  /** Sets these keys and leaves the others. Values are copied: later changes of an object are not seen. */
  update(values: Readonly<Record<string, unknown>>): this {
    const { entries, onChange, onRefused } = this.#options
    if (typeof values !== 'object' || values === null) {
      onRefused('config', `update() takes an object, not ${typeof values}`)
      return this
    }
    const changed = entries.merge(values, onRefused)
    if (changed.length > 0) onChange(changed)
    return this
  }

  /** @internal As it stands in the log. */
  entries(): readonly JsonEntry[] {
    return [...this.#options.entries.entries()]
  }

  /** All of it as a plain copy without prototype. */
  toJSON(): Record<string, unknown> {
    const { entries } = this.#options
    return Object.assign(
      Object.create(null),
      Object.fromEntries([...entries.keys()].map((key) => [key, entries.get(key)])),
    )
  }
}
