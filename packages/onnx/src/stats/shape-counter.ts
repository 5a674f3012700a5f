import type { TensorLike } from '../framework-types.ts'

/** One combination of shapes that was seen. */
export interface ShapeEntry {
  /** For example `ids int64[1,8], mask int64[1,8]`. */
  readonly label: string
  runCount: number
  errorCount: number
  /** Of the runs whose compute time is known. */
  computeMs: number
  computeCount: number
  /** Shapes that the last run with this input gave. */
  output: ShapeEntry | undefined
  /** The shapes, one after the other, as they were written into the scratch. */
  readonly dims: Float64Array
}

/** More combinations than these are counted as one: generation sees another length at each token. */
const MAX_ENTRIES = 1000
const MAX_LABEL_CHARS = 1000
/** Inputs of a session that are looked at: those after them are caches of layers, which all look alike, and cost as much each. */
const MAX_VALUES = 16
/** Numbers per combination; what exceeds them is not told apart. */
const MAX_DIMS = 256
const OTHER = 'other shapes'
/** Stands before the shape of each value; no dimension is negative. */
const VALUE = -1
const MISSING = -2

/**
 * Counts by shape. A look-up allocates nothing and costs a few nanoseconds per dimension: the text is made once per combination.
 */
export class ShapeCounter {
  readonly #names: readonly string[]
  readonly #moreCount: number
  readonly #entries = new Map<number, ShapeEntry[]>()
  readonly #scratch = new Float64Array(MAX_DIMS)
  #entryCount = 0
  #other: ShapeEntry | undefined

  /** @param names of the inputs or the outputs of the session */
  constructor(names: readonly string[]) {
    this.#names = names.slice(0, MAX_VALUES)
    this.#moreCount = names.length - this.#names.length
  }

  get entryCount(): number {
    return this.#entryCount
  }

  /** Most frequent first; what is not told apart comes last. */
  top(count: number): ShapeEntry[] {
    const known = [...this.#entries.values()].flat().toSorted((a, b) => callsOf(b) - callsOf(a))
    return [...known.slice(0, count), ...(this.#other === undefined ? [] : [this.#other])]
  }

  /** @returns what stands for this combination; the caller counts */
  find(values: Readonly<Record<string, TensorLike | null | undefined>>): ShapeEntry {
    const length = this.#flatten(values)
    const hash = hashOf(this.#scratch, length)
    const chain = this.#entries.get(hash)
    const known = chain?.find((entry) => isSame(entry.dims, this.#scratch, length))
    if (known !== undefined) return known
    if (this.#entryCount >= MAX_ENTRIES) return (this.#other ??= newEntry(OTHER, new Float64Array()))
    const entry = newEntry(this.#describe(values), this.#scratch.slice(0, length))
    this.#entryCount++
    if (chain === undefined) this.#entries.set(hash, [entry])
    else chain.push(entry)
    return entry
  }

  #flatten(values: Readonly<Record<string, TensorLike | null | undefined>>): number {
    const scratch = this.#scratch
    let length = 0
    for (const name of this.#names) {
      const dims = values[name]?.dims
      if (length + 1 + (dims?.length ?? 0) > MAX_DIMS) return length
      scratch[length++] = dims === undefined ? MISSING : VALUE
      if (dims !== undefined) for (let i = 0; i < dims.length; i++) scratch[length++] = dims[i] ?? 0
    }
    return length
  }

  #describe(values: Readonly<Record<string, TensorLike | null | undefined>>): string {
    const parts = this.#names.flatMap((name) => {
      const value = values[name]
      return value?.dims === undefined ? [] : [`${name} ${value.type ?? ''}[${value.dims.join(',')}]`]
    })
    const label = [...parts, ...(this.#moreCount === 0 ? [] : [`${this.#moreCount} more`])].join(', ')
    return label.length > MAX_LABEL_CHARS ? `${label.slice(0, MAX_LABEL_CHARS)}…` : label
  }
}

function newEntry(label: string, dims: Float64Array): ShapeEntry {
  return { label, dims, runCount: 0, errorCount: 0, computeMs: 0, computeCount: 0, output: undefined }
}

function callsOf({ runCount, errorCount }: ShapeEntry): number {
  return runCount + errorCount
}

/** FNV-1a, 32 bits, over whole numbers. */
function hashOf(dims: Float64Array, length: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (dims[i] | 0), 0x01000193)
  return hash >>> 0
}

function isSame(dims: Float64Array, scratch: Float64Array, length: number): boolean {
  if (dims.length !== length) return false
  for (let i = 0; i < length; i++) if (dims[i] !== scratch[i]) return false
  return true
}
