/** 13 hex digits are exact in a double. Two digests that begin alike count as one, which only ever keeps something. */
const DIGITS = 13
const FIRST_SIZE = 1024

/** A set of SHA-256 digests in 16 to 32 bytes each: a server may know millions. */
export class DigestSet {
  #table: Float64Array = new Float64Array(FIRST_SIZE)
  #count = 0

  get size(): number {
    return this.#count
  }

  /** @param sha256 64 hex digits */
  add(sha256: string): void {
    if (this.#put(this.#table, keyOf(sha256)) && ++this.#count * 2 > this.#table.length) this.#grow()
  }

  has(sha256: string): boolean {
    const key = keyOf(sha256)
    return this.#table[placeOf(this.#table, key)] === key
  }

  #put(table: Float64Array, key: number): boolean {
    const place = placeOf(table, key)
    if (table[place] === key) return false
    table[place] = key
    return true
  }

  #grow(): void {
    const next = new Float64Array(this.#table.length * 2)
    for (const key of this.#table) if (key !== 0) this.#put(next, key)
    this.#table = next
  }
}

/** Never 0, which is an empty place. */
function keyOf(sha256: string): number {
  return Number.parseInt(sha256.slice(0, DIGITS), 16) + 1
}

/** Where the key is, or belongs. The table is never full, so there is an end. */
function placeOf(table: Float64Array, key: number): number {
  let place = key % table.length
  while (table[place] !== 0 && table[place] !== key) place = (place + 1) % table.length
  return place
}
