import type { Value } from '../api/types.ts'
import { toRecord } from '../domain/api-value.ts'
import type { Store, ValueRow } from '../store/store.ts'

/** What a value of a log is. The numbers are stored. */
export const VALUE_KIND = {
  config: 1,
  /** Summary that the user wrote: history does not change it any more. */
  pinned: 2,
  /** Summary that the writer computed. */
  recorded: 3,
  /** Last value of a metric that was not a number: `[step, value, time]`. */
  other: 4,
  /** What defineMetric said: see metric-definition.ts. */
  metric: 5,
  /** What the process found around it, in the JSON form of wandb-metadata.json; one key, `environment`. */
  environment: 7,
  /** How W&B's clients ask for values to be shown: see display-items.ts. */
  display: 6,
  /** Of summary that a writer of several wrote, by its first key: Unix seconds. */
  summaryTime: 8,
  /** Summary that a session has taken over from what it goes on with: anything newer takes its place. */
  initial: 9,
} as const
export type ValueKind = (typeof VALUE_KIND)[keyof typeof VALUE_KIND]

type Values = Map<string, Value>

/** User-given keys of one log, by kind; changed keys are written with {@link flush}. */
export class LogValues {
  readonly #kinds = new Map<number, Values>()
  readonly #changed = new Map<number, Set<string>>()

  static load(rows: Iterable<ValueRow>): LogValues {
    const values = new LogValues()
    for (const { kind, key, json } of rows) values.#of(kind).set(key, JSON.parse(json) as Value)
    return values
  }

  entries(kind: ValueKind): ReadonlyMap<string, Value> {
    return this.#of(kind)
  }

  set(kind: ValueKind, key: string, value: Value): void {
    this.#of(kind).set(key, value)
    this.#mark(kind, key)
  }

  delete(kind: ValueKind, key: string): void {
    if (this.#of(kind).delete(key)) this.#mark(kind, key)
  }

  /** Sets a member of a nested object; objects on the way are made, other values on the way replaced. */
  setPath(kind: ValueKind, path: readonly string[], value: Value): void {
    const [key, ...rest] = path
    this.set(kind, key, withMember(this.#of(kind).get(key), rest, value))
  }

  deletePath(kind: ValueKind, path: readonly string[]): void {
    const [key, ...rest] = path
    const root = this.#of(kind).get(key)
    if (rest.length === 0) this.delete(kind, key)
    else if (root !== undefined) this.set(kind, key, withMember(root, rest, undefined))
  }

  /** Writes what has changed. Inside a transaction. */
  *flush(store: Store, folderId: number): Generator<void> {
    for (const [kind, keys] of this.#changed) {
      for (const key of keys) {
        const value = this.#of(kind).get(key)
        if (value === undefined) store.deleteValue(folderId, { kind, key })
        else store.putValue(folderId, { kind, key, json: JSON.stringify(value) })
        yield
      }
    }
    this.#changed.clear()
  }

  #of(kind: number): Values {
    let values = this.#kinds.get(kind)
    if (values === undefined) {
      values = new Map()
      this.#kinds.set(kind, values)
    }
    return values
  }

  #mark(kind: number, key: string): void {
    let keys = this.#changed.get(kind)
    if (keys === undefined) {
      keys = new Set()
      this.#changed.set(kind, keys)
    }
    keys.add(key)
  }
}

/** The root with one member set, or removed where `value` is undefined. Changes objects in place: they are ours. */
function withMember(root: Value | undefined, path: readonly string[], value: Value | undefined): Value {
  const [key, ...rest] = path
  if (key === undefined) return value ?? null
  const record = toOwnRecord(root)
  if (rest.length === 0 && value === undefined) delete record[key]
  else record[key] = withMember(record[key], rest, value)
  return record
}

function toOwnRecord(value: Value | undefined): { [key: string]: Value } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return toRecord([])
  const record = value as { [key: string]: Value }
  // What JSON.parse made has a prototype, on which a key such as __proto__ would not be data.
  return Object.getPrototypeOf(record) === null ? record : toRecord(Object.entries(record))
}
