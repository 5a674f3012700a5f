import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataDir } from './data-dir-lock.ts'

let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

const lockPath = (): string => dir.join('server.lock')
const own = (): Record<string, unknown> => {
  const lock = lockDataDir(dir.path)
  const owner = JSON.parse(readFileSync(lockPath(), 'utf8')) as Record<string, unknown>
  lock.release()
  return owner
}
const leave = (change: Record<string, unknown>): void =>
  writeFileSync(lockPath(), JSON.stringify({ ...own(), ...change }))

test('lockDataDir() keeps a second one off, until the first lets go', () => {
  const first = lockDataDir(dir.path)

  expect(() => lockDataDir(dir.path)).toThrow(expect.objectContaining({ code: 'DATA_DIR_LOCKED' }))
  first.release()
  first.release()
  const second = lockDataDir(dir.path)
  second.release()
  expect(readdirSync(dir.path)).toEqual([])
})

test('lockDataDir() respects a process that runs', () => {
  const birth = String(own()['birth'])
  leave({ pid: process.ppid, birth })
  const isBirthKnown = birth !== ''

  // The parent has another birth, so where the system tells it this lock is of an earlier process.
  if (isBirthKnown) lockDataDir(dir.path).release()
  else expect(() => lockDataDir(dir.path)).toThrow(expect.objectContaining({ code: 'DATA_DIR_LOCKED' }))
})

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1 }],
  ['our own number before a reboot', { birth: 'another boot:1' }],
  ['our own number, not held by us', {}],
])('lockDataDir() takes over from %s', (_what, change) => {
  leave(change)

  const lock = lockDataDir(dir.path)
  expect(JSON.parse(readFileSync(lockPath(), 'utf8'))).toMatchObject({ pid: process.pid })
  lock.release()
  expect(existsSync(lockPath())).toBe(false)
})

test('lockDataDir() takes over an unreadable lock', () => {
  writeFileSync(lockPath(), '')

  lockDataDir(dir.path).release()
})

test('lockDataDir() judges another machine by how long it was silent', () => {
  leave({ host: 'another-machine' })
  expect(() => lockDataDir(dir.path)).toThrow(expect.objectContaining({ code: 'DATA_DIR_LOCKED' }))

  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lockPath(), longAgo, longAgo)
  lockDataDir(dir.path).release()
})

test('lockDataDir() does not remove the lock of a successor', () => {
  const lock = lockDataDir(dir.path)
  writeFileSync(lockPath(), JSON.stringify({ pid: 1, host: 'another-machine', birth: '', token: 'x' }))
  lock.release()

  expect(existsSync(lockPath())).toBe(true)
})

test('lockDataDir() says so when the folder is not there', () => {
  expect(() => lockDataDir(dir.join('gone'))).toThrow(expect.objectContaining({ code: 'DATA_DIR_UNUSABLE' }))
})
