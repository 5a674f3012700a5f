import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writevSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** What keeping media needs of the disk. Synchronous; all throw Node's errors unless they say otherwise. */
export interface MediaFiles {
  /** @returns undefined when there is no such file */
  sizeOf(path: string): number | undefined
  read(path: string): Uint8Array
  /** @returns at most `maxBytes` from the beginning */
  readStart(path: string, maxBytes: number): Uint8Array
  /** Calls `onChunk` for the file's content from first to last; the chunk is only valid during the call. */
  readChunks(path: string, onChunk: (chunk: Uint8Array) => void): void
  /** Makes or replaces the file, and makes the folders that it needs. */
  write(path: string, parts: readonly Uint8Array[]): void
  /** An independent copy: sharing blocks where the file system can, else byte for byte. Makes the folders that it needs. */
  copy(from: string, to: string): void
  /** Replaces what is there, and makes the folders that it needs. */
  rename(from: string, to: string): void
  /** Never throws. */
  remove(path: string): void
  /** Names in a folder, sorted; none when there is no such folder. Never throws. */
  list(folder: string): string[]
}

const CHUNK_BYTES: number = 1024 * 1024
/** Vectors in one system call; the least that systems allow is 1024. */
const MAX_VECTORS = 1000

export const systemMediaFiles: MediaFiles = {
  sizeOf: (path) => {
    const status = statSync(path, { throwIfNoEntry: false })
    return status?.isFile() === true ? status.size : undefined
  },
  read: (path) => readFileSync(path),
  readStart,
  readChunks,
  write: (path, parts) => retryInFolder(path, () => writeAll(path, parts)),
  copy: (from, to) => retryInFolder(to, () => copyFileSync(from, to, constants.COPYFILE_FICLONE)),
  rename: (from, to) => retryInFolder(to, () => renameSync(from, to)),
  remove: (path) => {
    try {
      rmSync(path, { force: true })
    } catch {
      // A leftover costs space, nothing else.
    }
  },
  list: (folder) => {
    try {
      return readdirSync(folder).toSorted()
    } catch {
      return []
    }
  },
}

/** Folders are there nearly always, so they are made only when an operation says that they are not. */
function retryInFolder(path: string, operation: () => void): void {
  try {
    operation()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    operation()
  }
}

function writeAll(path: string, parts: readonly Uint8Array[]): void {
  const fd = openSync(path, 'w')
  try {
    let left = parts.filter(({ byteLength }) => byteLength > 0)
    while (left.length > 0) left = dropWritten(left, writevSync(fd, left.slice(0, MAX_VECTORS)))
  } catch (error) {
    closeSync(fd)
    // A part of a file is of use to nobody, and on a full disk it takes what others need.
    systemMediaFiles.remove(path)
    throw error
  }
  closeSync(fd)
}

function dropWritten(parts: readonly Uint8Array[], byteCount: number): Uint8Array[] {
  if (byteCount === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
  let left = byteCount
  let index = 0
  while (index < parts.length && parts[index].byteLength <= left) left -= parts[index++].byteLength
  return index === parts.length ? [] : [parts[index].subarray(left), ...parts.slice(index + 1)]
}

function readChunks(path: string, onChunk: (chunk: Uint8Array) => void): void {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK_BYTES, fstatSync(fd).size)))
    for (;;) {
      const byteCount = readSync(fd, buffer)
      if (byteCount === 0) return
      onChunk(buffer.subarray(0, byteCount))
    }
  } finally {
    closeSync(fd)
  }
}

function readStart(path: string, maxBytes: number): Uint8Array {
  const fd = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(maxBytes, fstatSync(fd).size)))
    return buffer.subarray(0, readSync(fd, buffer))
  } finally {
    closeSync(fd)
  }
}
