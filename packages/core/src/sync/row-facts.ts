import { parseValueJson, type HistoryRowView } from '@kymo/protocol'

/** Counts rows and keeps, per metric, the value at the greatest step. */
export class RowFacts {
  rowCount = 0
  pointCount = 0
  lastStep: number | undefined
  firstMs: number | undefined
  lastMs: number | undefined
  readonly #numbers = new Map<string, { step: number; value: number; count: number }>()
  readonly #others = new Map<string, string>()

  add(row: HistoryRowView): void {
    const step = row.step ?? 0
    this.rowCount += 1
    this.pointCount += row.count + row.others.length
    if (row.step !== undefined) this.lastStep = Math.max(this.lastStep ?? row.step, row.step)
    if (row.timestampS !== undefined) {
      this.firstMs ??= row.timestampS * 1000
      this.lastMs = Math.max(this.lastMs ?? 0, row.timestampS * 1000)
    }
    for (let i = 0; i < row.count; i++) this.#keep(row.names[i] ?? '', step, row.values[i] ?? Number.NaN)
    for (const { name, json } of row.others) this.#others.set(name, json)
  }

  summary(): Map<string, unknown> {
    const summary = new Map<string, unknown>()
    for (const [name, json] of this.#others) summary.set(name, parseValueJson(json))
    for (const [name, { value }] of this.#numbers) summary.set(name, value)
    return summary
  }

  /** Of each metric how many numbers it had, without NaN. */
  counts(): Map<string, number> {
    return new Map(Array.from(this.#numbers, ([name, { count }]) => [name, count]))
  }

  /** The last write wins at equal steps. */
  #keep(name: string, step: number, value: number): void {
    const counted = Number.isNaN(value) ? 0 : 1
    const kept = this.#numbers.get(name)
    if (kept === undefined) {
      this.#numbers.set(name, { step, value, count: counted })
      return
    }
    kept.count += counted
    if (step < kept.step) return
    kept.step = step
    kept.value = value
  }
}
