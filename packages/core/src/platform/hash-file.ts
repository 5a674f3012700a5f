import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { ContentName } from './content-store.ts'

const CHUNK_BYTES = 1024 * 1024

/** Reads a file once, a piece at a time, and names its content. @throws Node's errors, or an AbortError */
export async function hashFile(path: string, signal?: AbortSignal): Promise<ContentName> {
  const md5 = createHash('md5')
  const sha256 = createHash('sha256')
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK_BYTES, size + 1)))
    let sizeBytes = 0
    for (;;) {
      signal?.throwIfAborted()
      // oxlint-disable-next-line no-await-in-loop -- one buffer, whatever the size of the file
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, sizeBytes)
      if (bytesRead === 0) break
      const bytes = buffer.subarray(0, bytesRead)
      md5.update(bytes)
      sha256.update(bytes)
      sizeBytes += bytesRead
    }
    return { md5: md5.digest('base64'), sha256: sha256.digest('hex'), sizeBytes }
  } finally {
    await handle.close()
  }
}
