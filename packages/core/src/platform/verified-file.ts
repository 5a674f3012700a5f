import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** What a content must be. */
export interface ExpectedContent {
  /** Base64. */
  readonly md5: string
  /** Hex; undefined for content that W&B's clients logged. */
  readonly sha256: string | undefined
  readonly sizeBytes: number
}

const CHUNK_BYTES = 1024 * 1024

/** A file that is being made; `finish` gives it its name when it is what it must be. */
export interface VerifiedDraft {
  readonly writtenBytes: number
  write(bytes: Uint8Array): Promise<void>
  /** @returns false, and removes it, when it is something else */
  finish(): Promise<boolean>
  /** Idempotent; does nothing after `finish`. */
  discard(): Promise<void>
}

/**
 * Writes beside its place and takes the place at the end: nobody sees a part of it, and a link in its place is replaced, not followed.
 * The folder must exist.
 */
export async function openVerifiedDraft(path: string, expected: ExpectedContent): Promise<VerifiedDraft> {
  const draftPath = join(dirname(path), `.kymo-${randomBytes(9).toString('hex')}.tmp`)
  const handle = await open(draftPath, 'wx')
  const hash = createHash(expected.sha256 === undefined ? 'md5' : 'sha256')
  let writtenBytes = 0
  let isOpen = true
  const discard = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await handle.close().catch(() => undefined)
    await rm(draftPath, { force: true }).catch(() => undefined)
  }
  return {
    get writtenBytes() {
      return writtenBytes
    },
    write: async (bytes) => {
      hash.update(bytes)
      for (let at = 0; at < bytes.length;) {
        // oxlint-disable-next-line no-await-in-loop -- short writes
        const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, writtenBytes + at)
        at += bytesWritten
      }
      writtenBytes += bytes.length
    },
    finish: async () => {
      if (writtenBytes !== expected.sizeBytes || !isExpected(hash, expected)) {
        await discard()
        return false
      }
      isOpen = false
      await handle.close()
      await rename(draftPath, path)
      return true
    },
    discard,
  }
}

/** @returns false when it is something else, or not there @throws Node's errors about the target */
export async function copyVerified(
  source: string,
  target: string,
  expected: ExpectedContent,
): Promise<boolean> {
  const from = await open(source, 'r').catch(() => undefined)
  if (from === undefined) return false
  try {
    const { size } = await from.stat()
    if (size !== expected.sizeBytes) return false
    const draft = await openVerifiedDraft(target, expected)
    try {
      const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK_BYTES, size)))
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- one buffer, whatever the size
        const { bytesRead } = await from.read(buffer, 0, buffer.length, draft.writtenBytes)
        if (bytesRead === 0) break
        // oxlint-disable-next-line no-await-in-loop
        await draft.write(buffer.subarray(0, bytesRead))
      }
      return await draft.finish()
    } finally {
      await draft.discard()
    }
  } finally {
    await from.close()
  }
}

/** Reads the file, unless its size alone tells. Links are not what was logged. */
export async function isFileExpected(path: string, expected: ExpectedContent): Promise<boolean> {
  const status = await lstat(path).catch(() => undefined)
  if (status?.isFile() !== true || status.size !== expected.sizeBytes) return false
  const handle = await open(path, 'r').catch(() => undefined)
  if (handle === undefined) return false
  try {
    const hash = createHash(expected.sha256 === undefined ? 'md5' : 'sha256')
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(CHUNK_BYTES, status.size)))
    for (let at = 0; ;) {
      // oxlint-disable-next-line no-await-in-loop -- one buffer, whatever the size
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) return isExpected(hash, expected)
      hash.update(buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await handle.close()
  }
}

function isExpected(hash: ReturnType<typeof createHash>, { md5, sha256 }: ExpectedContent): boolean {
  return sha256 === undefined ? hash.digest('base64') === md5 : hash.digest('hex') === sha256
}

/**
 * Makes the folders of a path below `root`, each of which must be a folder and no link: what is written there stays below `root`.
 * @param folders relative to root, outermost first
 * @returns the first that is something else; undefined when all are there
 */
export async function makeFoldersWithin(
  root: string,
  folders: readonly string[],
): Promise<string | undefined> {
  await mkdir(root, { recursive: true })
  for (const folder of folders) {
    const path = join(root, folder)
    // oxlint-disable-next-line no-await-in-loop -- outermost first
    await mkdir(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
    // oxlint-disable-next-line no-await-in-loop
    if (!(await lstat(path)).isDirectory()) return basename(folder)
  }
  return undefined
}
