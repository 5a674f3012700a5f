import type { ServerInfo } from '@kymo/protocol'
import { CliError } from '../errors.ts'

/** The version of the wire that this program speaks. */
const WIRE: ServerInfo['wire'] = 1
const PROBE_TIMEOUT_MS = 10_000
/** A Kymo server's answer has some hundred bytes; whatever is longer is not one. */
const MAX_ANSWER_BYTES = 64 * 1024

export interface ProbeRequest {
  readonly baseUrl: string
  readonly apiKey: string | undefined
}

/**
 * Asks a server who it is and whether it takes the key, before anything is sent or saved.
 * @throws {CliError} SERVER_UNREACHABLE, SERVER_NOT_KYMO, SERVER_VERSION_UNKNOWN, KEY_REQUIRED, KEY_REFUSED
 */
export async function probeServer({ baseUrl, apiKey }: ProbeRequest): Promise<ServerInfo> {
  const info = await askServer(baseUrl, apiKey)
  // The type promises what this program knows; another server may speak a later version.
  const wire: number = info.wire
  if (wire !== WIRE) {
    throw new CliError(
      'SERVER_VERSION_UNKNOWN',
      `Cannot talk to ${baseUrl}: it speaks version ${wire} of the wire, this kymo speaks ${WIRE}`,
      ['Update the older one of the two: npm install kymo@latest'],
    )
  }
  if (info.authenticated) return info
  if (apiKey === undefined) {
    throw new CliError('KEY_REQUIRED', `Cannot use ${baseUrl}: it wants an API key, and none is set`, [
      `Run: kymo login --base-url ${baseUrl}`,
      'Or set KYMO_API_KEY',
    ])
  }
  throw keyRefused(baseUrl)
}

function keyRefused(baseUrl: string): CliError {
  return new CliError('KEY_REFUSED', `Cannot use ${baseUrl}: it does not know this API key`, [
    `Run: kymo login --base-url ${baseUrl}`,
    'A new key is made on the server by: kymo server --create-key NAME',
  ])
}

async function askServer(baseUrl: string, apiKey: string | undefined): Promise<ServerInfo> {
  const { status, text } = await get(`${baseUrl}/api/v1/server`, { baseUrl, apiKey })
  const info = parseInfo(text)
  if (info !== undefined) return info
  if (status === 401 || status === 403) throw keyRefused(baseUrl)
  if (status >= 500) {
    throw new CliError(
      'SERVER_UNREACHABLE',
      `Cannot reach a Kymo server at ${baseUrl}: it answers with status ${status}`,
      ['Try again later, or look at the log of the server or of the proxy before it'],
    )
  }
  throw new CliError(
    'SERVER_NOT_KYMO',
    `Cannot use ${baseUrl}: what answers there (status ${status}) is not a Kymo server`,
    ['Check the address; a Kymo server is started by: kymo server'],
  )
}

async function get(
  url: string,
  { baseUrl, apiKey }: ProbeRequest,
): Promise<{ status: number; text: string }> {
  const headers = new Headers({ accept: 'application/json' })
  if (apiKey !== undefined) headers.set('authorization', `Bearer ${apiKey}`)
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), PROBE_TIMEOUT_MS)
  try {
    // Not followed: a redirect to another host must not get the key.
    const response = await fetch(url, { headers, redirect: 'manual', signal: controller.signal })
    return { status: response.status, text: await readStart(response) }
  } catch (error) {
    const reason = controller.signal.aborted
      ? `no answer within ${PROBE_TIMEOUT_MS / 1000} s`
      : reasonOf(error)
    throw new CliError('SERVER_UNREACHABLE', `Cannot reach a Kymo server at ${baseUrl}: ${reason}`, [
      'Check that the server runs and that the address is right; a server is started by: kymo server',
    ])
  } finally {
    clearTimeout(timer)
  }
}

async function readStart(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let byteCount = 0
  for await (const chunk of response.body ?? []) {
    byteCount += chunk.byteLength
    text += decoder.decode(chunk, { stream: true })
    // Leaving the loop cancels the rest of the body.
    if (byteCount > MAX_ANSWER_BYTES) return ''
  }
  return text
}

function parseInfo(text: string): ServerInfo | undefined {
  try {
    const value = JSON.parse(text) as { product?: unknown } | null
    return value?.product === 'kymo' ? (value as ServerInfo) : undefined
  } catch {
    return undefined
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there (ECONNREFUSED)'],
  ['ENOTFOUND', 'there is no host of that name (ENOTFOUND)'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up now (EAI_AGAIN)'],
  ['ECONNRESET', 'the connection was cut (ECONNRESET)'],
  ['ETIMEDOUT', 'the host does not answer (ETIMEDOUT)'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the host does not answer (connect timeout)'],
  ['UND_ERR_SOCKET', 'the connection was cut, or what answers does not speak HTTP'],
  ['EHOSTUNREACH', 'there is no way to that host (EHOSTUNREACH)'],
  ['EPROTO', 'it does not speak TLS; is the address http:// instead of https://? (EPROTO)'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'it does not speak TLS; is the address http:// instead of https://?'],
])

/** fetch says "fetch failed" and hides why in `cause`, sometimes in a list of one failure per address. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = (first as { code?: unknown } | null)?.code
  if (typeof code === 'string') return REASONS.get(code) ?? code
  // Messages of fetch itself may quote a header, so only the kind of error is told.
  return first instanceof Error ? first.name : 'unknown failure'
}
