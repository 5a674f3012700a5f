import { randomBytes } from 'node:crypto'
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ServerError } from '../errors.ts'

/** Keeps a second server off a data folder. */
export interface DataDirLock {
  /** Idempotent. */
  release(): void
}

interface LockOwner {
  readonly pid: number
  readonly host: string
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  readonly birth: string
  readonly token: string
}

/** The owner touches its lock this often, so that one on another machine can be seen to be alive. */
const TOUCH_MS = 5000
/** A lock of another machine, or of another container, that was not touched for this long is abandoned. */
const ABANDONED_MS = 30_000
const TAKEOVER_MS = 10_000

/** Locks that this process holds: its own pid cannot tell two servers in one process apart. */
const held = new Set<string>()

/**
 * Takes a data folder for this process. What a killed process has left behind is taken over.
 * @throws {ServerError} DATA_DIR_LOCKED, DATA_DIR_UNUSABLE
 */
export function lockDataDir(dataDir: string): DataDirLock {
  const path = join(dataDir, 'server.lock')
  const own: LockOwner = {
    pid: process.pid,
    host: hostname(),
    birth: birthOf(process.pid),
    token: randomBytes(8).toString('hex'),
  }
  try {
    take(path, own)
  } catch (error) {
    if (error instanceof ServerError) throw error
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new ServerError(
      'DATA_DIR_UNUSABLE',
      `Cannot use the data folder: its lock cannot be written (${reason})`,
      {
        cause: error,
        remedy: 'Check that the folder exists, that you may write to it and that its disk is not full.',
      },
    )
  }
  held.add(path)
  const timer = setInterval(() => touch(path), TOUCH_MS)
  timer.unref()
  return {
    release: () => {
      clearInterval(timer)
      if (held.delete(path) && readOwner(path)?.token === own.token) rmSync(path, { force: true })
    },
  }
}

function take(path: string, own: LockOwner): void {
  if (createLock(path, own)) return
  // One process at a time may judge the old lock and replace it; else two could each remove the other's.
  const gatePath = `${path}.takeover`
  if (isOlderThan(gatePath, TAKEOVER_MS)) rmSync(gatePath, { force: true })
  if (!createLock(gatePath, own)) throw locked(readOwner(path))
  try {
    const owner = readOwner(path)
    if (owner !== undefined && isAlive(owner, path)) throw locked(owner)
    const draftPath = `${path}.${own.token}.tmp`
    writeFileSync(draftPath, JSON.stringify(own), { mode: 0o600 })
    renameSync(draftPath, path)
  } finally {
    rmSync(gatePath, { force: true })
  }
}

/** @returns false when the file exists */
function createLock(path: string, own: LockOwner): boolean {
  let file: number
  try {
    file = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  try {
    writeFileSync(file, JSON.stringify(own))
  } finally {
    closeSync(file)
  }
  return true
}

/** @returns undefined for a lock that is gone, or that a process died over while it wrote it */
function readOwner(path: string): LockOwner | undefined {
  try {
    const owner = JSON.parse(readFileSync(path, 'utf8')) as Partial<LockOwner> | null
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? (owner as LockOwner) : undefined
  } catch {
    return undefined
  }
}

function isAlive(owner: LockOwner, path: string): boolean {
  if (owner.host !== hostname()) return !isOlderThan(path, ABANDONED_MS)
  if (owner.pid === process.pid && owner.birth === birthOf(process.pid)) return held.has(path)
  return isRunning(owner.pid) && owner.birth === birthOf(owner.pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process was born, in a form that survives no reboot. Linux only. */
function birthOf(pid: number): string {
  try {
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program is in brackets and may hold anything; field 22 is the start time (man 5 proc).
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    // Killed, but nobody has asked how it ended: in a container its parent may never do that.
    if (state === 'Z' || state === 'X') return 'dead'
    return `${bootId}:${fields[18]}`
  } catch {
    return ''
  }
}

function isOlderThan(path: string, ageMs: number): boolean {
  const status = statSync(path, { throwIfNoEntry: false })
  return status !== undefined && Date.now() - status.mtimeMs > ageMs
}

function touch(path: string): void {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // The folder was removed under a running server; it will notice by other means.
  }
}

function locked(owner: LockOwner | undefined): ServerError {
  const who =
    owner === undefined ? 'another server that is just starting' : `process ${owner.pid} on ${owner.host}`
  return new ServerError('DATA_DIR_LOCKED', `Cannot use the data folder: ${who} is already serving it`, {
    details: owner === undefined ? {} : { pid: owner.pid, host: owner.host },
    remedy: 'Stop that server first, or choose another data folder.',
  })
}
