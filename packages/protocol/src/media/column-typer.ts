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
    switch (typeof value) {
      case 'string':
        this.#seen |= SAW_STRING
        return
      case 'number':
        this.#seen |= value === value ? SAW_NUMBER : SAW_NONE
        if (value - value !== 0 && value === value) this.#infiniteCount++
        return
      case 'boolean':
        this.#seen |= SAW_BOOLEAN
        return
      case 'undefined':
        this.#seen |= SAW_NONE
        return
      default:
        if (value === null) this.#seen |= SAW_NONE
        else this.#addOther(value)
    }
  }

  type(): ColumnType {
    let type = this.#other
    if (this.#seen & SAW_STRING) type = mergeTypes(type, { kind: 'string' })
    if (this.#seen & SAW_NUMBER) type = mergeTypes(type, { kind: 'number' })
    if (this.#seen & SAW_BOOLEAN) type = mergeTypes(type, { kind: 'boolean' })
    if (this.#seen & SAW_NONE) type = mergeTypes(type, { kind: 'none' })
    return type
  }

  #addOther(value: unknown): void {
    this.#isSpecial = true
    this.#other = mergeTypes(this.#other, typeOfValue(value, this.#mediaType))
  }
}
