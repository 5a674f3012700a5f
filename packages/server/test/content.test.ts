import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { CRC_HEADER, encodePack, SHA256_HEADER, type MissingReply, type PartReply } from '@kymo/protocol'
import type { FileList } from '@kymo/server/api'
import { buildRunLog } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import { addressOf, sendLog, serve, tempDir } from './serve.ts'

const id = 'a1b2c3d4'
const address = addressOf(id)
const FILES = `/api/v1/files/team/digits/${address.folder}`
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const crc = (bytes: Uint8Array): string => crc32(bytes).toString(16).padStart(8, '0')
const big = Buffer.alloc(20 * 1024 * 1024, 'kymo')
const PART = 8 * 1024 * 1024
const OCTETS = { 'content-type': 'application/octet-stream' }

function put(url: string, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'PUT',
    body: bytes as BodyInit,
    headers: { [CRC_HEADER]: crc(bytes), ...headers },
  })
}

async function sendBlob(url: string, bytes: Uint8Array): Promise<PartReply> {
  let reply: PartReply = { offset: 0, complete: false }
  while (!reply.complete) {
    const part = bytes.subarray(reply.offset, reply.offset + PART)
    const path = `/api/v1/blobs/sha256/${sha(bytes)}?offset=${reply.offset}&size=${bytes.length}`
    reply = (await (await put(url + path, part)).json()) as PartReply
  }
  return reply
}

async function ask(url: string, files: object[]): Promise<MissingReply['missing']> {
  const init = {
    method: 'POST',
    body: JSON.stringify({ files }),
    headers: { 'content-type': 'application/json' },
  }
  return ((await (await fetch(url, init)).json()) as MissingReply).missing
}

function pack(url: string, files: Record<string, string>): Promise<Response> {
  const body = encodePack(
    Object.entries(files).map(([name, text]) => ({
      name,
      sha256: sha(Buffer.from(text)),
      content: Buffer.from(text),
    })),
  )
  return fetch(url, {
    method: 'POST',
    body: body as BodyInit,
    headers: { ...OCTETS, [CRC_HEADER]: crc(body) },
  })
}

describe('blobs', () => {
  test('arrive in parts, go on where they were cut, and are stored once', async () => {
    const dir = tempDir().path
    const first = await serve({ dir })
    const claim = { sha256: sha(big), size: big.length }
    const path = `/api/v1/blobs/sha256/${sha(big)}?offset=0&size=${big.length}`
    await put(first.url + path, big.subarray(0, PART))
    await first.close()

    const { url } = await serve({ dir })
    const [missing] = await ask(`${url}/api/v1/blobs/missing`, [claim])
    const wrong = await put(url + path, big.subarray(0, PART))
    await sendBlob(url, big)

    expect(missing).toEqual({ index: 0, offset: PART })
    expect([wrong.status, await wrong.json()]).toEqual([409, { offset: PART, complete: false }])
    expect(readFileSync(join(dir, 'blobs/sha256', sha(big).slice(0, 2), sha(big))).equals(big)).toBe(true)
    expect(await ask(`${url}/api/v1/blobs/missing`, [claim])).toEqual([])
    expect(readdirSync(join(dir, 'blobs/parts'))).toEqual([])
  })

  test('of two senders at once neither harms the other', async () => {
    const { url, dir } = await serveIn()

    await Promise.all([sendBlob(url, big), sendBlob(url, big)])

    expect(readFileSync(join(dir, 'blobs/sha256', sha(big).slice(0, 2), sha(big))).equals(big)).toBe(true)
  })

  test('that are not what was announced are thrown away', async () => {
    const { url, dir } = await serveIn()
    const bytes = Buffer.from('something else')
    const path = `/api/v1/blobs/sha256/${'0'.repeat(64)}?offset=0&size=${bytes.length}`

    const response = await put(url + path, bytes)

    expect([response.status, await codeOf(response)]).toEqual([422, 'CONTENT_MISMATCH'])
    expect(readdirSync(join(dir, 'blobs/sha256'))).toEqual([])
    expect(readdirSync(join(dir, 'blobs/parts'))).toEqual([])
  })

  test('come many at a time in a pack', async () => {
    const { url, dir } = await serveIn()

    const response = await pack(`${url}/api/v1/blobs/pack`, { a: 'one', b: 'two', c: 'one' })

    expect(await response.json()).toEqual({ stored: 3 })
    const names = readdirSync(join(dir, 'blobs/sha256'), { recursive: true, encoding: 'utf8' })
    expect(names.filter((name) => name.length > 60)).toHaveLength(2)
  })
})

describe('files of a run', () => {
  test('arrive, are listed and read in ranges, and are replaced when they change', async () => {
    const { url, settle, run } = await serveRun()
    await pack(`${url}${FILES}/pack`, { 'media/images/a b%.png': 'png', 'sub/log.txt': 'hello' })
    await settle()
    const list = (await (await fetch(`${run}/files`)).json()) as FileList
    const ranged = await fetch(`${run}/files/sub/log.txt`, { headers: { range: 'bytes=1-3' } })
    const text = Buffer.from('changed')

    const again = await put(`${url}${FILES}/sub/log.txt?offset=0&size=${text.length}`, text, {
      [SHA256_HEADER]: sha(text),
    })

    expect(list.files.map(({ path, mimeType }) => [path, mimeType])).toEqual([
      ['media/images/a b%.png', 'image/png'],
      ['sub/log.txt', 'text/plain; charset=utf-8'],
    ])
    expect([ranged.status, await ranged.text(), ranged.headers.get('content-range')]).toEqual([
      206,
      'ell',
      'bytes 1-3/5',
    ])
    expect(await again.json()).toEqual({ offset: 7, complete: true })
    expect(await (await fetch(`${run}/files/sub/log.txt`)).text()).toBe('changed')
    expect(
      await ask(`${url}${FILES}/missing`, [{ path: 'sub/log.txt', sha256: sha(text), size: 7 }]),
    ).toEqual([])
  })

  test.each([
    '../run-a1b2c3d4.wandb',
    '/etc/passwd',
    'a/../../x',
    'a//b',
    'a\\..\\b',
    '.',
    'CON',
    'a\u0000b',
    '',
  ])('cannot be called %j', async (name) => {
    const { url } = await serveRun()

    const response = await pack(`${url}${FILES}/pack`, { [name]: 'x' })

    expect([response.status, await codeOf(response)]).toEqual([400, 'NAME_INVALID'])
  })

  test('are not written through a link', async () => {
    const { url, dir } = await serveRun()
    const outside = tempDir().path
    const folder = join(dir, 'runs/team/digits', address.folder)
    mkdirSync(join(folder, 'files'))
    symlinkSync(outside, join(folder, 'files', 'link'))

    const response = await pack(`${url}${FILES}/pack`, { 'link/x': 'x' })

    expect(response.status).toBe(403)
    expect(existsSync(join(outside, 'x'))).toBe(false)
  })

  test('are shown in an origin of their own', async () => {
    const { url, settle, run } = await serveRun()
    await pack(`${url}${FILES}/pack`, { 'page.html': '<script>1</script>', 'x.svg': '<svg/>' })
    await settle()

    for (const name of ['page.html', 'x.svg']) {
      const { headers } = await fetch(`${run}/files/${name}`)
      expect(headers.get('content-security-policy')).toMatch(/^sandbox allow-scripts; default-src 'none'/)
      expect(headers.get('content-security-policy')).not.toContain('allow-same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

async function serveIn(): Promise<{ url: string; dir: string; settle: () => Promise<void> }> {
  const dir = tempDir().path
  return { ...(await serve({ dir })), dir }
}

async function serveRun(): Promise<{ url: string; dir: string; run: string; settle: () => Promise<void> }> {
  const server = await serveIn()
  await sendLog(server.url, address, buildRunLog({ id, rowCount: 1, exitCode: 0 }))
  await server.settle()
  return { ...server, run: `${server.url}/api/v1/runs/team/digits/${id}` }
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: { code: string } }).error.code
}
