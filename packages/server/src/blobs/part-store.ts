import { createHash, randomBytes, type Hash } from 'node:crypto'
import { constants, mkdirSync, realpathSync } from 'node:fs'
import { open, readdir, rm, utimes, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyMutex } from '../domain/key-mutex.ts'
import { TimeSlice } from '../domain/time-slice.ts'
import { ServerError } from '../errors.ts'
import { isCode, lstatOrUndefined, NO_FOLLOW, syncFolder } from './durable-files.ts'

/** A piece of something larger, whose digest is known from the start. */
export interface Part {
  /** Letters, digits and `-`; one for every place that content is meant for. */
  readonly key: string
  readonly sha256: string
  /** Of the whole. */
  readonly size: number
  readonly offset: number
  readonly bytes: Uint8Array
  /** Age of the sender's file, which the whole gets too. */
  readonly modifiedMs?: number
}

/** In both, `offset` is where the next byte belongs. */
export type PartOutcome =
  | { readonly kind: 'taken' | 'complete'; readonly offset: number }
  | { readonly kind: 'wrong-offset'; readonly offset: number }

export interface PartStoreOptions {
  /** On the file system of what becomes of the parts. */
  readonly dir: string
  /** A port, so that tests can fill the disk. */
  readonly openFile?: typeof open
}

/** Of uploads that are under way at the same time; the others are read once more. */
const MAX_HASHES = 256
const SLICE_BYTES = 1_048_576
const SUFFIX = '.part'

interface HashState {
  readonly hash: Hash
  byteCount: number
}

/**
 * Holds what has arrived of large content, durably, and checks its digest while it grows. Calls for one key queue up:
 * of two senders of one content each sends what the other has not.
 */
export class PartStore {
  readonly #dir: string
  readonly #openFile: typeof open
  readonly #mutex = new KeyMutex()
  readonly #hashes = new Map<string, HashState>()
  /** Drafts that a request is writing. */
  readonly #writing = new Set<string>()

  constructor({ dir, openFile = open }: PartStoreOptions) {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.#dir = realpathSync(dir)
    this.#openFile = openFile
  }

  /** How many bytes of an unfinished upload are held. */
  async held(key: string): Promise<number> {
    return (await lstatOrUndefined(this.#pathOf(key)))?.size ?? 0
  }

  /** Runs a task while no part of `key` is taken. */
  exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.#mutex.run(key, task)
  }

  /**
   * Call inside of {@link exclusive}. When this resolves, the part survives a power loss.
   * @param finish gives the whole, which is durable, its place
   * @throws {ServerError} CONTENT_MISMATCH when the whole has another digest; what was held is gone then
   */
  async take(part: Part, finish: (draftPath: string) => Promise<void>): Promise<PartOutcome> {
    const path = this.#pathOf(part.key)
    const heldBytes = await this.held(part.key)
    if (part.offset !== heldBytes) return { kind: 'wrong-offset', offset: heldBytes }
    const handle = await this.#openFile(path, constants.O_RDWR | constants.O_CREAT | NO_FOLLOW, 0o600)
    try {
      if (heldBytes === 0) await syncFolder(this.#dir)
      const state = await this.#hashUpTo(part.key, { handle, byteCount: heldBytes })
      await writeDurably(handle, part)
      await addTo(state, part.bytes)
      if (state.byteCount < part.size) return { kind: 'taken', offset: state.byteCount }
    } catch (error) {
      this.#hashes.delete(part.key)
      throw error
    } finally {
      await handle.close()
    }
    await this.#finish(part, path, finish)
    return { kind: 'complete', offset: part.size }
  }

  /** Writes small content whole and durably, under a name of its own. */
  async write(sha256: string, bytes: Uint8Array): Promise<string> {
    const actual = createHash('sha256').update(bytes).digest('hex')
    if (actual !== sha256) throw mismatch(sha256, actual)
    const path = join(this.#dir, `${randomBytes(12).toString('hex')}${SUFFIX}`)
    this.#writing.add(path)
    try {
      const handle = await this.#openFile(
        path,
        constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
        0o600,
      )
      try {
        await writeAll(handle, bytes, 0)
        await handle.datasync()
      } finally {
        await handle.close()
      }
      return path
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined)
      throw error
    } finally {
      this.#writing.delete(path)
    }
  }

  /** Removes what has not grown since `beforeMs`. @returns how many were removed */
  async collect(beforeMs: number): Promise<number> {
    let count = 0
    for (const name of await readdir(this.#dir)) {
      if (!name.endsWith(SUFFIX)) continue
      const key = name.slice(0, -SUFFIX.length)
      await this.exclusive(key, async () => {
        const status = await lstatOrUndefined(this.#pathOf(key))
        if (status === undefined || status.mtimeMs >= beforeMs || this.#writing.has(this.#pathOf(key))) return
        await this.#discard(key)
        count++
      })
    }
    return count
  }

  /** Resolves when nothing is being taken. */
  settle(): Promise<void> {
    return this.#mutex.settle()
  }

  async #finish(part: Part, path: string, finish: (draftPath: string) => Promise<void>): Promise<void> {
    const actual = this.#hashes.get(part.key)?.hash.digest('hex')
    this.#hashes.delete(part.key)
    if (actual !== part.sha256) {
      await this.#discard(part.key)
      throw mismatch(part.sha256, actual ?? 'unknown')
    }
    if (part.modifiedMs !== undefined) await utimes(path, part.modifiedMs / 1000, part.modifiedMs / 1000)
    await finish(path)
  }

  async #discard(key: string): Promise<void> {
    this.#hashes.delete(key)
    await rm(this.#pathOf(key), { force: true })
  }

  /** The state of the digest after what is held: kept from the part before, or made anew after a restart. */
  async #hashUpTo(
    key: string,
    { handle, byteCount }: { readonly handle: FileHandle; readonly byteCount: number },
  ): Promise<HashState> {
    let state = this.#hashes.get(key)
    this.#hashes.delete(key)
    if (state?.byteCount !== byteCount) {
      state = { hash: createHash('sha256'), byteCount: 0 }
      await readThrough(handle, byteCount, (bytes) => addTo(state!, bytes))
    }
    this.#hashes.set(key, state)
    if (this.#hashes.size > MAX_HASHES) {
      const [oldest] = this.#hashes.keys()
      this.#hashes.delete(oldest)
    }
    return state
  }

  #pathOf(key: string): string {
    if (!/^[\w-]+$/.test(key)) throw new TypeError(`Cannot hold parts of '${key}'`)
    return join(this.#dir, `${key}${SUFFIX}`)
  }
}

/** Hex SHA-256 of a file, read in slices. @returns undefined when there is no such file */
export async function hashFile(path: string): Promise<string | undefined> {
  let handle: FileHandle
  try {
    handle = await open(path, constants.O_RDONLY | NO_FOLLOW)
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined
    throw error
  }
  try {
    const state: HashState = { hash: createHash('sha256'), byteCount: 0 }
    await readThrough(handle, Infinity, (bytes) => addTo(state, bytes))
    return state.hash.digest('hex')
  } finally {
    await handle.close()
  }
}

async function readThrough(
  handle: FileHandle,
  byteCount: number,
  take: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const buffer = new Uint8Array(Math.min(SLICE_BYTES, byteCount))
  for (let at = 0; at < byteCount;) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, byteCount - at), at)
    if (bytesRead === 0) return
    await take(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

async function addTo(state: HashState, bytes: Uint8Array): Promise<void> {
  const slice = new TimeSlice()
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    state.hash.update(bytes.subarray(at, at + SLICE_BYTES))
    await slice.restIfOver()
  }
  state.byteCount += bytes.length
}

/** After a failure the file has its old size again: what was written only in part was not acknowledged. */
async function writeDurably(handle: FileHandle, { bytes, offset }: Part): Promise<void> {
  try {
    await writeAll(handle, bytes, offset)
    await handle.datasync()
  } catch (error) {
    await handle.truncate(offset).catch(() => undefined)
    throw error
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, offset + at)
    at += bytesWritten
  }
}

function mismatch(wanted: string, actual: string): ServerError {
  return new ServerError(
    'CONTENT_MISMATCH',
    `Cannot keep the content: its SHA-256 is ${actual}, the sender announced ${wanted}`,
    { remedy: 'What had arrived was thrown away. The file changed while it was sent; send it again.' },
  )
}
