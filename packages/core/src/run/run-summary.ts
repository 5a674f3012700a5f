import { parseValueJson } from '@kymo/protocol'
import type { JsonEntries } from './json-entries.ts'
import type { JsonEntry } from './run-records.ts'
import type { SummaryTracker } from './summary-tracker.ts'

export interface RunSummaryOptions {
  /** What the history says. */
  readonly tracked: SummaryTracker
  /** What the sessions before left, by the name of the metric; a new value takes its place. */
  readonly earlier: JsonEntries
  /** What the user wrote; it wins. */
  readonly pinned: JsonEntries
  /** Writes what changed. */
  readonly onChange: (entries: readonly JsonEntry[]) => void
  /** Writes what is gone. */
  readonly onDelete: (key: string) => void
  readonly onRefused: (key: string, reason: string) => void
}

/**
 * The outcome of a run in a few values: for every metric its value at the greatest step, unless `defineMetric` or a value
 * that you set here says otherwise. What is set here stays: the history no longer changes that key.
 *
 * Nothing here throws: a value that cannot be kept is left out with a warning.
 *
 * @example
 * ```js
 * import { init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * run.log({ loss: 0.5 })
 * run.summary.set('bestAccuracy', 0.97)
 * console.log(run.summary.get('loss')) // 0.5
 * await run.finish()
 * ```
 */
export class RunSummary {
  readonly #options: RunSummaryOptions
  readonly #isPinned = (key: string): boolean => this.#options.pinned.has(key)

  /** @internal Runs make their own. */
  constructor(options: RunSummaryOptions) {
    this.#options = options
  }

  /**
   * What the summary would have if the run ended now.
   * @param key nested values: their path, joined with dots; statistics that `defineMetric` asks for: `loss.min`
   */
  get(key: string): unknown {
    const { pinned, tracked, earlier } = this.#options
    return pinned.has(key) ? pinned.get(key) : (tracked.summaryOf(key, this.#isPinned) ?? earlier.get(key))
  }

  set(key: string, value: unknown): this {
    return this.update({ [key]: value })
  }

  /** Sets these keys and leaves the others. Values are copied: later changes of an object are not seen. */
  update(values: Readonly<Record<string, unknown>>): this {
    const { pinned, onChange, onRefused } = this.#options
    if (typeof values !== 'object' || values === null) {
      onRefused('summary', `update() takes an object, not ${typeof values}`)
      return this
    }
    const changed = pinned.merge(values, onRefused)
    if (changed.length > 0) onChange(changed)
    return this
  }

  /**
   * Takes a value back that was set here, or by an earlier session. A metric of that name then has again what the history
   * says; `defineMetric(name, { summary: 'none' })` keeps one out.
   * @returns false when there was none
   */
  delete(key: string): boolean {
    const { pinned, earlier, onDelete } = this.#options
    const isKnown = [pinned.delete(key), earlier.delete(key)].includes(true)
    if (isKnown) onDelete(key)
    return isKnown
  }

  /** All of it as a plain copy without prototype. Names are flat: `loss.min`. */
  toJSON(): Record<string, unknown> {
    const { pinned, tracked, earlier } = this.#options
    const values = new Map([...earlier.keys()].map((key) => [key, earlier.get(key)]))
    const entries = tracked.entries(this.#isPinned)
    // What is recorded below a name stands for it.
    for (const [path] of entries) for (const prefix of prefixesOf(path)) values.delete(prefix)
    for (const [path, json] of entries) values.set(path.join('.'), parseValueJson(json))
    for (const key of pinned.keys()) values.set(key, pinned.get(key))
    return Object.assign(Object.create(null), Object.fromEntries(values))
  }
}

function prefixesOf(path: readonly string[]): string[] {
  return path.slice(1).map((_, at) => path.slice(0, at + 1).join('.'))
}
