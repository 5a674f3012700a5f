/** Members are looked at one by one. */
export type Loose = Readonly<Record<string, unknown>>

/** An object, or an empty one for anything else. */
export function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {}
}
