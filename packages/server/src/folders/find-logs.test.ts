import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLogs } from './find-logs.ts'
import { placeRule } from './place-rule.ts'
import { encodeName, NAME_FILE } from '../domain/name-encoding.ts'

let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})

afterEach(() => dir.remove())

function put(...parts: string[]): void {
  const path = dir.join(...parts)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, '')
}

async function find(start = dir.path): Promise<string[]> {
  return (await findLogs(start)).logPaths.toSorted()
}

test('logs are found in run folders at any depth up to four, and in the start itself', async () => {
  put('run-s.wandb')
  put('run-20261123_100000-a', 'run-a.wandb')
  put('offline-run-20261123_100000-b', 'run-b.wandb')
  put('team', 'digits', 'run-20261123_100000-c', 'run-c.wandb')
  put('1', '2', '3', 'run-20261123_100000-d', 'run-d.wandb')
  put('1', '2', '3', '4', 'run-20261123_100000-e', 'run-e.wandb')

  expect(await find()).toEqual([
    '1/2/3/run-20261123_100000-d/run-d.wandb',
    'offline-run-20261123_100000-b/run-b.wandb',
    'run-20261123_100000-a/run-a.wandb',
    'run-s.wandb',
    'team/digits/run-20261123_100000-c/run-c.wandb',
  ])
})

test('other files, hidden folders, node_modules and links are passed over', async () => {
  put('run-20261123_100000-a', 'run-a.wandb.synced')
  put('run-20261123_100000-a', 'run-a.spans')
  put('run-20261123_100000-a', 'a.wandb')
  put('.hidden', 'run-20261123_100000-b', 'run-b.wandb')
  put('node_modules', 'run-20261123_100000-c', 'run-c.wandb')
  put('folder', 'run-d.wandb')
  const elsewhere = createTempDir()
  writeFileSync(elsewhere.join('run-x.wandb'), '')
  symlinkSync(elsewhere.path, dir.join('run-20261123_100000-x'))
  symlinkSync(elsewhere.join('run-x.wandb'), dir.join('run-y.wandb'))

  expect(await find()).toEqual([])
  elsewhere.remove()
})

test('a start that is not there has no logs', async () => {
  expect(await find(dir.join('missing'))).toEqual([])
})

test('run folders that are known are not read again', async () => {
  put('run-20261123_100000-a', 'run-a.wandb')
  put('run-20261123_100000-b', 'run-b.wandb')

  const { logPaths, containers } = await findLogs(dir.path, (folder) => folder.endsWith('-a'))

  expect(logPaths).toEqual(['run-20261123_100000-b/run-b.wandb'])
  expect(containers).toEqual([''])
})

test('a served log belongs to the folders that it lies in, also when their names are too long to be written out', () => {
  const long = 'é'.repeat(100)
  put(encodeName(long), 'digits', 'run-20261123_100000-a', 'run-a.wandb')
  writeFileSync(dir.join(encodeName(long), NAME_FILE), JSON.stringify({ name: long }))
  const place = placeRule(dir.path, 'served')

  expect(place(`${encodeName(long)}/digits/run-20261123_100000-a/run-a.wandb`)).toEqual({
    entity: long,
    project: 'digits',
  })
  expect(place('Team/digits/run-20261123_100000-a/run-a.wandb')).toBeUndefined()
  expect(place('digits/run-20261123_100000-a/run-a.wandb')).toBeUndefined()
  expect(placeRule(dir.path, 'plain')('team/digits/run-20261123_100000-a/run-a.wandb')).toBeUndefined()
})
