import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs'
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
    makeParents(dirname(path))
    mkdirSync(path)
  },
  openNew: (path) => openSync(path, 'wx'),
  // Without a position, which costs a conversion to 64 bits: the descriptor's own moves by what was written, and only by that.
  write: (fd, { bytes, start, end }) => writeSync(fd, bytes, start, end - start),
  close: (fd) => closeSync(fd),
}

/** `mkdirSync` with `recursive` never returns where the system denies that a folder can be made, as in /proc or an automounted /home. */
function makeParents(path: string): void {
  if (existsSync(path)) return
  const parent = dirname(path)
  if (parent !== path) makeParents(parent)
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process of the same sweep may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
