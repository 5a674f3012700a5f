import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The file operations of the training thread. All are synchronous and throw Node's errors (`code` is ENOSPC …). */
export interface RunFiles {
  /** Makes a folder that must not exist yet, and its parents. Throws EEXIST when it does. */
  makeFolder(path: string): void
  /** Opens a file that must not exist yet, for writing. */
  openNew(path: string): number
  /** Appends to what was written before. Like the system call it may write fewer bytes. @returns bytes written */
  write(fd: number, bytes: Uint8Array): number
  close(fd: number): void
}

export const systemRunFiles: RunFiles = {
  makeFolder: (path) => {
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(path)
  },
  openNew: (path) => openSync(path, 'wx'),
  // Without a position, which costs a conversion to 64 bits: the descriptor's own moves by what was written, and only by that.
  write: (fd, bytes) => writeSync(fd, bytes, 0, bytes.byteLength),
  close: (fd) => closeSync(fd),
}
