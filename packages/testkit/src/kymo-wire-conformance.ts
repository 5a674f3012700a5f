import assert from 'node:assert/strict'
import { crc32, gzipSync } from 'node:zlib'
import {
  AGE_HEADER,
  CRC_HEADER,
  logPath,
  runLogFileName,
  type LogAddress,
  type ServerInfo,
} from '@kymo/protocol'
import { buildRunLog } from './build-run-folder.ts'

/** A server that speaks the kymo wire, with nothing stored yet under the ids that the cases use. */
export interface WireSubject {
  readonly url: string
  readonly apiKey: string
}

export interface WireCase {
  readonly name: string
  readonly run: (subject: WireSubject) => Promise<void>
}

interface Append {
  readonly offset: number
  readonly bytes: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

/** What every server of the kymo wire does: the real one and the fake that stands for it in tests. */
export const KYMO_WIRE_CASES: readonly WireCase[] = [
  {
    name: 'introduces itself with what a client must know',
    run: async ({ url, apiKey }) => {
      const reply = await fetch(`${url}/api/v1/server`, { headers: { authorization: `Bearer ${apiKey}` } })
      const info = (await reply.json()) as ServerInfo
      assert.equal(reply.status, 200)
      assert.deepEqual([info.product, info.wire, info.authenticated], ['kymo', 1, true])
      assert.ok(info.encodings.includes('gzip') && info.encodings.includes('identity'))
      assert.ok(Number.isSafeInteger(info.maxAppendBytes) && info.maxAppendBytes > 0)
    },
  },
  {
    name: 'introduces itself without a key, and says that one is needed',
    run: async ({ url }) => {
      const reply = await fetch(`${url}/api/v1/server`)
      const info = (await reply.json()) as ServerInfo
      assert.equal(reply.status, 200)
      assert.deepEqual([info.product, info.authRequired, info.authenticated], ['kymo', true, false])
    },
  },
  {
    name: 'refuses an append without a valid key, with an error body',
    run: async ({ url }) => {
      const append = toAppend('wirekey0')
      for (const apiKey of [undefined, 'x'.repeat(40)]) {
        const { status, json } = await post({ url, apiKey }, append.address, {
          offset: 0,
          bytes: append.bytes,
        })
        assert.equal(status, 401)
        assert.equal(typeof (json as { error?: { code?: unknown } }).error?.code, 'string')
      }
    },
  },
  {
    name: 'says 0 about a log that it does not know',
    run: async (subject) => {
      const { address } = toAppend('wirenew0')
      await expectOffset(post(subject, address, { offset: 0, bytes: new Uint8Array(0) }), 200, 0)
      await expectOffset(post(subject, address, { offset: 5, bytes: new Uint8Array(0) }), 409, 0)
    },
  },
  {
    name: 'appends where the log ends, and names that place otherwise',
    run: async (subject) => {
      const { address, bytes } = toAppend('wireapp0')
      const [first, second] = [bytes.subarray(0, 200), bytes.subarray(200)]
      await expectOffset(post(subject, address, { offset: 0, bytes: first }), 200, 200)
      await expectOffset(post(subject, address, { offset: 0, bytes: first }), 409, 200)
      await expectOffset(post(subject, address, { offset: 900, bytes: second }), 409, 200)
      await expectOffset(post(subject, address, { offset: 200, bytes: second }), 200, bytes.length)
      await expectOffset(
        post(subject, address, { offset: bytes.length, bytes: new Uint8Array(0) }),
        200,
        bytes.length,
      )
    },
  },
  {
    name: 'reads gzip, whose checksum is that of the bytes before it',
    run: async (subject) => {
      const { address, bytes } = toAppend('wiregzp0')
      const append = { offset: 0, bytes, body: gzipSync(bytes), headers: { 'content-encoding': 'gzip' } }
      await expectOffset(post(subject, address, append), 200, bytes.length)
    },
  },
  {
    name: 'stores nothing of a body that does not match its checksum',
    run: async (subject) => {
      const { address, bytes } = toAppend('wirecrc0')
      const { status } = await post(subject, address, {
        offset: 0,
        bytes,
        headers: { [CRC_HEADER]: '00000000' },
      })
      assert.equal(status, 400)
      await expectOffset(post(subject, address, { offset: 0, bytes: new Uint8Array(0) }), 200, 0)
    },
  },
]

function toAppend(id: string): { readonly address: LogAddress; readonly bytes: Uint8Array } {
  const folder = `run-20261123_101500-${id}`
  const address = { entity: 'my team', project: 'a/b & c', folder, file: runLogFileName(id) }
  return { address, bytes: buildRunLog({ id, rowCount: 5 }) }
}

interface Posted {
  readonly status: number
  readonly json: unknown
}

async function post(
  subject: { readonly url: string; readonly apiKey: string | undefined },
  address: LogAddress,
  { offset, bytes, headers, body }: Append,
): Promise<Posted> {
  const reply = await fetch(`${subject.url}${logPath(address)}?offset=${offset}`, {
    method: 'POST',
    body: new Uint8Array(body ?? bytes),
    headers: {
      ...(subject.apiKey === undefined ? {} : { authorization: `Bearer ${subject.apiKey}` }),
      'content-type': 'application/octet-stream',
      [CRC_HEADER]: crc32(bytes).toString(16).padStart(8, '0'),
      [AGE_HEADER]: '0',
      ...headers,
    },
  })
  return { status: reply.status, json: await reply.json() }
}

async function expectOffset(posted: Promise<Posted>, status: number, offset: number): Promise<void> {
  assert.deepEqual(await posted, { status, json: { offset } })
}
