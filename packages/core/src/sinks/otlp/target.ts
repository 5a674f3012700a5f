import { createHash } from 'node:crypto'

/** A backend that takes OTLP, with all that is needed to send to it. Travels to the worker thread. */
export interface OtlpTarget {
  /** For people and for the name of the cursor: `langfuse`, `collector`, … */
  readonly name: string
  /** As it is: nothing is added. */
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly compression: 'gzip' | 'none'
  /** For one request. */
  readonly timeoutMs: number
  /** Attributes of the resource that are set on top of the run's own. */
  readonly resource: readonly (readonly [key: string, value: string])[]
  /** Attributes of the resource under another name, where the run's own has a value and nothing is there yet. */
  readonly resourceCopies: readonly (readonly [from: string, to: string])[]
  /** `shared`: what only Kymo calls by its names is written in OpenInference's too, which every backend for LLM spans reads. */
  readonly dialect: 'plain' | 'shared'
}

/**
 * What would make fetch throw, whose messages quote the header or the URL, and with them a key.
 * @returns undefined when the target can be used
 */
export function findOtlpProblem({ url, headers }: Pick<OtlpTarget, 'url' | 'headers'>): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:'))
    return 'its address is not an http:// or https:// address'
  if (parsed.username !== '' || parsed.password !== '')
    return 'its address contains a user name or password; use a header instead'
  for (const [name, value] of headers) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return `'${name.slice(0, 40)}' is no name of a header`
    if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value))
      return `the value of the header '${name}' holds a character that cannot be sent`
  }
  return undefined
}

/** Where it is, without anything secret: the query may hold a key. */
export function otlpTargetName({ url }: Pick<OtlpTarget, 'url'>): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

/** `cursors/otlp-<name>.json`; of two addresses with one name each has its own. */
export function otlpCursorName({ name, url }: OtlpTarget): string {
  return `otlp-${name}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`
}
