import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFile } from './hash-file.ts'

/** The contents of a run folder, as those read them who send them. Places are relative to the folder, with `/`, and checked before. */
export interface ContentFiles {
  /** @returns undefined when there is no such file @throws Node's errors */
  status(place: string): Promise<ContentStatus | undefined>
  /** @returns the bytes from `offset`, at most `maxBytes`, fewer at the end; owned by the caller @throws Node's errors */
  read(place: string, offset: number, maxBytes: number): Promise<Uint8Array>
  hash(place: string, signal: AbortSignal): Promise<{ readonly sha256: string; readonly sizeBytes: number }>
}

export interface ContentStatus {
  readonly sizeBytes: number
  /** Unix milliseconds. */
  readonly modifiedMs: number
}

export function openContentFiles(folderPath: string): ContentFiles {
  return {
    status: async (place) => {
      try {
        const handle = await open(join(folderPath, place), 'r')
        try {
          const status = await handle.stat()
          return status.isFile() ? { sizeBytes: status.size, modifiedMs: status.mtimeMs } : undefined
        } finally {
          await handle.close()
        }
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined
        throw error
      }
    },
    read: async (place, offset, maxBytes) => {
      const handle = await open(join(folderPath, place), 'r')
      try {
        const buffer = Buffer.allocUnsafeSlow(maxBytes)
        let filled = 0
        while (filled < maxBytes) {
          // oxlint-disable-next-line no-await-in-loop -- short reads
          const { bytesRead } = await handle.read(buffer, filled, maxBytes - filled, offset + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return buffer.subarray(0, filled)
      } finally {
        await handle.close()
      }
    },
    hash: (place, signal) => hashFile(join(folderPath, place), signal),
  }
}
