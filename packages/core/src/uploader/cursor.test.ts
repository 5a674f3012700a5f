import * as fc from 'fast-check'
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeTimers, createTempDir, settle, type TempDir } from '@kymo/testkit'
import { openAtomicFile } from '../platform/atomic-file.ts'
import { CursorKeeper, formatCursor, parseCursor, resumeCursor, type LogCursor } from './cursor.ts'

const FRESH: LogCursor = { file: 'run-a.wandb', offset: 0, state: { target: 'http://h/default/p' } }

describe('parseCursor()', () => {
  it('reads back whatever was written', () => {
    const cursor = fc.record({
      file: fc.string(),
      offset: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      state: fc.record({ target: fc.string() }),
    })
    fc.assert(
      fc.property(cursor, (value) => {
        expect(parseCursor(formatCursor(value))).toEqual(value)
      }),
    )
  })

  it('takes nothing else for a cursor, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const cursor = parseCursor(text)

        expect(cursor === undefined || Number.isSafeInteger(cursor.offset)).toBe(true)
      }),
    )
  })

  it.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    '{"file":"a","offset":-1,"state":{"target":"t"}}',
    '{"file":"a","offset":1.5,"state":{"target":"t"}}',
    '{"file":"a","offset":1,"state":null}',
  ])('ignores %j', (text) => expect(parseCursor(text)).toBeUndefined())
})

describe('resumeCursor()', () => {
  it('starts again for another target or another log', () => {
    const stored = { ...FRESH, offset: 500 }

    expect(resumeCursor(stored, FRESH).offset).toBe(500)
    expect(resumeCursor({ ...stored, state: { target: 'http://other' } }, FRESH).offset).toBe(0)
    expect(resumeCursor({ ...stored, file: 'run-b.wandb' }, FRESH).offset).toBe(0)
    expect(resumeCursor(undefined, FRESH)).toBe(FRESH)
  })
})

describe('CursorKeeper', () => {
  let dir: TempDir
  let timers: FakeTimers
  let failures: unknown[]
  beforeEach(() => {
    dir = createTempDir()
    timers = new FakeTimers()
    failures = []
  })
  afterEach(() => dir.remove())

  const open = (path: string): CursorKeeper =>
    new CursorKeeper({
      file: openAtomicFile(path),
      timers,
      intervalMs: 250,
      onFailure: (error) => failures.push(error),
    })

  it('settle() leaves the newest cursor on disk and no draft beside it', async () => {
    const keeper = open(dir.join('cursors', 'kymo.json'))

    for (let offset = 1; offset <= 100; offset++) keeper.advance({ ...FRESH, offset })
    await keeper.settle()

    expect(parseCursor(readFileSync(dir.join('cursors', 'kymo.json'), 'utf8'))?.offset).toBe(100)
    expect(readdirSync(dir.join('cursors'))).toEqual(['kymo.json'])
  })

  it('writes at most once per interval', async () => {
    const writes: string[] = []
    const file = {
      read: () => Promise.resolve(undefined),
      write: (text: string) => Promise.resolve(void writes.push(text)),
    }
    const keeper = new CursorKeeper({
      file,
      timers,
      intervalMs: 250,
      onFailure: (error) => failures.push(error),
    })

    keeper.advance({ ...FRESH, offset: 1 })
    await settle()
    keeper.advance({ ...FRESH, offset: 2 })
    await timers.advance(100)
    keeper.advance({ ...FRESH, offset: 3 })
    await timers.advance(149)
    const before = writes.length
    await timers.advance(1)

    expect(before).toBe(1)
    expect(writes.map((text) => parseCursor(text)?.offset)).toEqual([1, 3])
  })

  it('reports a folder that cannot be written once, and goes on without', async () => {
    mkdirSync(dir.join('cursors', 'kymo.json'), { recursive: true })
    const keeper = open(dir.join('cursors', 'kymo.json'))

    keeper.advance({ ...FRESH, offset: 1 })
    await keeper.settle()
    keeper.advance({ ...FRESH, offset: 2 })
    await keeper.settle()

    expect(failures).toHaveLength(1)
    expect(existsSync(dir.join('cursors', 'kymo.json'))).toBe(true)
    expect(readdirSync(dir.join('cursors'))).toEqual(['kymo.json'])
  })
})
