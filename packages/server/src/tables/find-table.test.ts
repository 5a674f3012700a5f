import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder } from '../../test/log-builder.ts'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
let plane: DataPlane
const run: RunRef = { entity: 'team', project: 'digits', run: 'abc' }
const FOLDER = 'run-20261123_100000-abc'

beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await plane.close()
  dir.remove()
})

function writeTable(path: string, ids: readonly number[]): void {
  const file = dir.join(FOLDER, 'files', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ columns: ['id'], data: ids.map((id) => [id]) }))
}

async function open(tables: readonly object[]): Promise<void> {
  const log = new LogBuilder().run('abc')
  for (const table of tables) log.row({ predictions: table })
  log.writeTo(dir.join(FOLDER, 'run-abc.wandb'))
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
  await plane.settle()
}

async function idsAt(step?: number): Promise<unknown[] | undefined> {
  const source = { kind: 'run', run, key: 'predictions', ...(step === undefined ? {} : { step }) } as const
  return (await plane.readTable({ source, offset: 0, limit: 10 }))?.rows.map(({ cells }) => cells[0])
}

const table = (path: string): object => ({ _type: 'table-file', path, ncols: 1, nrows: 1 })

test('the newest table of a key is read, or that of a step', async () => {
  writeTable('media/table/a.table.json', [1])
  writeTable('media/table/b.table.json', [2, 3])
  await open([table('media/table/a.table.json'), table('media/table/b.table.json')])

  expect([await idsAt(), await idsAt(0)]).toEqual([[2, 3], [1]])
})

test('increments are read in the order in which they were logged', async () => {
  writeTable('media/table/0.json', [1])
  writeTable('media/table/1.json', [2])
  const increments = { previous_increments_paths: ['media/table/0.json'], path: 'media/table/1.json' }
  await open([{ _type: 'incremental-table-file', ...increments }])

  expect(await idsAt()).toEqual([1, 2])
})

test.each([
  '../run-abc.wandb',
  '../../secret.json',
  '/etc/hostname',
  'media/../../../secret.json',
  'link.json',
  '',
])('a log cannot name the file %j', async (path) => {
  writeTable('media/table/a.table.json', [1])
  writeFileSync(dir.join('secret.json'), '{"columns":["id"],"data":[[7]]}')
  symlinkSync(dir.join('secret.json'), dir.join(FOLDER, 'files', 'link.json'))
  await open([table(path)])

  expect(await idsAt()).toBeUndefined()
})

test('a table whose file has not arrived is not there, and one that is no table says so', async () => {
  await open([table('media/table/none.json')])
  expect(await idsAt()).toBeUndefined()

  mkdirSync(dir.join(FOLDER, 'files', 'media/table'), { recursive: true })
  writeFileSync(dir.join(FOLDER, 'files', 'media/table/none.json'), 'no table')
  await expect(idsAt()).rejects.toThrow(RangeError)
})

test('a table that was logged as an artifact too is read whole, with its media', async () => {
  const text = JSON.stringify({ columns: ['id'], data: [[1], [2], [3]] })
  const sha256 = createHash('sha256').update(text).digest('hex')
  const staged = dir.join(FOLDER, 'artifacts', sha256.slice(0, 2), sha256)
  mkdirSync(dirname(staged), { recursive: true })
  writeFileSync(staged, text)
  writeTable('media/table/a.table.json', [1])
  const digest = createHash('md5').update(text)
  const entry = {
    path: 'predictions.table.json',
    digest: digest.digest('base64'),
    size: text.length,
    kymoSha256: sha256,
  }
  new LogBuilder()
    .run('abc')
    .record({
      artifact: {
        name: 'run-abc-predictions',
        type: 'run_table',
        digest: 'ab'.repeat(16),
        clientId: 'client1',
        manifest: { contents: [entry] },
      },
    })
    .row({
      predictions: {
        ...table('media/table/a.table.json'),
        artifact_path: 'wandb-client-artifact://client1/predictions.table.json',
      },
    })
    .writeTo(dir.join(FOLDER, 'run-abc.wandb'))
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
  await plane.settle()

  const ofArtifact = {
    kind: 'artifact',
    entity: 'team',
    project: 'digits',
    name: 'run-abc-predictions',
    version: 'v0',
    path: 'predictions.table.json',
  } as const
  const page = await plane.readTable({ source: ofArtifact, offset: 0, limit: 10 })

  expect(await idsAt()).toEqual([1, 2, 3])
  expect(page).toMatchObject({
    totalCount: 3,
    fileBase: '/api/v1/artifacts/team/digits/run-abc-predictions/v0/files/',
  })
})
