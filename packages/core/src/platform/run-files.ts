import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The file operations of the training thread. All are synchronous and throw Node's errors (`code` is ENOSPC …). */
export interface RunFiles {
  /** Makes a folder that must not exist yet, and its parents. Throws EEXIST when it does. */
  makeFolder(path: string): void
  /** Opens a file that must not exist yet, for writing. */
  openNew(path: string): number
  /** Appends to what was written before. Like the system call it may write less. @returns bytes written */
  write(fd: number, range: ByteRange): number
  close(fd: number): void
}

/** `bytes[start, end)`; spares a view of them. */
export interface ByteRange {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

export const systemRunFiles: RunFiles = {
  makeFolder: (path) => {
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(path)
  },
  openNew: (path) => openSync(path, 'wx'),
  // Without a position, which costs a conversion to 64 bits: the descriptor's own moves by what was written, and only by that.
  write: (fd, { bytes, start, end }) => writeSync(fd, bytes, start, end - start),
  close: (fd) => closeSync(fd),
}
