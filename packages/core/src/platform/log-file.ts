import { open, type FileHandle } from 'node:fs/promises'

/** A log as its readers see it: it may grow at any moment and is never written through this. */
export interface LogFile {
  status(): Promise<LogFileStatus>
  /** @returns the bytes from `offset`, at most `maxBytes`, fewer at the end of the file; owned by the caller */
  read(offset: number, maxBytes: number): Promise<Uint8Array>
  close(): Promise<void>
}

export interface LogFileStatus {
  readonly sizeBytes: number
  /** Unix milliseconds. */
  readonly modifiedMs: number
}

/** What the worker does to the log besides reading it. Neither changes a byte. */
export interface LogKeeper {
  /**
   * fdatasync. It covers what the training thread wrote through its own descriptor. Rejects when the file was deleted.
   * @returns how many bytes of it are durable, at least
   */
  sync(): Promise<number>
  /** Sets the modification time to now. */
  touch(): Promise<void>
  close(): Promise<void>
}

export async function openLogFile(path: string): Promise<LogFile> {
  const handle = await open(path, 'r')
  return {
    status: async () => {
      const { size, mtimeMs } = await handle.stat()
      return { sizeBytes: size, modifiedMs: mtimeMs }
    },
    read: (offset, maxBytes) => readFully(handle, { offset, maxBytes }),
    close: () => handle.close(),
  }
}

export async function openLogKeeper(path: string): Promise<LogKeeper> {
  // Windows flushes only through a descriptor that may write; elsewhere reading suffices.
  const handle = await open(path, 'r+')
  return {
    sync: async () => {
      const { size } = await handle.stat()
      await handle.datasync()
      // Writing to a file that has been deleted succeeds, and all of it is gone with the last descriptor.
      const { nlink } = await handle.stat()
      if (nlink === 0) throw new Error('it has been deleted; what is logged from now on is lost')
      return size
    },
    touch: async () => {
      const nowS = Date.now() / 1000
      await handle.utimes(nowS, nowS)
    },
    close: () => handle.close(),
  }
}

async function readFully(
  handle: FileHandle,
  range: { offset: number; maxBytes: number },
): Promise<Uint8Array> {
  const { size } = await handle.stat()
  const wanted = Math.min(range.maxBytes, Math.max(0, size - range.offset))
  if (wanted === 0) return new Uint8Array(0)
  // Not from the shared pool: a small slice would keep 8 KiB alive, and the caller owns the result.
  const buffer = Buffer.allocUnsafeSlow(wanted)
  let filled = 0
  while (filled < wanted) {
    const { bytesRead } = await handle.read(buffer, filled, wanted - filled, range.offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled === wanted ? buffer : buffer.subarray(0, filled)
}
