import type { LogAddress } from '@kymo/protocol'

/** A Kymo server and the place of one log on it. */
export interface KymoTarget {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey?: string
  readonly address: LogAddress
}

export type TargetProblem = {
  readonly code: 'UPLOAD_URL_INVALID' | 'UPLOAD_KEY_INVALID'
  readonly reason: string
}

/**
 * Checks what would make fetch throw, because its messages quote the header or the URL, and with them the key.
 * @returns undefined when the target can be used
 */
export function findTargetProblem(target: {
  readonly baseUrl: string
  readonly apiKey?: string
}): TargetProblem | undefined {
  const url = parseUrl(target.baseUrl)
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return { code: 'UPLOAD_URL_INVALID', reason: 'the base URL is not an http:// or https:// address' }
  }
  if (url.username !== '' || url.password !== '') {
    return {
      code: 'UPLOAD_URL_INVALID',
      reason: 'the base URL contains a user name or password; use an API key instead',
    }
  }
  if (url.search !== '' || url.hash !== '') {
    return { code: 'UPLOAD_URL_INVALID', reason: 'the base URL contains a query or a fragment' }
  }
  if (target.apiKey !== undefined && !/^[\x21-\x7e]+$/.test(target.apiKey)) {
    return {
      code: 'UPLOAD_KEY_INVALID',
      reason: 'the API key is empty or contains a space, a line break or a non-ASCII character',
    }
  }
  return undefined
}

/** The server and place as the cursor remembers them; holds no secret. */
export function targetName(target: KymoTarget): string {
  const { entity, project } = target.address
  return `${trimBaseUrl(target.baseUrl)}/${encodeURIComponent(entity)}/${encodeURIComponent(project)}`
}

/** Page of a run in the server's dashboard. */
export function runUrl(target: KymoTarget, runId: string): string {
  return `${targetName(target)}/runs/${encodeURIComponent(runId)}`
}

export function trimBaseUrl(baseUrl: string): string {
  const url = parseUrl(baseUrl)
  // Never a user name or password: the result is shown and kept.
  return url === undefined ? baseUrl.replace(/\/+$/, '') : `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** Compression is a loss between two processes of one machine. */
export function isLoopbackUrl(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl)
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
