import { readdirSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StopFlags } from './stop-flags.ts'

const run = { entity: 'team', project: 'digits', run: 'a1b2c3d4' }
let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

test('StopFlags remembers across a restart, and forgets what was cleared', () => {
  new StopFlags(dir.join('stops.json')).set(run)
  const restarted = new StopFlags(dir.join('stops.json'))

  expect(restarted.has(run)).toBe(true)
  expect(restarted.has({ ...run, project: 'other' })).toBe(false)

  restarted.clear(run)
  expect(new StopFlags(dir.join('stops.json')).has(run)).toBe(false)
  expect(readdirSync(dir.path)).toEqual(['stops.json'])
})

test.each(['', '{', 'null', '{"runs":[{"entity":1}]}'])(
  'StopFlags starts empty on a damaged file (%j)',
  (text) => {
    writeFileSync(dir.join('stops.json'), text)

    expect(new StopFlags(dir.join('stops.json')).has(run)).toBe(false)
  },
)

test('StopFlags works without a disk', () => {
  const flags = new StopFlags(dir.join('gone/stops.json'))
  flags.set(run)

  expect(flags.has(run)).toBe(true)
})
