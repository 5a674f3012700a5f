import { explainSettings } from '@kymo/core/settings'
import { CliError } from '../errors.ts'

/** A server, and the key for it. */
export interface ServerAccess {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: string | undefined
}

/** @param server true: the one of the settings @throws {CliError} CLI_USAGE */
export function accessOf(server: string | true): ServerAccess {
  const { settings } = explainSettings({ mode: 'offline', ...(server === true ? {} : { baseUrl: server }) })
  const { baseUrl, apiKey } = settings
  if (baseUrl === undefined)
    throw new CliError('CLI_USAGE', 'Cannot ask a server: which one?', [
      'Pass --server http://HOST:PORT',
      'Run: kymo login --base-url http://HOST:PORT',
    ])
  return { baseUrl: baseUrl.replace(/\/+$/, ''), apiKey }
}

const TIMEOUT_MS = 30_000

/**
 * One question to the server's API.
 * @param path below `/api/v1`
 * @returns undefined when it says that there is no such thing
 * @throws {CliError} SERVER_UNREACHABLE, SERVER_NOT_KYMO, KEY_REFUSED
 */
export async function askServer<T>(
  { baseUrl, apiKey }: ServerAccess,
  path: string,
  question?: unknown,
): Promise<T | undefined> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (apiKey !== undefined) headers['authorization'] = `Bearer ${apiKey}`
  if (question !== undefined) headers['content-type'] = 'application/json'
  const response = await fetch(`${baseUrl}/api/v1${path}`, {
    headers,
    // Not followed: a redirect to another host must not get the key.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(question === undefined ? {} : { method: 'POST', body: JSON.stringify(question) }),
  }).catch(() => {
    throw new CliError('SERVER_UNREACHABLE', `Cannot reach a Kymo server at ${baseUrl}`, ['Run: kymo doctor'])
  })
  if (response.status === 404) return undefined
  if (response.status === 401 || response.status === 403)
    throw new CliError('KEY_REFUSED', `Cannot ask ${baseUrl}: it does not take this API key for that`, [
      `Run: kymo login --base-url ${baseUrl}`,
    ])
  if (!response.ok)
    throw new CliError(
      'SERVER_UNREACHABLE',
      `Cannot ask ${baseUrl}: it answers with status ${response.status}`,
    )
  return (await response.json()) as T
}
