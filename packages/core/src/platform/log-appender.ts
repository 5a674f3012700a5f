import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { mayBeRunning, processIdentity, type ProcessIdentity } from './process-identity.ts'

/** Writes to the end of a log whose own writer has gone. */
export interface LogAppender {
  /** Cuts off what lies behind `offset`. */
  truncate(offset: number): void
  append(bytes: Uint8Array): void
  /** Makes everything durable. */
  close(): void
}

/** @throws Node's errors */
export function openLogAppender(path: string): LogAppender {
  const fd = openSync(path, 'r+')
  let offset = -1
  return {
    truncate: (end) => {
      ftruncateSync(fd, end)
    },
    append: (bytes) => {
      if (offset < 0) offset = fstatSync(fd).size
      for (let at = 0; at < bytes.byteLength;) {
        const written = writeSync(fd, bytes, at, bytes.byteLength - at, offset)
        at += written
        offset += written
      }
    },
    close: () => {
      try {
        fdatasyncSync(fd)
      } finally {
        closeSync(fd)
      }
    },
  }
}

/**
 * Makes a lock file, unless another process that may still be running has made it.
 * @returns gives the lock back; undefined when somebody else has it
 */
export function takeLock(path: string): (() => void) | undefined {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, JSON.stringify(processIdentity()), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isHeld(path)) return undefined
    rmSync(path, { force: true })
  }
  return undefined
}

function isHeld(path: string): boolean {
  try {
    return mayBeRunning(JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity)
  } catch {
    // Gone meanwhile, or its maker died before it could write its name.
    return false
  }
}
