import { parseValueJson, type HistoryRowView } from '@kymo/protocol'
import type { Latest } from './session-summary.ts'

interface KeptNumber {
  step: number
  timeS: number
  value: number
  /** Values so far, without NaN. */
  count: number
}

/** Counts rows and keeps, per metric, the value at the greatest step. */
export class RowFacts {
  rowCount = 0
  pointCount = 0
  lastStep: number | undefined
  firstMs: number | undefined
  lastMs: number | undefined
  readonly #numbers = new Map<string, KeptNumber>()
  /** The last value of each metric that was not a number, unless a number at a later step follows. */
  readonly #others = new Map<
    string,
    { readonly step: number; readonly timeS: number; readonly json: string }
  >()

  add(row: HistoryRowView): void {
    const step = row.step ?? 0
    this.rowCount += 1
    this.pointCount += row.count + row.others.length
    if (row.step !== undefined) this.lastStep = Math.max(this.lastStep ?? row.step, row.step)
    if (row.timestampS !== undefined) {
      this.firstMs ??= row.timestampS * 1000
      this.lastMs = Math.max(this.lastMs ?? 0, row.timestampS * 1000)
    }
    const timeS = row.timestampS ?? (this.lastMs ?? 0) / 1000
    for (let i = 0; i < row.count; i++)
      this.#keep(row.names[i] ?? '', { step, timeS }, row.values[i] ?? Number.NaN)
    for (const { name, json } of row.others) this.#others.set(name, { step, timeS, json })
  }

  /** The newest value of each metric by step. */
  latest(): Map<string, Latest> {
    const latest = new Map<string, Latest>()
    for (const [name, { step, timeS, value }] of this.#numbers) latest.set(name, { step, timeS, value })
    for (const [name, { step, timeS, json }] of this.#others) {
      const number = latest.get(name)
      if (number === undefined || step >= number.step)
        latest.set(name, { step, timeS, value: parseValueJson(json) })
    }
    return latest
  }

  /** Of each metric how many numbers it had, without NaN. */
  counts(): Map<string, number> {
    return new Map(Array.from(this.#numbers, ([name, { count }]) => [name, count]))
  }

  /** The last write wins at equal steps. */
  #keep(
    name: string,
    { step, timeS }: { readonly step: number; readonly timeS: number },
    value: number,
  ): void {
    const counted = Number.isNaN(value) ? 0 : 1
    if (this.#others.size > 0 && step >= (this.#others.get(name)?.step ?? Infinity)) this.#others.delete(name)
    const kept = this.#numbers.get(name)
    if (kept === undefined) {
      this.#numbers.set(name, { step, timeS, value, count: counted })
      return
    }
    kept.count += counted
    if (step < kept.step) return
    kept.step = step
    kept.timeS = timeS
    kept.value = value
  }
}
