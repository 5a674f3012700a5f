import { readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import {
  decodeRecord,
  decodeTraceRequest,
  encodeTraceRequest,
  LogReader,
  type SpanRecord,
  type TraceRequest,
} from '@kymo/protocol'
import { buildSpan, createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openLogStorage, type LogStorage, type StoredLog } from '../log-storage.ts'
import { encodeRecords } from './span-batches.ts'
import { SpanIngest } from './span-ingest.ts'

const ref = { entity: 'team', project: 'agents', run: 'r1' }
let dir: TempDir
let touched: string[]

beforeEach(() => {
  dir = createTempDir()
  touched = []
})
afterEach(() => dir.remove())

function open(storage: LogStorage = openLogStorage(dir.path)): SpanIngest {
  const clock = { nowMs: () => Date.UTC(2026, 10, 23, 12) }
  return new SpanIngest({ storage, runsDir: dir.path, clock, onTouched: (path) => touched.push(path) })
}

function span(number: number): SpanRecord {
  return buildSpan({
    traceId: number.toString(16).padStart(32, '1'),
    spanId: number.toString(16).padStart(16, '2'),
    name: `span ${number}`,
  })
}

function records(...numbers: readonly number[]): Uint8Array[] {
  const scope = { name: '', version: '', attributes: [], schemaUrl: '', spans: numbers.map(span) }
  return encodeRecords([{ resource: [['service.name', 's']], scopes: [scope], schemaUrl: '' }])
}

const projectDir = (): string => join(dir.path, 'team', 'agents')
const folders = (): string[] => readdirSync(projectDir())
const fileOf = (extension: string): string => join(projectDir(), folders()[0], `run-r1.${extension}`)

function payloadsOf(path: string): Uint8Array[] {
  const reader = new LogReader({
    onDamage: () => {
      throw new Error('the log is damaged')
    },
  })
  reader.push(readFileSync(path))
  const payloads: Uint8Array[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    payloads.push(Uint8Array.from(entry.payload))
  return payloads
}

const requestsOf = (): TraceRequest[] =>
  payloadsOf(fileOf('spans')).map((payload) => decodeTraceRequest(payload))
const namesOf = (): string[] =>
  requestsOf().flatMap((request) =>
    request.flatMap(({ scopes }) => scopes.flatMap(({ spans }) => spans.map(({ name }) => name))),
  )

describe('append()', () => {
  test('makes a run folder whose log says that there is a run, and whose spans begin with its resource', async () => {
    await open().append(ref, records(1, 2))

    expect(folders()).toEqual([expect.stringMatching(/^run-20261123_\d{6}-r1\+otlp$/)])
    expect(payloadsOf(fileOf('wandb')).map((payload) => decodeRecord(payload).recordType)).toEqual([
      'header',
      'run',
      'exit',
    ])
    expect(requestsOf()[0]).toMatchObject([
      {
        resource: [
          ['kymo.entity', 'team'],
          ['kymo.project', 'agents'],
          ['kymo.run', 'r1'],
          ['kymo.writer', 'otlp'],
        ],
      },
    ])
    expect(namesOf()).toEqual(['span 1', 'span 2'])
    expect(touched.map((path) => path.split('.').at(-1))).toEqual(['wandb', 'spans'])
  })

  test('appends to the same folder, also after a restart of the server', async () => {
    const first = open()
    await first.append(ref, records(1))
    await first.append(ref, records(2))
    await open().append(ref, records(3))

    expect(folders()).toHaveLength(1)
    expect(namesOf()).toEqual(['span 1', 'span 2', 'span 3'])
  })

  test('of fifty senders at once keeps every span once', async () => {
    const ingest = open()

    await Promise.all(Array.from({ length: 50 }, (_, number) => ingest.append(ref, records(number))))

    expect(namesOf().toSorted()).toEqual(
      Array.from({ length: 50 }, (_, number) => `span ${number}`).toSorted(),
    )
  })

  test('cuts what a power loss has torn, and goes on behind the last whole record', async () => {
    await open().append(ref, records(1))
    await open().append(ref, records(2))
    truncateSync(fileOf('spans'), readFileSync(fileOf('spans')).byteLength - 3)

    await open().append(ref, records(3))

    expect(namesOf()).toEqual(['span 1', 'span 3'])
  })

  test('mends a log that a power loss has torn between its making and its spans', async () => {
    await open().append(ref, records(1))
    rmSync(fileOf('spans'))
    truncateSync(fileOf('wandb'), 20)

    await open().append(ref, records(2))

    expect(payloadsOf(fileOf('wandb'))).toHaveLength(3)
    expect(namesOf()).toEqual(['span 2'])
  })

  test('makes the folder anew when it was deleted meanwhile', async () => {
    const ingest = open()
    await ingest.append(ref, records(1))
    rmSync(projectDir(), { recursive: true })

    await ingest.append(ref, records(2))

    expect(payloadsOf(fileOf('wandb'))).toHaveLength(3)
    expect(namesOf()).toEqual(['span 2'])
  })

  test('splits what is too large for one record', async () => {
    const large = { ...span(1), attributes: [['text', 'x'.repeat(900_000)]] as const }
    const scope = {
      name: '',
      version: '',
      attributes: [],
      schemaUrl: '',
      spans: Array.from({ length: 10 }, () => large),
    }

    const payloads = encodeRecords([{ resource: [], scopes: [scope], schemaUrl: '' }])

    expect(payloads.length).toBeGreaterThan(4)
    expect(payloads.every(({ length }) => length <= 2 * 1024 * 1024)).toBe(true)
    const whole = encodeTraceRequest([{ resource: [], scopes: [scope], schemaUrl: '' }])
    expect(payloads.flatMap((one) => decodeTraceRequest(one)[0].scopes[0].spans)).toEqual(
      decodeTraceRequest(whole)[0].scopes[0].spans,
    )
  })
})

type Failing = Partial<Record<'write' | 'sync' | 'truncate', string>>

/** A disk that fails when asked to, after it has written half. */
function failingStorage(inner: LogStorage, failing: Failing): LogStorage {
  const fail = (code: string | undefined): void => {
    if (code !== undefined) throw Object.assign(new Error(code), { code })
  }
  const wrap = (stored: StoredLog): StoredLog => ({
    path: stored.path,
    size: () => stored.size(),
    read: (offset, length) => stored.read(offset, length),
    setModified: (modifiedMs) => stored.setModified(modifiedMs),
    close: () => stored.close(),
    write: async (bytes, offset) => {
      const isFailing = failing.write !== undefined
      await stored.write(isFailing ? bytes.subarray(0, bytes.byteLength / 2) : bytes, offset)
      fail(failing.write)
    },
    sync: async () => {
      fail(failing.sync)
      await stored.sync()
    },
    truncate: async (size) => {
      fail(failing.truncate)
      await stored.truncate(size)
    },
  })
  return {
    open: async (place) => {
      const stored = await inner.open(place)
      return stored === undefined ? undefined : wrap(stored)
    },
    create: async (place) => wrap(await inner.create(place)),
  }
}

describe('append() on a failing disk', () => {
  test.each([
    [{ write: 'ENOSPC' }, 'DISK_FULL'],
    [{ sync: 'EIO' }, 'LOG_UNWRITABLE'],
  ] as const)(
    'of %o rejects everybody who waited, keeps nothing of it, and goes on later',
    async (fault, code) => {
      const failing: Failing = {}
      const ingest = open(failingStorage(openLogStorage(dir.path), failing))
      await ingest.append(ref, records(1))
      const heard = touched.length

      Object.assign(failing, fault)
      const outcomes = await Promise.allSettled([2, 3].map((number) => ingest.append(ref, records(number))))
      expect(outcomes).toMatchObject([
        { status: 'rejected', reason: { code } },
        { status: 'rejected', reason: { code } },
      ])
      expect(touched).toHaveLength(heard)

      for (const name of Object.keys(failing)) delete failing[name as keyof Failing]
      await ingest.append(ref, records(4))
      expect(namesOf()).toEqual(['span 1', 'span 4'])
    },
  )

  test('that cannot even undo what was written in part keeps the log readable', async () => {
    const failing: Failing = {}
    const ingest = open(failingStorage(openLogStorage(dir.path), failing))
    await ingest.append(ref, records(1))

    Object.assign(failing, { write: 'ENOSPC', truncate: 'EIO' })
    await expect(ingest.append(ref, records(2))).rejects.toMatchObject({ code: 'DISK_FULL' })
    for (const name of Object.keys(failing)) delete failing[name as keyof Failing]
    await ingest.append(ref, records(2))

    expect(namesOf()).toEqual(['span 1', 'span 2'])
  })
})
