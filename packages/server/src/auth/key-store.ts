import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ServerError } from '../errors.ts'
import { findByHash, generateApiKey, hashApiKey } from './api-key.ts'
import {
  createSessionSecret,
  readAuthFile,
  updateAuthFile,
  type AuthState,
  type SessionSecret,
} from './auth-file.ts'

/** An API key as it is shown to people. */
export interface KeyInfo {
  readonly id: string
  readonly name: string
  readonly lastFour: string
  readonly createdMs: number
}

/** The only moment at which a key can be read. */
export interface CreatedKey extends KeyInfo {
  readonly key: string
}

const MAX_NAME_LENGTH = 100
const MAX_KEY_COUNT = 10_000
/** A key that is revoked on the command line stops working in a running server within this time. */
const RELOAD_INTERVAL_MS = 1000
const SECRET_LIFE_MS = 30 * 24 * 60 * 60 * 1000

/** The file in a data folder that holds the hashes of its keys. */
export function authFilePath(dataDir: string): string {
  return join(dataDir, 'auth.json')
}

/**
 * Makes an API key for a data folder. A server that runs on it accepts the key at once.
 *
 * @param name for people, 1–100 characters
 * @returns the key in the clear, which is nowhere kept
 * @throws {ServerError} KEY_NAME_INVALID, AUTH_FILE_UNUSABLE
 */
export function createKey(dataDir: string, name: string, nowMs: number = Date.now()): CreatedKey {
  const trimmed = name.trim()
  if (trimmed.length === 0 || trimmed.length > MAX_NAME_LENGTH || /\p{C}/u.test(trimmed)) {
    throw new ServerError(
      'KEY_NAME_INVALID',
      `Cannot create the key: its name must have 1 to ${MAX_NAME_LENGTH} printable characters, not ${trimmed.length}`,
    )
  }
  const key = generateApiKey()
  const info: KeyInfo = {
    id: randomBytes(4).toString('hex'),
    name: trimmed,
    lastFour: key.slice(-4),
    createdMs: nowMs,
  }
  updateAuthFile(
    authFilePath(dataDir),
    (state) => {
      if (state.keys.length >= MAX_KEY_COUNT) {
        throw new ServerError('KEY_NAME_INVALID', `Cannot create the key: there are ${MAX_KEY_COUNT} already`)
      }
      return { ...state, keys: [...state.keys, { ...info, hash: hashApiKey(key) }] }
    },
    nowMs,
  )
  return { ...info, key }
}

/**
 * Lists the API keys of a data folder, oldest first.
 *
 * @throws {ServerError} AUTH_FILE_UNUSABLE
 */
export function listKeys(dataDir: string): KeyInfo[] {
  const state = readAuthFile(authFilePath(dataDir))
  return (state?.keys ?? []).map(({ id, name, lastFour, createdMs }) => ({ id, name, lastFour, createdMs }))
}

/**
 * Ends an API key and every session that was opened with it; a running server follows within a second.
 *
 * @returns false when there is no such key
 * @throws {ServerError} AUTH_FILE_UNUSABLE
 */
export function revokeKey(dataDir: string, id: string): boolean {
  if (!listKeys(dataDir).some((key) => key.id === id)) return false
  const drop = (state: AuthState): AuthState => ({
    ...state,
    keys: state.keys.filter((key) => key.id !== id),
  })
  updateAuthFile(authFilePath(dataDir), drop, Date.now())
  return true
}

/** The keys of a running server. Follows changes that a command line makes to the file. */
export class KeyStore {
  readonly #path: string
  readonly #nowMs: () => number
  #state: AuthState
  #fingerprint = ''
  #checkedAtMs = Number.NEGATIVE_INFINITY

  constructor(dataDir: string, nowMs: () => number) {
    this.#path = authFilePath(dataDir)
    this.#nowMs = nowMs
    this.#state = updateAuthFile(this.#path, (state) => rotateSecrets(state, nowMs()), nowMs())
    this.#fingerprint = fingerprintOf(this.#path)
  }

  get serverId(): string {
    return this.#state.serverId
  }

  get keyCount(): number {
    this.#reload()
    return this.#state.keys.length
  }

  /** Newest first. */
  get sessionSecrets(): readonly SessionSecret[] {
    this.#reload()
    return this.#state.sessionSecrets
  }

  findKey(apiKey: string): KeyInfo | undefined {
    this.#reload()
    const key = findByHash(this.#state.keys, apiKey)
    // A key that was made a moment ago works at once.
    return key ?? (this.#readChanges() ? findByHash(this.#state.keys, apiKey) : undefined)
  }

  hasKey(id: string): boolean {
    this.#reload()
    return this.#state.keys.some((key) => key.id === id)
  }

  #reload(): void {
    const nowMs = this.#nowMs()
    if (Math.abs(nowMs - this.#checkedAtMs) < RELOAD_INTERVAL_MS) return
    this.#checkedAtMs = nowMs
    if (isOld(this.#state.sessionSecrets[0], nowMs)) {
      this.#state = updateAuthFile(this.#path, (state) => rotateSecrets(state, nowMs), nowMs)
    }
    this.#readChanges()
  }

  /** @returns whether the file has changed */
  #readChanges(): boolean {
    const fingerprint = fingerprintOf(this.#path)
    if (fingerprint === this.#fingerprint) return false
    // A file that was removed ends every key: nothing is accepted that is not on disk.
    this.#state = readAuthFile(this.#path) ?? { ...this.#state, keys: [] }
    this.#fingerprint = fingerprint
    return true
  }
}

function rotateSecrets(state: AuthState, nowMs: number): AuthState {
  if (!isOld(state.sessionSecrets[0], nowMs)) return state
  const isAlive = (secret: SessionSecret): boolean => nowMs - secret.createdMs < 2 * SECRET_LIFE_MS
  return { ...state, sessionSecrets: [createSessionSecret(nowMs), ...state.sessionSecrets.filter(isAlive)] }
}

function isOld(secret: SessionSecret | undefined, nowMs: number): boolean {
  return secret === undefined || nowMs - secret.createdMs >= SECRET_LIFE_MS
}

function fingerprintOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false, bigint: true })
  return status === undefined ? 'absent' : `${status.ino}:${status.mtimeNs}:${status.size}`
}
