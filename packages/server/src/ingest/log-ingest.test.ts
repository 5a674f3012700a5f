import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { LOG_HEADER, type LogAddress } from '@kymo/protocol'
import { buildRunLog, createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LogIngest, type AppendOutcome } from './log-ingest.ts'
import { openLogStorage, type LogStorage, type StoredLog } from './log-storage.ts'

const id = 'a1b2c3d4'
const folder = `run-20261123_101500-${id}`
const address: LogAddress = { entity: 'team', project: 'digits', folder, file: `run-${id}.wandb` }
const log = buildRunLog({ id, rowCount: 2000 })
const NOW_MS = 1_800_000_000_000

let dir: TempDir
let touched: string[]
let repaired: number[]
let ingest: LogIngest

beforeEach(() => {
  dir = createTempDir()
  touched = []
  repaired = []
  ingest = openIngest(openLogStorage(dir.path))
})
afterEach(() => dir.remove())

function openIngest(storage: LogStorage): LogIngest {
  return new LogIngest({
    storage,
    clock: { nowMs: () => NOW_MS },
    onTouched: (path) => touched.push(path),
    onRepaired: (_path, byteCount) => repaired.push(byteCount),
  })
}

const logPathOf = (): string => join(dir.path, 'team', 'digits', folder, address.file)

// oxlint-disable-next-line max-params -- the last two are rare
function send(offset: number, bytes: Uint8Array, ageMs = 0, to = ingest): Promise<AppendOutcome> {
  return to.append(address, { headers: { offset, crc32: crc32(bytes), ageMs }, bytes })
}

/** Compares hashes: a difference of megabytes is no help to anyone, and takes seconds to print. */
function expectStored(bytes: Uint8Array): void {
  const hash = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
  expect(hash(readFileSync(logPathOf()))).toBe(hash(bytes))
}

describe('append()', () => {
  test('keeps the bytes as they are, piece after piece', async () => {
    for (let offset = 0; offset < log.byteLength; offset += 777) {
      const piece = log.subarray(offset, offset + 777)
      await expect(send(offset, piece)).resolves.toEqual({
        kind: 'appended',
        offset: offset + piece.byteLength,
      })
    }

    expectStored(log)
    expect(touched.every((path) => path === logPathOf())).toBe(true)
    expect(statSync(logPathOf()).mode & 0o777).toBe(0o600)
  })

  test('gives the copy the age of the original', async () => {
    await send(0, log, 86_400_000)

    expect(statSync(logPathOf()).mtimeMs).toBe(NOW_MS - 86_400_000)
  })

  test('says where to go on when the offset is wrong, and changes nothing', async () => {
    await send(0, log.subarray(0, 1000))

    for (const offset of [0, 999, 1001, 5000]) {
      await expect(send(offset, log.subarray(0, 500))).resolves.toEqual({
        kind: 'wrong-offset',
        offset: 1000,
      })
    }
    expectStored(log.subarray(0, 1000))
  })

  test('lets exactly one of many win the same offset', async () => {
    const pieces = Array.from({ length: 20 }, (_, index) => log.subarray(0, 1000 + index))

    const outcomes = await Promise.all(pieces.map((piece) => send(0, piece)))

    const winners = outcomes.filter((outcome) => outcome.kind === 'appended')
    expect(winners).toHaveLength(1)
    expectStored(log.subarray(0, winners[0]?.offset))
  })

  test('takes an empty body as a sign of life, and makes no file for a log that it does not know', async () => {
    await expect(send(0, new Uint8Array(0))).resolves.toEqual({ kind: 'appended', offset: 0 })
    await expect(send(7, new Uint8Array(0))).resolves.toEqual({ kind: 'wrong-offset', offset: 0 })
    expect(readdirSync(dir.path)).toEqual([])

    await send(0, log, 60_000)
    await expect(send(log.byteLength, new Uint8Array(0))).resolves.toEqual({
      kind: 'appended',
      offset: log.byteLength,
    })
    expect(statSync(logPathOf()).mtimeMs).toBe(NOW_MS)
    expect(touched).toHaveLength(2)
  })

  test('refuses what is not a log and what was damaged on its way, and makes no file', async () => {
    const wrongCrc = ingest.append(address, { headers: { offset: 0, crc32: 1, ageMs: 0 }, bytes: log })
    await expect(wrongCrc).rejects.toMatchObject({ code: 'LOG_BAD_CHECKSUM' })
    await expect(send(0, Buffer.from('<html></html>'))).rejects.toMatchObject({ code: 'LOG_BAD_HEADER' })
    await expect(send(0, LOG_HEADER.subarray(0, 6))).rejects.toMatchObject({ code: 'LOG_BAD_HEADER' })
    expect(readdirSync(dir.path)).toEqual([])
  })

  test('keeps very long and strange names beside their folders', async () => {
    const entity = '🦄'.repeat(60)
    await ingest.append(
      { ...address, entity, project: '..' },
      { headers: { offset: 0, crc32: crc32(log), ageMs: 0 }, bytes: log },
    )

    const [entityFolder = ''] = readdirSync(dir.path)
    expect(JSON.parse(readFileSync(join(dir.path, entityFolder, 'name.json'), 'utf8'))).toEqual({
      name: entity,
    })
    expect(existsSync(join(dir.path, entityFolder, '%2E%2E', folder, address.file))).toBe(true)
  })
})

describe('append() and links', () => {
  test.each(['team', 'team/digits', `team/digits/${folder}`])(
    'does not follow a link at %s',
    async (place) => {
      const outside = createTempDir()
      mkdirSync(join(dir.path, place, '..'), { recursive: true })
      symlinkSync(outside.path, join(dir.path, place))

      await expect(send(0, log)).rejects.toMatchObject({ code: 'LOG_PLACE_UNSAFE' })
      expect(readdirSync(outside.path)).toEqual([])
      outside.remove()
    },
  )

  test('does not follow a link in place of the log', async () => {
    writeFileSync(dir.join('victim'), '')
    mkdirSync(join(logPathOf(), '..'), { recursive: true })
    symlinkSync(dir.join('victim'), logPathOf())

    await expect(send(0, log)).rejects.toMatchObject({ code: 'LOG_PLACE_UNSAFE' })
    expect(readFileSync(dir.join('victim'))).toHaveLength(0)
  })

  test('does not write through a folder that became a link after it was made', async () => {
    await send(0, log)
    const outside = createTempDir()
    mkdirSync(join(outside.path, 'digits', folder), { recursive: true })
    writeFileSync(join(outside.path, 'digits', folder, address.file), log)
    mkdirSync(dir.join('moved'))
    const swapped = openIngest(openLogStorage(dir.join('moved')))
    symlinkSync(outside.path, dir.join('moved/team'))

    await expect(send(log.byteLength, new Uint8Array(9), 0, swapped)).rejects.toMatchObject({
      code: 'LOG_PLACE_UNSAFE',
    })
    outside.remove()
  })
})

describe('append() after the server died', () => {
  const tails: readonly [string, (bytes: Uint8Array) => Uint8Array][] = [
    ['zeros', (bytes) => Buffer.concat([bytes, new Uint8Array(40_000)])],
    ['half a record', (bytes) => bytes.subarray(0, bytes.byteLength - 5)],
    [
      'half a record and zeros',
      (bytes) => Buffer.concat([bytes.subarray(0, bytes.byteLength - 5), new Uint8Array(5000)]),
    ],
    ['garbage', (bytes) => Buffer.concat([bytes, Buffer.from('garbage '.repeat(20))])],
  ]
  test.each(tails)(
    'cuts %s at the end of a record, and the sender goes on from there',
    async (_what, damage) => {
      const length = 60_000
      await send(0, log.subarray(0, length))
      writeFileSync(logPathOf(), damage(readFileSync(logPathOf())))
      const restarted = openIngest(openLogStorage(dir.path))

      const { offset } = await send(length, log.subarray(length), 0, restarted)

      expect(offset).toBeLessThanOrEqual(length)
      expect(offset).toBeGreaterThan(length - 1000)
      expect(repaired).toHaveLength(1)
      expectStored(log.subarray(0, offset))
      await expect(send(offset, log.subarray(offset), 0, restarted)).resolves.toEqual({
        kind: 'appended',
        offset: log.byteLength,
      })
      expectStored(log)
    },
  )

  test('starts again when nothing is whole', async () => {
    await send(0, log)
    truncateSync(logPathOf(), 9)
    const restarted = openIngest(openLogStorage(dir.path))

    await expect(restarted.readOffset(address)).resolves.toBe(0)
    await expect(send(0, log, 0, restarted)).resolves.toEqual({ kind: 'appended', offset: log.byteLength })
  })

  test('leaves a whole log alone', async () => {
    await send(0, log)
    const restarted = openIngest(openLogStorage(dir.path))

    await expect(restarted.readOffset(address)).resolves.toBe(log.byteLength)
    expect(repaired).toEqual([])
  })
})

type Failing = Partial<Record<'write' | 'sync' | 'truncate', string>>

/** A disk that fails when asked to, after it has written half. */
function failingStorage(inner: LogStorage, failing: Failing): LogStorage {
  const fail = (code: string): never => {
    throw Object.assign(new Error(code), { code })
  }
  const wrap = (stored: StoredLog): StoredLog => ({
    path: stored.path,
    size: () => stored.size(),
    read: (offset, length) => stored.read(offset, length),
    setModified: (modifiedMs) => stored.setModified(modifiedMs),
    close: () => stored.close(),
    write: async (bytes, offset) => {
      if (failing.write === undefined) return stored.write(bytes, offset)
      await stored.write(bytes.subarray(0, bytes.byteLength / 2), offset)
      return fail(failing.write)
    },
    sync: async () => (failing.sync === undefined ? stored.sync() : fail(failing.sync)),
    truncate: async (size) =>
      failing.truncate === undefined ? stored.truncate(size) : fail(failing.truncate),
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
    ['write', 'ENOSPC', 'DISK_FULL'],
    ['write', 'EDQUOT', 'DISK_FULL'],
    ['sync', 'EIO', 'LOG_UNWRITABLE'],
    ['write', 'EROFS', 'LOG_UNWRITABLE'],
  ] as const)(
    'undoes what was written when %s fails with %s, and goes on later',
    async (operation, code, expected) => {
      const failing: Failing = {}
      const fragile = openIngest(failingStorage(openLogStorage(dir.path), failing))
      await send(0, log.subarray(0, 1000), 0, fragile)

      failing[operation] = code
      await expect(send(1000, log.subarray(1000), 0, fragile)).rejects.toMatchObject({ code: expected })
      expectStored(log.subarray(0, 1000))
      expect(touched).toHaveLength(1)

      failing[operation] = undefined
      const { offset } = await send(1000, log.subarray(1000), 0, fragile)
      await send(offset, log.subarray(offset), 0, fragile)
      expectStored(log)
    },
  )

  test('acknowledges nothing that it could neither sync nor undo', async () => {
    const failing: Failing = { write: 'ENOSPC', truncate: 'EIO' }
    const fragile = openIngest(failingStorage(openLogStorage(dir.path), failing))

    await expect(send(0, log, 0, fragile)).rejects.toMatchObject({ code: 'DISK_FULL' })
    failing.write = undefined
    failing.truncate = undefined
    const { offset } = await send(0, log, 0, fragile)
    await send(offset, log.subarray(offset), 0, fragile)

    expectStored(log)
  })

  test.runIf(process.getuid?.() !== 0)('says so when the folder cannot be written', async () => {
    chmodSync(dir.path, 0o500)

    await expect(send(0, log)).rejects.toMatchObject({ code: 'LOG_UNWRITABLE' })
    chmodSync(dir.path, 0o700)
  })
})
