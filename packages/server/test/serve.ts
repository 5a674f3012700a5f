import { crc32 } from 'node:zlib'
import { AGE_HEADER, CRC_HEADER, logPath, type LogAddress } from '@kymo/protocol'
import { startServer, type RunningServer, type StartServerOptions } from '@kymo/server'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach } from 'vitest'

const opened: (RunningServer | TempDir)[] = []

afterEach(async () => {
  for (const part of opened.splice(0).toReversed()) {
    if ('close' in part) await part.close()
    else part.remove()
  }
})

/** A folder that is removed after the test. */
export function tempDir(): TempDir {
  const dir = createTempDir()
  opened.push(dir)
  return dir
}

/** A server on a free port, closed after the test. */
export async function serve(
  options: Partial<StartServerOptions> = {},
): Promise<RunningServer & { readonly dir: string }> {
  const dir = options.dir ?? tempDir().path
  const server = await startServer({ mode: 'server', port: 0, onWarning: () => undefined, ...options, dir })
  opened.push(server)
  return { ...server, dir }
}

export function addressOf(
  id: string,
  place: { readonly entity?: string; readonly project?: string } = {},
): LogAddress {
  const { entity = 'team', project = 'digits' } = place
  return { entity, project, folder: `run-20261123_101500-${id}`, file: `run-${id}.wandb` }
}

export interface AppendCall {
  readonly url: string
  readonly address: LogAddress
  readonly offset: number
  /** Before compression. */
  readonly bytes: Uint8Array
  /** After compression; default: `bytes`. */
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** One append of the kymo wire, whose headers can be made wrong. */
export function appendLog({
  url,
  address,
  offset,
  bytes,
  body = bytes,
  headers = {},
}: AppendCall): Promise<Response> {
  return fetch(`${url}${logPath(address)}?offset=${offset}`, {
    method: 'POST',
    body: body as Uint8Array<ArrayBuffer>,
    headers: { ...appendHeaders(bytes), ...headers },
  })
}

export function appendHeaders(bytes: Uint8Array): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    [CRC_HEADER]: crc32(bytes).toString(16).padStart(8, '0'),
    [AGE_HEADER]: '0',
  }
}

/** Sends a whole log as a client does: from where the server says, until it has everything. */
export async function sendLog(
  url: string,
  address: LogAddress,
  log: Uint8Array | { readonly bytes: Uint8Array; readonly pieceBytes: number },
): Promise<void> {
  const { bytes, pieceBytes } = 'pieceBytes' in log ? log : { bytes: log, pieceBytes: 1_000_000 }
  let offset = 0
  while (offset < bytes.byteLength) {
    const piece = bytes.subarray(offset, offset + pieceBytes)
    const response = await appendLog({ url, address, offset, bytes: piece })
    const reply = (await response.json()) as { offset?: number }
    if (reply.offset === undefined) {
      throw new Error(`The append was answered with ${response.status}: ${JSON.stringify(reply)}`)
    }
    offset = reply.offset
  }
}

export async function getJson<T>(url: string, headers: Readonly<Record<string, string>> = {}): Promise<T> {
  const response = await fetch(url, { headers })
  if (!response.ok)
    throw new Error(`GET ${url} was answered with ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}

export async function errorOf(
  response: Response,
): Promise<{ readonly code: string; readonly message: string; readonly remedy?: string }> {
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  return error
}
