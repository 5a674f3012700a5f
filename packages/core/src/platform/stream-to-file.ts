import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Writes beside the place and takes the place at the end. @throws what the stream throws, and Node's errors */
export async function streamToFile(
  body: AsyncIterable<Uint8Array>,
  path: string,
  onBytes: (byteCount: number) => void,
): Promise<void> {
  const draftPath = join(dirname(path), `.kymo-${randomBytes(9).toString('hex')}.tmp`)
  const handle = await open(draftPath, 'wx')
  try {
    for await (const chunk of body) {
      await handle.writeFile(chunk)
      onBytes(chunk.length)
    }
    await handle.close()
    await rename(draftPath, path)
  } finally {
    await handle.close().catch(() => undefined)
    await rm(draftPath, { force: true })
  }
}
