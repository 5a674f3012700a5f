import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The file operations of the training thread. All are synchronous and throw Node's errors (`code` is ENOSPC …). */
export interface RunFiles {
  /** Makes a folder that must not exist yet, and its parents. Throws EEXIST when it does. */
  makeFolder(path: string): void
  /** Opens a file that must not exist yet, for writing. */
  openNew(path: string): number
  /** Writes `bytes` at `position`. Like the system call it may write fewer. @returns bytes written */
  write(fd: number, bytes: Uint8Array, position: number): number
  close(fd: number): void
}

export const systemRunFiles: RunFiles = {
  makeFolder: (path) => {
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(path)
  },
  openNew: (path) => openSync(path, 'wx'),
  write: (fd, bytes, position) => writeSync(fd, bytes, 0, bytes.byteLength, position),
  close: (fd) => closeSync(fd),
}
