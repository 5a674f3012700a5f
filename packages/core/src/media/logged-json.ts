/** A value that goes into the log in one piece: what has a `toJSON` is not taken apart by names. */
export class LoggedJson {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  toJSON(): unknown {
    return this.#value
  }
}

/** Puts a value into a row by its names from the root. Objects on the way are made, without prototype. */
export function putJson(row: Record<string, unknown>, names: readonly string[], value: unknown): void {
  let place = row
  for (const name of names.slice(0, -1)) {
    place[name] ??= Object.create(null)
    place = place[name] as Record<string, unknown>
  }
  place[names.at(-1) ?? ''] = typeof value === 'string' ? value : new LoggedJson(value)
}
