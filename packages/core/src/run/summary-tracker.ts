import { MAX_KEY_BYTES, parseValueJson, toValueJson } from '@kymo/protocol'
import { flattenMetric } from './flatten-metrics.ts'
import { isLiteral, type Metrics } from './log-options.ts'
import { resolveStatistic, statisticsOf, type MetricDefinition } from './metric-definitions.ts'
import { MetricStatistics, type EarlierStatistics } from './metric-statistics.ts'

export type SummaryPathEntry = readonly [path: readonly string[], json: string]

/** What a metric has besides its last number; most have nothing. */
interface Extra {
  readonly path: readonly string[]
  definition: MetricDefinition | undefined
  /** JSON text of a value that is not a number; undefined: the value is the number. */
  json: string | undefined
  statistics: MetricStatistics | undefined
}

/** What the encoder of rows writes itself; metrics of these names are ignored. */
const RESERVED: ReadonlySet<string> = new Set(['_step', '_runtime', '_timestamp'])

/**
 * What the history says about each metric: the number at the greatest step (ties: the later write), else the value
 * logged last. Any reader can derive the same from the log; this spares the final record a second reading.
 *
 * Numbers and steps lie together by slot, in the order of first use: after a pause, a row of ten metrics then touches a few
 * lines of memory instead of fifty.
 */
export class SummaryTracker {
  readonly #slots = new Map<string, number>()
  readonly #names: string[] = []
  /** Of each slot: the last number, and its step. */
  #cells: Float64Array = new Float64Array(128)
  readonly #extras: Extra[] = []
  /** Slots whose extras matter when a number comes in: they hold another value, or keep statistics. */
  readonly #special = new Set<number>()
  readonly #define: (name: string) => MetricDefinition | undefined
  readonly #earlier: (name: string) => EarlierStatistics | undefined

  /**
   * @param define called once per metric, when its first value arrives
   * @param earlier what the sessions before knew of a metric
   */
  constructor(
    define: (name: string) => MetricDefinition | undefined,
    earlier: (name: string) => EarlierStatistics | undefined = () => undefined,
  ) {
    this.#define = define
    this.#earlier = earlier
  }

  /** Hot: runs in every `log()`, after the row has been written. */
  observe(metrics: Metrics, step: number): void {
    try {
      this.#observeRow(isLiteral(metrics) ? metrics : { ...metrics }, step)
    } catch {
      // A getter threw. The encoder met it first and has told the user.
    }
  }

  /** After a definition was added. Statistics count from then on. */
  redefine(find: (name: string) => MetricDefinition | undefined): void {
    for (const [name, slot] of this.#slots) this.#setDefinition(slot, find(name))
  }

  /** The value at the greatest step, whatever the summary keeps. */
  get(name: string): unknown {
    const slot = this.#slots.get(name)
    if (slot === undefined) return undefined
    const { json } = this.#extras[slot]
    return json === undefined ? this.#cells[2 * slot] : parseValueJson(json)
  }

  /** What the summary has under a key now: of a metric with statistics these, as `loss.min`. */
  summaryOf(key: string): unknown {
    const ofStatistic = key.slice(0, Math.max(0, key.lastIndexOf('.')))
    for (const name of [key, ofStatistic]) {
      const entries = this.#entriesOf(this.#slots.get(name) ?? -1)
      const entry = entries.find(([path]) => path.join('.') === key)
      if (entry !== undefined) return parseValueJson(entry[1])
    }
    return undefined
  }

  /** The entries of the final summary record. @param isPinned keys that the user wrote: left out */
  entries(isPinned: (key: string) => boolean): SummaryPathEntry[] {
    const entries: SummaryPathEntry[] = []
    for (const [name, slot] of this.#slots) {
      if (isPinned(name)) continue
      for (const entry of this.#entriesOf(slot)) if (!isPinned(entry[0].join('.'))) entries.push(entry)
    }
    return entries
  }

  #entriesOf(slot: number): SummaryPathEntry[] {
    if (slot < 0) return []
    const { path, definition, json, statistics } = this.#extras[slot]
    const last = json ?? numberJson(this.#cells[2 * slot])
    // Statistics are those of numbers: an image that a definition by prefix covers is kept as it is.
    const hasNoNumber = json !== undefined && statistics?.count === 0
    if (definition?.summary === undefined || hasNoNumber) return [[path, last]]
    return statisticsOf(definition.summary).map((statistic) => {
      const kept = resolveStatistic(statistic, definition.goal)
      return [[...path, statistic], kept === 'last' ? last : numberJson(statistics?.get(kept) ?? Number.NaN)]
    })
  }

  #observeRow(metrics: Metrics, step: number): void {
    let slot = 0
    for (const name in metrics) {
      const value = metrics[name]
      if (typeof value === 'number') {
        // Rows name the same metrics in the same order: the next slot is most often the right one.
        if (this.#names[slot] !== name) slot = this.#slotOf(name)
        if (slot >= 0) this.#putNumber(slot, value, step)
        slot = slot < 0 ? 0 : slot + 1
      } else if (value !== undefined && value !== null && !RESERVED.has(name)) {
        for (const leaf of flattenMetric(name, value)) this.#observeLeaf(leaf.path, leaf.value, step)
      }
    }
  }

  #putNumber(slot: number, value: number, step: number): void {
    const cells = this.#cells
    if (step >= cells[2 * slot + 1]) {
      cells[2 * slot] = value
      cells[2 * slot + 1] = step
    }
    if (this.#special.size > 0 && this.#special.has(slot)) this.#putSpecial(slot, value, step)
  }

  #putSpecial(slot: number, value: number, step: number): void {
    const extra = this.#extras[slot]
    if (step >= this.#cells[2 * slot + 1]) extra.json = undefined
    extra.statistics?.add(value)
    if (extra.statistics === undefined && extra.json === undefined) this.#special.delete(slot)
  }

  #observeLeaf(path: readonly string[], value: unknown, step: number): void {
    // As W&B: null says that there is no value, not what it is.
    if (value === null) return
    const result = toValueJson(value)
    const slot = 'json' in result ? this.#slotAt(path) : -1
    if (slot < 0) return
    if (typeof value === 'number') this.#putNumber(slot, value, step)
    else if ('json' in result) {
      this.#extras[slot].json = result.json
      this.#cells[2 * slot + 1] = step
      this.#special.add(slot)
    }
  }

  #slotOf(name: string): number {
    return RESERVED.has(name) ? -1 : this.#slotAt([name])
  }

  /** @returns -1 for a name that is too long to be logged */
  #slotAt(path: readonly string[]): number {
    const name = path.length === 1 ? path[0] : path.join('.')
    const known = this.#slots.get(name)
    if (known !== undefined) return known
    if (path.some((part) => Buffer.byteLength(part) > MAX_KEY_BYTES)) return -1
    const slot = this.#names.push(name) - 1
    this.#slots.set(name, slot)
    this.#reserve(slot)
    this.#cells[2 * slot + 1] = -1
    this.#extras.push({ path, definition: undefined, json: undefined, statistics: undefined })
    this.#setDefinition(slot, this.#define(name))
    return slot
  }

  #setDefinition(slot: number, definition: MetricDefinition | undefined): void {
    const extra = this.#extras[slot]
    extra.definition = definition
    if (statisticsOf(definition?.summary).length === 0) return
    extra.statistics ??= new MetricStatistics(this.#earlier(this.#names[slot]))
    this.#special.add(slot)
  }

  #reserve(slot: number): void {
    const cells = this.#cells
    if (2 * slot + 1 < cells.length) return
    this.#cells = new Float64Array(cells.length * 2)
    this.#cells.set(cells)
  }
}

function numberJson(value: number): string {
  const result = toValueJson(value)
  return 'json' in result ? result.json : 'null'
}
