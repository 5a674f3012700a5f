import { randomBytes } from 'node:crypto'
import { constants, mkdirSync, realpathSync, type Stats } from 'node:fs'
import { lstat, mkdir, open, realpath, rename, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NAME_FILE } from '../domain/name-encoding.ts'
import { ServerError } from '../errors.ts'
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

/** O_NOFOLLOW does not exist on Windows, where making a link needs rights of its own. */
const NO_FOLLOW = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0

export function openLogStorage(runsDir: string): LogStorage {
  mkdirSync(runsDir, { recursive: true, mode: 0o700 })
  const root = realpathSync(runsDir)
  const openAt = async (place: LogPlace, flags: number): Promise<StoredLog> => {
    const path = join(root, place.path)
    const handle = await open(path, flags | NO_FOLLOW, 0o600).catch((error: unknown) => {
      throw isCode(error, 'ELOOP') ? unsafePlace() : error
    })
    try {
      // The folders may have been replaced by links between the check and the opening.
      const isInside = (await realpath(path)) === path
      if (!isInside || !(await handle.stat()).isFile()) throw unsafePlace()
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

/** One level after the other: a recursive mkdir would follow a link and make folders behind it. */
async function makeFolders(root: string, folders: readonly PlaceFolder[]): Promise<void> {
  let parent = root
  for (const { segment, name } of folders) {
    const path = join(parent, segment)
    const status = await lstatOrUndefined(path)
    if (status === undefined) {
      await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
        if (!isCode(error, 'EEXIST')) throw error
      })
      await syncFolder(parent)
    } else if (!status.isDirectory()) {
      throw unsafePlace()
    }
    if (name !== undefined) await keepName(path, name)
    parent = path
  }
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

async function lstatOrUndefined(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Makes a new name in a folder durable. Some systems cannot open a folder; there the file system sees to it. */
async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'r')
    await handle.sync()
  } catch (error) {
    if (!isCode(error, 'EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP')) throw error
  } finally {
    await handle?.close()
  }
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

function unsafePlace(): ServerError {
  return new ServerError(
    'LOG_PLACE_UNSAFE',
    'Cannot write the log: its place on the server is a link or not a file',
    {
      remedy:
        'The administrator of the server has to replace the link below its data folder by a real folder or file.',
    },
  )
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
