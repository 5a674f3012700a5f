import { ProtocolError } from '../errors.ts'

const BARE = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g
/** First characters that tell a text of the data from one that stands for a bare literal. */
const TEXT = 't'
const LITERAL = 'l'

/**
 * Value of a JSON text that may contain the bare literals NaN, Infinity and -Infinity. Objects have no prototype, so that a
 * key such as `__proto__` is plain data.
 * @throws {ProtocolError} VALUE_UNPARSABLE
 */
export function parseValueJson(json: string): unknown {
  const number = parseNumber(json)
  if (number !== undefined) return number
  const hasBare = json.includes('NaN') || json.includes('Infinity')
  const text = hasBare ? json.replaceAll(BARE, quote) : json
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

function quote(token: string): string {
  return token.startsWith('"') ? `"${TEXT}${token.slice(1)}` : `"${LITERAL}${token}"`
}

function parseNumber(json: string): number | undefined {
  if (json === 'NaN') return Number.NaN
  if (json === 'Infinity') return Number.POSITIVE_INFINITY
  if (json === '-Infinity') return Number.NEGATIVE_INFINITY
  return undefined
}

function revive(value: unknown, isQuoted: boolean): unknown {
  if (typeof value === 'string' && isQuoted)
    return value.startsWith(LITERAL) ? parseNumber(value.slice(1)) : value.slice(1)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((inner) => revive(inner, isQuoted))
  const data = Object.create(null) as Record<string, unknown>
  for (const [key, inner] of Object.entries(value))
    data[isQuoted ? key.slice(1) : key] = revive(inner, isQuoted)
  return data
}
