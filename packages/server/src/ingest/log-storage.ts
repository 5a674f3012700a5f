import { randomBytes } from 'node:crypto'
import { constants, mkdirSync, realpathSync } from 'node:fs'
import { open, realpath, rename, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import {
  isCode,
  lstatOrUndefined,
  makeFolder,
  NO_FOLLOW,
  placeUnsafe,
  syncFolder,
} from '../blobs/durable-files.ts'
import { NAME_FILE } from '../domain/name-encoding.ts'
import type { LogPlace, PlaceFolder } from './log-place.ts'

/** One log of this server, open for as long as one request needs it. */
export interface StoredLog {
  readonly path: string
  size(): Promise<number>
  read(offset: number, length: number): Promise<Uint8Array>
  /** Writes all of it or rejects. */
  write(bytes: Uint8Array, offset: number): Promise<void>
  truncate(size: number): Promise<void>
  /** When this resolves, what was written survives a power loss. */
  sync(): Promise<void>
  setModified(modifiedMs: number): Promise<void>
  close(): Promise<void>
}

/** The only thing that writes below the runs folder; a port, so that tests can fill the disk. */
export interface LogStorage {
  /** @returns undefined when there is no such log */
  open(place: LogPlace): Promise<StoredLog | undefined>
  /** Opens a log, and makes it with its folders where needed. */
  create(place: LogPlace): Promise<StoredLog>
}

export function openLogStorage(runsDir: string): LogStorage {
  mkdirSync(runsDir, { recursive: true, mode: 0o700 })
  const root = realpathSync(runsDir)
  const openAt = async (place: LogPlace, flags: number): Promise<StoredLog> => {
    const path = join(root, place.path)
    const handle = await open(path, flags | NO_FOLLOW, 0o600).catch((error: unknown) => {
      throw isCode(error, 'ELOOP') ? placeUnsafe('log') : error
    })
    try {
      // The folders may have been replaced by links between the check and the opening.
      const isInside = (await realpath(path)) === path
      if (!isInside || !(await handle.stat()).isFile()) throw placeUnsafe('log')
    } catch (error) {
      await handle.close()
      throw error
    }
    return new FileLog(path, handle)
  }
  return {
    open: async (place) => {
      try {
        return await openAt(place, constants.O_RDWR)
      } catch (error) {
        if (isCode(error, 'ENOENT')) return undefined
        throw error
      }
    },
    create: async (place) => {
      await makeFolders(root, place.folders)
      const path = join(root, place.path)
      const isNew = (await lstatOrUndefined(path)) === undefined
      const log = await openAt(place, constants.O_RDWR | constants.O_CREAT)
      if (isNew) await syncFolder(dirname(path))
      return log
    },
  }
}

/** Makes the folders of a place, one in the other. @returns the path of the last */
export async function makeFolders(root: string, folders: readonly PlaceFolder[]): Promise<string> {
  let parent = root
  for (const { segment, name } of folders) {
    parent = await makeFolder(parent, segment)
    if (name !== undefined) await keepName(parent, name)
  }
  return parent
}

/** The folder of a very long name is called by its hash; the name itself lies inside. */
async function keepName(folder: string, name: string): Promise<void> {
  const path = join(folder, NAME_FILE)
  if ((await lstatOrUndefined(path)) !== undefined) return
  const draftPath = `${path}.${randomBytes(6).toString('hex')}.tmp`
  await writeFile(draftPath, JSON.stringify({ name }), { mode: 0o600, flag: 'wx', flush: true })
  await rename(draftPath, path)
  await syncFolder(folder)
}

class FileLog implements StoredLog {
  readonly path: string
  readonly #handle: FileHandle

  constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    let filled = 0
    while (filled < length) {
      const { bytesRead } = await this.#handle.read(bytes, filled, length - filled, offset + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  }

  async write(bytes: Uint8Array, offset: number): Promise<void> {
    let written = 0
    while (written < bytes.byteLength) {
      const { bytesWritten } = await this.#handle.write(
        bytes,
        written,
        bytes.byteLength - written,
        offset + written,
      )
      written += bytesWritten
    }
  }

  truncate(size: number): Promise<void> {
    return this.#handle.truncate(size)
  }

  sync(): Promise<void> {
    return this.#handle.datasync()
  }

  setModified(modifiedMs: number): Promise<void> {
    return this.#handle.utimes(modifiedMs / 1000, modifiedMs / 1000)
  }

  close(): Promise<void> {
    return this.#handle.close()
  }
}
