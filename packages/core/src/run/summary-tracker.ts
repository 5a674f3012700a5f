import { parseValueJson, toValueJson } from '@kymo/protocol'
import { flattenMetric } from './flatten-metrics.ts'
import { statisticsOf, type MetricDefinition, type SummaryStatistic } from './metric-definitions.ts'

interface Slot {
  readonly path: readonly string[]
  definition: MetricDefinition | undefined
  /** A number, text or boolean as it was logged; of anything else the JSON text. */
  value: unknown
  isJson: boolean
  /** Step of `value` when it is a number; of other values the last one counts, whatever its step. */
  step: number
  statistics: Statistics | undefined
}

interface Statistics {
  min: number
  max: number
  sum: number
  count: number
  first: number
}

export type SummaryPathEntry = readonly [path: readonly string[], json: string]

/**
 * What the history says about each metric: the number at the greatest step (ties: the later write), else the value
 * logged last. Any reader can derive the same from the log; this spares the final record a second reading.
 */
export class SummaryTracker {
  readonly #slots = new Map<string, Slot>()
  readonly #define: (name: string) => MetricDefinition | undefined

  /** @param define called once per metric, when its first value arrives */
  constructor(define: (name: string) => MetricDefinition | undefined) {
    this.#define = define
  }

  /** Hot: runs in every `log()`. */
  observe(metrics: Readonly<Record<string, unknown>>, step: number): void {
    for (const name in metrics) {
      const value = metrics[name]
      if (typeof value === 'number') {
        const slot = this.#slots.get(name) ?? this.#addSlot(name, [name])
        if (step >= slot.step) {
          slot.value = value
          slot.isJson = false
          slot.step = step
        }
        if (slot.statistics !== undefined) addTo(slot.statistics, value)
      } else if (value !== undefined) this.#observeOther(name, value, step)
    }
  }

  /** After a definition was added. Statistics count from then on. */
  redefine(find: (name: string) => MetricDefinition | undefined): void {
    for (const [name, slot] of this.#slots) {
      slot.definition = find(name)
      slot.statistics ??= newStatistics(slot.definition)
    }
  }

  get(name: string): unknown {
    const slot = this.#slots.get(name)
    if (slot === undefined) return undefined
    return slot.isJson ? parseValueJson(String(slot.value)) : slot.value
  }

  names(): IterableIterator<string> {
    return this.#slots.keys()
  }

  /** The entries of the final summary record. @param isPinned keys that the user wrote: left out */
  entries(isPinned: (name: string) => boolean): SummaryPathEntry[] {
    const entries: SummaryPathEntry[] = []
    for (const [name, slot] of this.#slots) {
      if (isPinned(name) || slot.definition?.summary === 'none') continue
      const statistics = slot.statistics === undefined ? [] : statisticsOf(slot.definition?.summary)
      for (const statistic of statistics) {
        entries.push([[...slot.path, statistic], jsonOf(read(slot, statistic))])
      }
      if (statistics.length === 0)
        entries.push([slot.path, slot.isJson ? String(slot.value) : jsonOf(slot.value)])
    }
    return entries
  }

  #observeOther(name: string, value: unknown, step: number): void {
    if (typeof value === 'string' || typeof value === 'boolean') {
      this.#put([name], { value, isJson: false }, step)
      return
    }
    for (const leaf of flattenMetric(name, value)) this.#observeLeaf(leaf.path, leaf.value, step)
  }

  #observeLeaf(path: readonly string[], value: unknown, step: number): void {
    if (typeof value === 'number') {
      const slot = this.#slotAt(path)
      if (step >= slot.step) this.#put(path, { value, isJson: false }, step)
      if (slot.statistics !== undefined) addTo(slot.statistics, value)
      return
    }
    const result = toValueJson(value)
    if ('json' in result) this.#put(path, { value: result.json, isJson: true }, step)
  }

  #put(
    path: readonly string[],
    content: { readonly value: unknown; readonly isJson: boolean },
    step: number,
  ): void {
    const slot = this.#slotAt(path)
    slot.value = content.value
    slot.isJson = content.isJson
    slot.step = step
  }

  #slotAt(path: readonly string[]): Slot {
    const name = path.join('.')
    return this.#slots.get(name) ?? this.#addSlot(name, path)
  }

  #addSlot(name: string, path: readonly string[]): Slot {
    const definition = this.#define(name)
    const statistics = newStatistics(definition)
    const slot: Slot = { path, definition, value: undefined, isJson: false, step: -1, statistics }
    this.#slots.set(name, slot)
    return slot
  }
}

function newStatistics(definition: MetricDefinition | undefined): Statistics | undefined {
  if (statisticsOf(definition?.summary).length === 0) return undefined
  return { min: Number.NaN, max: Number.NaN, sum: 0, count: 0, first: Number.NaN }
}

/** NaN says nothing about the extremes or the mean of a curve; like a chart, these skip it. */
function addTo(statistics: Statistics, value: number): void {
  if (Number.isNaN(value)) return
  if (statistics.count === 0) statistics.first = statistics.min = statistics.max = value
  if (value < statistics.min) statistics.min = value
  if (value > statistics.max) statistics.max = value
  statistics.sum += value
  statistics.count += 1
}

function read(slot: Slot, statistic: SummaryStatistic): unknown {
  const { statistics } = slot
  if (statistics === undefined || statistic === 'last') return slot.value
  return statistic === 'mean' ? statistics.sum / statistics.count : statistics[statistic]
}

function jsonOf(value: unknown): string {
  const result = toValueJson(value)
  return 'json' in result ? result.json : 'null'
}
