import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isWireFileName,
  isWireFolderName,
  parseRunFolderName,
  runFolderName,
  runLogFileName,
} from './run-folder-name.ts'
import { generateRunId, isRunId } from './run-id.ts'

const id = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,20}(\.[A-Za-z0-9_-]{1,10}){0,3}$/)
const date = fc.date({ min: new Date(2000, 0, 1), max: new Date(2099, 0, 1), noInvalidDate: true })

test('parseRunFolderName() is the inverse of runFolderName()', () => {
  fc.assert(
    fc.property(id, date, fc.boolean(), (one, startedAt, offline) => {
      const name = runFolderName({ startedAt, id: one, offline })

      expect(parseRunFolderName(name)).toMatchObject({ id: one, offline })
      expect(isWireFolderName(name)).toBe(true)
      expect(isWireFileName(runLogFileName(one))).toBe(true)
    }),
  )
})

test('runFolderName() writes local time', () => {
  expect(runFolderName({ startedAt: new Date(2026, 10, 3, 4, 5, 6), id: 'abc', offline: true })).toBe(
    'offline-run-20261103_040506-abc',
  )
})

test.each([
  '..',
  'run-20261103_040506-../x',
  'run-20261103_040506-a/b',
  'run-20261103_040506-a\\b',
  'run-20261103_040506-a\u0000',
  'run-20261103_040506-',
  '/etc',
  'run-20261103_040506-%2e%2e',
  'run-20261103_040506-a..b',
  `run-20261103_040506-${'a'.repeat(200)}`,
  'run-20261103_040506-a\n',
  'RUN-20261103_040506-a',
  '',
])('isWireFolderName() refuses %j', (name) => {
  expect(isWireFolderName(name)).toBe(false)
})

test.each([
  'run-a.wandb.synced',
  'run-.wandb',
  'run-a.txt',
  'a.wandb',
  '../run-a.wandb',
  'run-a/../b.wandb',
  'run-a.WANDB',
])('isWireFileName() refuses %j', (name) => {
  expect(isWireFileName(name)).toBe(false)
})

test('isRunId() refuses names that are paths, options or too long', () => {
  for (const text of [
    '',
    '.',
    '..',
    'a..b',
    'a.',
    'ends..',
    '-rf',
    '.hidden',
    'a b',
    'a/b',
    'ä',
    'x'.repeat(65),
    'a\n',
  ])
    expect(isRunId(text), text).toBe(false)
})

test('generateRunId() gives 8 of [a-z0-9], skipping the bytes that would bias it', () => {
  let calls = 0
  const random = (count: number): Uint8Array => new Uint8Array(count).fill(calls++ === 0 ? 255 : calls)

  expect(generateRunId(random)).toBe('cccccccc')
  expect(calls).toBe(2)
})
