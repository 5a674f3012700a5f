import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isServerError } from '../errors.ts'
import { openStore } from './open-store.ts'
import { databaseProblem, type Database } from './sqlite/database.ts'
import { libsqlDriver } from './sqlite/libsql-driver.ts'
import { nodeDriver } from './sqlite/node-driver.ts'
import { createSchema } from './sqlite/schema.ts'
import { createSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})

afterEach(() => dir.remove())

const drivers: [name: string, open: ((path: string) => Database) | undefined][] = [
  ['node:sqlite', nodeDriver()],
  ['libsql', libsqlDriver()],
]

test('there is a driver on every Node that is supported', () => {
  expect(drivers.filter(([, open]) => open !== undefined)).not.toEqual([])
})

describe.each(drivers.filter(([, open]) => open !== undefined))('store over %s', (_, open) => {
  function openNew(): Store {
    const database = open!(':memory:')
    createSchema(database)
    return createSqliteStore(database)
  }

  test('bytes come back as they were, also empty ones and ones in the middle of a buffer', () => {
    const store = openNew()
    const bytes = new Uint8Array(100).map((_byte, i) => i).subarray(13, 77)
    store.putChunk({ seriesId: 1, index: 0 }, bytes)
    store.putFragment({ seriesId: 1, index: 0 }, new Uint8Array(0))
    store.putFragment({ seriesId: 1, index: 1 }, bytes)

    expect(Uint8Array.from(store.getChunk({ seriesId: 1, index: 0 })!)).toEqual(Uint8Array.from(bytes))
    expect(store.listFragments(1).map((fragment) => [...fragment])).toEqual([[], [...bytes]])
    store.close()
  })

  test('parts of neighbouring series and levels are kept apart', () => {
    const store = openNew()
    for (const seriesId of [1, 2, 3]) {
      store.putChunk({ seriesId, index: 2 ** 20 - 1 }, Uint8Array.of(seriesId))
      for (const level of [1, 2] as const)
        store.putPage({ seriesId, level, index: 0 }, Uint8Array.of(seriesId, level))
      store.putFragment({ seriesId, index: 5 }, Uint8Array.of(seriesId))
    }

    store.deleteSeries(2)

    for (const seriesId of [1, 3]) {
      expect([...store.getChunk({ seriesId, index: 2 ** 20 - 1 })!]).toEqual([seriesId])
      expect(store.listPages({ seriesId, level: 1, from: 0, to: 2 ** 20 }).map((page) => [...page])).toEqual([
        [seriesId, 1],
      ])
      expect(store.listFragments(seriesId)).toHaveLength(1)
    }
    expect(store.getChunk({ seriesId: 2, index: 2 ** 20 - 1 })).toBeUndefined()
    expect(store.listFragments(2)).toEqual([])
    store.close()
  })

  test('user-given text is kept exactly: NUL, lone surrogates, quotes, any length', () => {
    const store = openNew()
    const names = [
      '',
      'a\0b',
      '\ud800',
      "'; DROP TABLE series; --",
      '__proto__',
      '%',
      'x'.repeat(100_000),
      'ﬀ',
      'a',
    ]
    names.forEach((name) => {
      store.insertSeries({ id: store.nextSeriesId(), folderId: 7, name, head: Uint8Array.of(1) })
      store.putValue(7, { kind: 1, key: name, json: JSON.stringify(name) })
    })

    expect(
      store
        .listSeries(7)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names.toSorted())
    expect(
      store
        .listValues(7)
        .map(({ json }) => JSON.parse(json) as string)
        .toSorted(),
    ).toEqual(names.toSorted())
    for (const name of names) expect(store.findSeries(7, name)?.name).toBe(name)
    expect(store.findSeries(8, 'a')).toBeUndefined()
    store.close()
  })

  test('the first series and values of a folder come in order, no more than asked for', () => {
    const store = openNew()
    for (const name of ['c', 'a', 'd', 'b']) {
      store.insertSeries({ id: store.nextSeriesId(), folderId: 7, name, head: Uint8Array.of(1) })
      store.insertSeries({ id: store.nextSeriesId(), folderId: 8, name: `${name}!`, head: Uint8Array.of(1) })
      store.putValue(7, { kind: 2, key: name, json: '1' })
      store.putValue(7, { kind: 3, key: `${name}!`, json: '1' })
    }

    expect(store.listFirstSeries(7, 3).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(store.listFirstValues(7, 2, 3).map(({ key }) => key)).toEqual(['a', 'b', 'c'])
    expect(store.listFirstValues(7, 2, 100)).toHaveLength(4)
    store.close()
  })

  test('keys of samples count those up to a step', () => {
    const store = openNew()
    for (const step of [1, 2.5, 3]) store.putSample(7, 'a', { step, time: step * 10, json: String(step) })
    store.putSample(7, 'late', { step: 9, time: 90, json: '9' })
    const keysUpTo = (step?: number): unknown[] =>
      store.listSampleKeys(7, step).map(({ name, count, last }) => [name, count, last.step])

    expect(keysUpTo()).toEqual(keysUpTo(Infinity))
    expect(keysUpTo()).toEqual([
      ['a', 3, 3],
      ['late', 1, 9],
    ])
    expect(keysUpTo(2.5)).toEqual([['a', 2, 2.5]])
    expect(keysUpTo(-Infinity)).toEqual([])
    store.close()
  })

  test('rollback undoes everything since begin, and nothing before', () => {
    const store = openNew()
    const id = store.insertFolder({ logPath: 'a/run-a.wandb', state: '{}' })
    store.begin()
    store.updateFolder({ id, logPath: 'a/run-a.wandb', state: '{"offset":1}' })
    store.insertFolder({ logPath: 'b/run-b.wandb', state: '{}' })
    store.rollback()

    expect(store.listFolders()).toEqual([{ id, logPath: 'a/run-a.wandb', state: '{}' }])
    store.close()
    store.close()
  })

  test('a folder that is deleted takes its values along', () => {
    const store = openNew()
    const id = store.insertFolder({ logPath: 'a/run-a.wandb', state: '{}' })
    store.putValue(id, { kind: 1, key: 'lr', json: '0.1' })
    store.putValue(id, { kind: 1, key: 'lr', json: '0.2' })
    store.deleteFolder(id)

    expect(store.listFolders()).toEqual([])
    expect(store.listValues(id)).toEqual([])
    store.close()
  })

  test('problems of a file are told apart', () => {
    const path = dir.join('bad.sqlite')
    writeFileSync(path, 'no database at all'.repeat(500))
    const read = (at: string) => (): unknown => {
      const database = open!(at)
      try {
        return database.prepare('SELECT count(*) FROM sqlite_master').get()
      } finally {
        database.close()
      }
    }

    expect(problemOf(read(path))).toBe('corrupt')
    expect(problemOf(read(dir.join('missing', 'x.sqlite')))).toBe('unusable')
  })
})

function problemOf(act: () => unknown): string {
  try {
    act()
    return 'none'
  } catch (error) {
    return databaseProblem(error)
  }
}

describe('openStore()', () => {
  const row = { logPath: 'a/run-a.wandb', state: '{}' }

  test('keeps what was committed, and closes so that the next can open', () => {
    const path = dir.join('deep', 'er', 'index.sqlite')
    const { store } = openStore(path)
    store.insertFolder(row)
    store.close()

    const again = openStore(path)

    expect(again.store.listFolders()).toMatchObject([row])
    expect(again.rebuilt).toBeUndefined()
    again.store.close()
  })

  test('refuses an index that is open elsewhere, with a code', () => {
    const path = dir.join('index.sqlite')
    const { store } = openStore(path)

    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: 'INDEX_LOCKED' }))
    store.close()
  })

  test('says that it cannot write, with a code', () => {
    mkdirSync(dir.join('taken'))
    let thrown: unknown
    try {
      openStore(dir.join('taken'))
    } catch (error) {
      thrown = error
    }

    expect(isServerError(thrown, 'INDEX_UNUSABLE')).toBe(true)
  })

  test.each([
    ['garbage', () => Buffer.from('garbage'.repeat(2_000))],
    ['an index of zeros', (bytes: Buffer) => Buffer.alloc(bytes.length)],
    ['a file cut off in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('makes a new index where it finds %s', (_, spoil) => {
    const path = dir.join('index.sqlite')
    const { store } = openStore(path)
    for (let i = 0; i < 2_000; i++) store.insertFolder({ logPath: `${i}/run-a.wandb`, state: '{}' })
    store.close()
    writeFileSync(path, spoil(readFileSync(path)))

    const again = openStore(path)

    expect(again.rebuilt).toBeDefined()
    expect(again.store.listFolders()).toEqual([])
    again.store.close()
  })

  test('makes a new index where it finds one of another version', () => {
    const path = dir.join('index.sqlite')
    const { store } = openStore(path)
    store.insertFolder(row)
    store.close()
    const open = (nodeDriver() ?? libsqlDriver())!
    const database = open(path)
    database.exec('PRAGMA user_version = 9999')
    database.close()

    const again = openStore(path)

    expect(again.rebuilt).toBe('other-version')
    expect(again.store.listFolders()).toEqual([])
    again.store.close()
  })
})
