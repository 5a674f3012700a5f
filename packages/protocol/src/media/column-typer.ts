import { mergeTypes, typeOfValue, type ColumnType } from './column-type.ts'

const SAW_STRING = 1
const SAW_NUMBER = 2
const SAW_BOOLEAN = 4
const SAW_NONE = 8

/** Types one column, value by value. Texts, numbers and booleans, which nearly all are, cost a few nanoseconds each. */
export class ColumnTyper {
  readonly #mediaType: (value: object) => ColumnType | undefined
  #seen = 0
  #other: ColumnType = { kind: 'unknown' }
  #isSpecial = false
  #infiniteCount = 0

  constructor(mediaType: (value: object) => ColumnType | undefined) {
    this.#mediaType = mediaType
  }

  /** True when a value came by that JSON's own rules do not write as a table wants it: dates, media, typed arrays, bigint … */
  get isSpecial(): boolean {
    return this.#isSpecial
  }

  /** Numbers that JSON cannot hold; they become null. */
  get infiniteCount(): number {
    return this.#infiniteCount
  }

  add(value: unknown): void {
    if (typeof value === 'number') this.#addNumber(value)
    else if (typeof value === 'string') this.#seen |= SAW_STRING
    else if (typeof value === 'boolean') this.#seen |= SAW_BOOLEAN
    else if (value === undefined || value === null) this.#seen |= SAW_NONE
    else this.#addOther(value)
  }

  type(): ColumnType {
    let type = this.#other
    if (this.#seen & SAW_STRING) type = mergeTypes(type, { kind: 'string' })
    if (this.#seen & SAW_NUMBER) type = mergeTypes(type, { kind: 'number' })
    if (this.#seen & SAW_BOOLEAN) type = mergeTypes(type, { kind: 'boolean' })
    if (this.#seen & SAW_NONE) type = mergeTypes(type, { kind: 'none' })
    return type
  }

  #addNumber(value: number): void {
    this.#seen |= Number.isNaN(value) ? SAW_NONE : SAW_NUMBER
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) this.#infiniteCount++
  }

  #addOther(value: unknown): void {
    this.#isSpecial = true
    this.#other = mergeTypes(this.#other, typeOfValue(value, this.#mediaType))
  }
}
