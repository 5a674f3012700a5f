import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'

export interface IntegerBounds {
  readonly default: number
  readonly min: number
  readonly max: number
}

/** @throws {ServerError} REQUEST_INVALID */
export function readInteger(query: URLSearchParams, name: string, bounds: IntegerBounds): number {
  const text = readOnce(query, name)
  if (text === undefined) return bounds.default
  const value = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (Number.isSafeInteger(value) && value >= bounds.min && value <= bounds.max) return value
  throw new ServerError(
    'REQUEST_INVALID',
    `Cannot use ${name}='${shorten(text)}': it must be a whole number from ${bounds.min} to ${bounds.max}`,
  )
}

/** @throws {ServerError} REQUEST_INVALID when the parameter is given twice */
export function readOnce(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  if (values.length > 1)
    throw new ServerError(
      'REQUEST_INVALID',
      `Cannot use the query parameter ${name}: it is given ${values.length} times`,
    )
  return values[0]
}
