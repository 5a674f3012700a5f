import { ProtocolError } from '../errors.ts'

const BARE = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g
/** Starts a text that stands for a bare literal; escaped when the data contains it. */
const MARK = '\u0000kymo:'

/**
 * Value of a JSON text that may contain the bare literals NaN, Infinity and -Infinity. Objects have no prototype, so that a
 * key such as `__proto__` is plain data.
 * @throws {ProtocolError} VALUE_UNPARSABLE
 */
export function parseValueJson(json: string): unknown {
  const number = parseNumber(json)
  if (number !== undefined) return number
  const hasBare = json.includes('NaN') || json.includes('Infinity')
  const text = hasBare
    ? json.replaceAll(BARE, (token) => (token.startsWith('"') ? token : JSON.stringify(MARK + token)))
    : json
  try {
    return revive(JSON.parse(text), hasBare)
  } catch (cause) {
    throw new ProtocolError(
      'VALUE_UNPARSABLE',
      `Cannot parse value: ${JSON.stringify(json.slice(0, 60))} is not JSON`,
      { cause },
    )
  }
}

function parseNumber(json: string): number | undefined {
  if (json === 'NaN') return Number.NaN
  if (json === 'Infinity') return Number.POSITIVE_INFINITY
  if (json === '-Infinity') return Number.NEGATIVE_INFINITY
  return undefined
}

function revive(value: unknown, hasBare: boolean): unknown {
  if (typeof value === 'string')
    return hasBare && value.startsWith(MARK) ? (parseNumber(value.slice(MARK.length)) ?? value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner) => revive(inner, hasBare))
  const data: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [key, inner] of Object.entries(value)) data[key] = revive(inner, hasBare)
  return data
}
