import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createTempDir, waitFor, type TempDir } from '@kymo/testkit'
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

test.skipIf(process.platform !== 'linux')(
  'lockDataDir() takes over from a process that was killed and whose parent never asked',
  async () => {
    // The shell starts the owner, then becomes a program that waits for nobody.
    const parent = spawn('sh', ['-c', 'sleep 30 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    const fieldsOf = (): string[] =>
      readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    leave({ pid, birth: `${boot}:${fieldsOf()[19]}` })
    expect(() => lockDataDir(dir.path)).toThrow(expect.objectContaining({ code: 'DATA_DIR_LOCKED' }))

    process.kill(pid, 'SIGKILL')
    await waitFor('the end of the owner', () => fieldsOf()[0] === 'Z')

    lockDataDir(dir.path).release()
    parent.kill()
  },
)

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
