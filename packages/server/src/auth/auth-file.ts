import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { ServerError } from '../errors.ts'

/** One API key as it is kept: never the key itself. */
export interface StoredKey {
  readonly id: string
  readonly name: string
  /** SHA-256 in hex. */
  readonly hash: string
  /** The last four characters, so that people can tell their keys apart. */
  readonly lastFour: string
  readonly createdMs: number
}

/** Signs session cookies. The newest signs; older ones are still accepted until their sessions have ended. */
export interface SessionSecret {
  /** base64url, 32 bytes. */
  readonly secret: string
  readonly createdMs: number
}

export interface AuthState {
  readonly version: 1
  /** Tells the cookies of two servers of one host apart: browsers do not separate cookies by port. */
  readonly serverId: string
  readonly keys: readonly StoredKey[]
  readonly sessionSecrets: readonly SessionSecret[]
}

const LOCK_WAIT_MS = 3000
const LOCK_STALE_MS = 10_000

/** @returns undefined when the file does not exist */
export function readAuthFile(path: string): AuthState | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw unusable('read', error)
  }
  try {
    return checkState(JSON.parse(text))
  } catch (error) {
    throw unusable('read', error)
  }
}

/**
 * Changes the file under a lock, because a command line and a server may do so at once.
 * Sync on purpose: it happens when a key is made or revoked, and when a session secret grows old.
 */
export function updateAuthFile(
  path: string,
  change: (state: AuthState) => AuthState,
  nowMs: number,
): AuthState {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const release = takeLock(`${path}.lock`)
  try {
    const before = readAuthFile(path)
    const after = change(before ?? emptyState(nowMs))
    if (after !== before) replaceFile(path, JSON.stringify(after, null, 2) + '\n')
    return after
  } catch (error) {
    throw error instanceof ServerError ? error : unusable('write', error)
  } finally {
    release()
  }
}

export function createSessionSecret(nowMs: number): SessionSecret {
  return { secret: randomBytes(32).toString('base64url'), createdMs: nowMs }
}

function emptyState(nowMs: number): AuthState {
  const serverId = randomBytes(4).toString('hex')
  return { version: 1, serverId, keys: [], sessionSecrets: [createSessionSecret(nowMs)] }
}

function replaceFile(path: string, text: string): void {
  const draftPath = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    const file = openSync(draftPath, 'wx', 0o600)
    try {
      writeFileSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(draftPath, path)
  } catch (error) {
    rmSync(draftPath, { force: true })
    throw error
  }
}

function takeLock(path: string): () => void {
  const deadlineMs = Date.now() + LOCK_WAIT_MS
  for (;;) {
    try {
      closeSync(openSync(path, 'wx', 0o600))
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable('lock', error)
    }
    if (isStale(path)) rmSync(path, { force: true })
    else if (Date.now() > deadlineMs)
      throw unusable('lock', new Error(`another process holds it for more than ${LOCK_WAIT_MS} ms`))
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

/** Left behind by a process that was killed between two lines of this file. */
function isStale(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false })
  return status !== undefined && Date.now() - status.mtimeMs > LOCK_STALE_MS
}

function checkState(value: unknown): AuthState {
  const state = value as Partial<AuthState> | null
  const isValid =
    typeof state === 'object' &&
    state !== null &&
    state.version === 1 &&
    typeof state.serverId === 'string' &&
    /^[0-9a-f]{1,32}$/.test(state.serverId) &&
    isList(state.keys, isStoredKey) &&
    isList(state.sessionSecrets, isSessionSecret)
  if (!isValid) throw new Error('it is not a file that this version of Kymo has written')
  return state as AuthState
}

function isList<T>(value: unknown, isItem: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isItem)
}

function isStoredKey(value: unknown): value is StoredKey {
  const key = value as Partial<StoredKey> | null
  const texts = [key?.id, key?.name, key?.hash, key?.lastFour]
  return texts.every((text) => typeof text === 'string') && typeof key?.createdMs === 'number'
}

function isSessionSecret(value: unknown): value is SessionSecret {
  const entry = value as Partial<SessionSecret> | null
  return typeof entry?.secret === 'string' && entry.secret.length >= 40 && typeof entry.createdMs === 'number'
}

/** Names the file, never its folder: the message may end up on a screen that is shared. */
function unusable(verb: string, cause: unknown): ServerError {
  const reason =
    cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.message) : String(cause)
  // A parser's message may quote what it read, and that is a secret.
  const safeReason = cause instanceof SyntaxError ? 'it is not JSON' : reason
  return new ServerError('AUTH_FILE_UNUSABLE', `Cannot ${verb} auth.json of the data folder: ${safeReason}`, {
    remedy:
      'Check the permissions of the data folder; restore the file from a backup, or remove it and make new keys.',
  })
}
