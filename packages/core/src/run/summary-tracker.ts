import { MAX_KEY_BYTES, parseValueJson, toValueJson } from '@kymo/protocol'
import { flattenMetric } from './flatten-metrics.ts'
import { isLiteral, type Metrics } from './log-options.ts'
import {
  resolveStatistic,
  statisticsOf,
  type MetricDefinition,
  type SummaryStatistic,
} from './metric-definitions.ts'
import { MetricStatistics, type EarlierStatistics } from './metric-statistics.ts'

export type SummaryPathEntry = readonly [path: readonly string[], json: string]

/** What a metric has besides its last number; most have nothing. */
interface Extra {
  readonly path: readonly string[]
  definition: MetricDefinition | undefined
  /** JSON text of a value that is not a number; undefined: the value is the number. */
  json: string | undefined
  /** Of `json`: a number of an earlier step does not take its place. */
  jsonStep: number
  statistics: MetricStatistics | undefined
}

/** Of JSON text: no other value begins like this. */
const NUMBER_START = /^[-\dNI]/

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

  /** The value now, whatever the summary makes of the metric. */
  get(name: string): unknown {
    const slot = this.#slots.get(name)
    if (slot === undefined) return undefined
    const { json } = this.#extras[slot]
    return json === undefined ? this.#cells[2 * slot] : parseValueJson(json)
  }

  /**
   * What the summary would have under a key if the run ended now. Costs the same however many rows there were.
   * @param key of a metric, or of one of its chosen statistics: `loss.min`
   * @param isPinned as of {@link entries}
   */
  summaryOf(key: string, isPinned: (name: string) => boolean = () => false): unknown {
    const own = this.#slots.get(key)
    const at = key.lastIndexOf('.')
    const slot = own ?? (at < 0 ? undefined : this.#slots.get(key.slice(0, at)))
    if (slot === undefined || isCovered(this.#extras[slot].path, isPinned)) return undefined
    const wanted = own === undefined ? key.slice(at + 1) : undefined
    const found = this.#kept(slot).find(([statistic]) => statistic === wanted)
    return found && parseValueJson(found[1])
  }

  /**
   * The entries of the final summary record.
   * @param isPinned keys that the user wrote: they are left out, with all below them
   */
  entries(isPinned: (name: string) => boolean): SummaryPathEntry[] {
    return [...this.#slots].flatMap(([name, slot]) => {
      const { path } = this.#extras[slot]
      if (isCovered(path, isPinned)) return []
      return this.#kept(slot).flatMap(([statistic, json]): SummaryPathEntry[] => {
        if (statistic === undefined) return [[path, json]]
        // Somebody logs or pins a metric of that very name.
        const own = `${name}.${statistic}`
        return this.#slots.has(own) || isPinned(own) ? [] : [[[...path, statistic], json]]
      })
    })
  }

  /** What the summary keeps of a metric: its chosen statistics, or else its value, which has no name of its own; or nothing. */
  #kept(slot: number): readonly (readonly [statistic: SummaryStatistic | undefined, json: string])[] {
    const { definition, json, statistics } = this.#extras[slot]
    if (definition?.summary === 'none') return []
    const last = json ?? numberJson(this.#cells[2 * slot])
    const chosen = statisticsOf(definition?.summary)
    // Statistics are those of numbers: an image that a definition by prefix covers is kept as it is.
    const hasNoNumber = json !== undefined && statistics?.count === 0
    if (chosen.length === 0 || hasNoNumber) return [[undefined, last]]
    return chosen.map((statistic) => {
      const kept = resolveStatistic(statistic, definition?.goal)
      return [statistic, kept === 'last' ? last : numberJson(statistics?.get(kept) ?? Number.NaN)]
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
    if (step >= extra.jsonStep) extra.json = undefined
    extra.statistics?.add(value)
    if (extra.statistics === undefined && extra.json === undefined) this.#special.delete(slot)
  }

  #observeLeaf(path: readonly string[], value: unknown, step: number): void {
    const result = toValueJson(value)
    // As W&B: null says that there is no value, not what it is.
    if (!('json' in result) || result.json === 'null') return
    const slot = this.#slotAt(path)
    if (slot < 0) return
    const number = asNumber(value, result.json)
    if (number !== undefined) return this.#putNumber(slot, number, step)
    const extra = this.#extras[slot]
    extra.json = result.json
    extra.jsonStep = step
    this.#special.add(slot)
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
    this.#extras.push({ path, definition: undefined, json: undefined, jsonStep: -1, statistics: undefined })
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

/** As readers of the log see it: a bigint, or an object whose `toJSON` returns a number, is a number there. */
function asNumber(value: unknown, json: string): number | undefined {
  if (typeof value === 'number') return value
  return NUMBER_START.test(json) ? (parseValueJson(json) as number) : undefined
}

/** Whether the user has set the summary's key of this path, or one above it. */
function isCovered(path: readonly string[], isPinned: (name: string) => boolean): boolean {
  return path.some((_, at) => isPinned(path.slice(0, at + 1).join('.')))
}
