import { shorten } from '../domain/shorten.ts'
import { ServerError } from '../errors.ts'

/**
 * The segments of a path, each decoded exactly once, so that an encoded slash stays inside of its segment and what was
 * encoded twice stays encoded.
 * @throws {ServerError} REQUEST_INVALID for a broken escape
 */
export function decodePath(pathname: string): string[] {
  return pathname
    .split('/')
    .slice(1)
    .map((segment) => {
      try {
        return decodeURIComponent(segment)
      } catch (error) {
        throw new ServerError(
          'REQUEST_INVALID',
          `Cannot read the path: '${shorten(segment)}' is not percent-encoded UTF-8`,
          { cause: error },
        )
      }
    })
}

/** Takes the parameters of a pattern out of a decoded path that matches it. */
export function takeParams(pattern: string, segments: readonly string[]): ReadonlyMap<string, string> {
  const params = new Map<string, string>()
  pattern
    .split('/')
    .slice(1)
    .forEach((part, index) => {
      if (part.startsWith(':')) params.set(part.slice(1), segments[index] ?? '')
    })
  return params
}
