/** A value of the query API as it was logged: JSON has no NaN and no infinities, so those three come as texts. Objects lose their prototype. */
export function fromApiValue(value: unknown): unknown {
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(fromApiValue)
  const own = Object.create(null) as Record<string, unknown>
  for (const [key, member] of Object.entries(value)) own[key] = fromApiValue(member)
  return own
}
