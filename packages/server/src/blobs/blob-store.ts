import { mkdirSync, realpathSync } from 'node:fs'
import { readdir, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileClaim, MissingReply, PackedFile } from '@kymo/protocol'
import { lstatOrUndefined, makeFolder, moveInto, syncFolder, toWriteError } from './durable-files.ts'
import { PartStore, type PartOutcome } from './part-store.ts'

export interface BlobPart {
  readonly sha256: string
  readonly size: number
  readonly offset: number
  readonly bytes: Uint8Array
}

export interface BlobStoreOptions {
  /** `<dir>/sha256/ab/<hex>` are the blobs, `<dir>/parts` what is on its way. Made where needed. */
  readonly dir: string
  /** Called after a blob has come, or several. */
  readonly onStored?: (sha256: readonly string[]) => void
}

export interface StoredBlob {
  readonly sha256: string
  readonly sizeBytes: number
  /** When it was written, or last asked for by an upload. */
  readonly modifiedMs: number
}

const HEX = /^[0-9a-f]{64}$/
/** A blob is marked as asked for at most this often. */
const CLAIM_AGE_MS = 3_600_000

/** Content by its digest, stored once and never changed. What was acknowledged survives a power loss. */
export class BlobStore {
  readonly #root: string
  readonly #parts: PartStore
  readonly #onStored: (sha256: readonly string[]) => void

  constructor({ dir, onStored = () => undefined }: BlobStoreOptions) {
    mkdirSync(join(dir, 'sha256'), { recursive: true, mode: 0o700 })
    this.#root = join(realpathSync(dir), 'sha256')
    this.#parts = new PartStore({ dir: join(dir, 'parts') })
    this.#onStored = onStored
  }

  /** Where a blob lies, if it is there. @param sha256 64 hex digits */
  pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256)
  }

  async has(sha256: string): Promise<boolean> {
    return (await lstatOrUndefined(this.pathOf(sha256)))?.isFile() === true
  }

  /** What a client need not send is safe from {@link removeOlder} from then on. */
  async missing(claims: readonly FileClaim[]): Promise<MissingReply> {
    const missing: { index: number; offset: number }[] = []
    for (const [index, { sha256 }] of claims.entries()) {
      if (!(await this.#claim(sha256))) missing.push({ index, offset: await this.#parts.held(sha256) })
    }
    return { missing }
  }

  /** @throws {ServerError} CONTENT_MISMATCH, DISK_FULL, LOG_UNWRITABLE */
  async storePack(files: readonly PackedFile[]): Promise<number> {
    const folders = new Set<string>()
    try {
      for (const { sha256, content } of files) {
        if (await this.#claim(sha256)) continue
        const draftPath = await this.#parts.write(sha256, content)
        folders.add(await this.#place(draftPath, sha256))
      }
      for (const folder of folders) await syncFolder(folder)
    } catch (error) {
      throw toWriteError(error, 'content')
    }
    this.#onStored(files.map(({ sha256 }) => sha256))
    return files.length
  }

  /** @throws {ServerError} CONTENT_MISMATCH, DISK_FULL, LOG_UNWRITABLE */
  async takePart(part: BlobPart): Promise<PartOutcome> {
    const { sha256, size } = part
    try {
      const outcome = await this.#parts.exclusive(sha256, async (): Promise<PartOutcome> => {
        if (await this.#touch(sha256)) return { kind: 'complete', offset: size }
        return this.#parts.take({ ...part, key: sha256 }, async (draftPath) => {
          await syncFolder(await this.#place(draftPath, sha256))
        })
      })
      if (outcome.kind === 'complete') this.#onStored([sha256])
      return outcome
    } catch (error) {
      throw toWriteError(error, 'content')
    }
  }

  /** All blobs, folder by folder. What is not a blob is passed over, links among it. */
  async *list(): AsyncGenerator<StoredBlob> {
    for (const folder of await readdir(this.#root, { withFileTypes: true })) {
      if (!folder.isDirectory() || !/^[0-9a-f]{2}$/.test(folder.name)) continue
      for (const sha256 of await readdir(join(this.#root, folder.name))) {
        if (!HEX.test(sha256) || !sha256.startsWith(folder.name)) continue
        const status = await lstatOrUndefined(this.pathOf(sha256))
        if (status?.isFile() === true) yield { sha256, sizeBytes: status.size, modifiedMs: status.mtimeMs }
      }
    }
  }

  /** Removes a blob, unless it was written or asked for since. @returns whether it did */
  async removeOlder(sha256: string, beforeMs: number): Promise<boolean> {
    return this.#parts.exclusive(sha256, async () => {
      const status = await lstatOrUndefined(this.pathOf(sha256))
      const isOld = status?.isFile() === true && status.mtimeMs < beforeMs
      if (isOld) await rm(this.pathOf(sha256), { force: true })
      return isOld
    })
  }

  /** Removes uploads that have not grown since. @returns how many */
  collect(beforeMs: number): Promise<number> {
    return this.#parts.collect(beforeMs)
  }

  settle(): Promise<void> {
    return this.#parts.settle()
  }

  #claim(sha256: string): Promise<boolean> {
    return this.#parts.exclusive(sha256, () => this.#touch(sha256))
  }

  /** @returns whether the blob is there, and will be for a while */
  async #touch(sha256: string): Promise<boolean> {
    const status = await lstatOrUndefined(this.pathOf(sha256))
    if (status?.isFile() !== true) return false
    const now = new Date()
    if (now.getTime() - status.mtimeMs > CLAIM_AGE_MS) await utimes(this.pathOf(sha256), now, now)
    return true
  }

  async #place(draftPath: string, sha256: string): Promise<string> {
    const path = this.pathOf(sha256)
    const folder = dirname(path)
    await makeFolder(this.#root, sha256.slice(0, 2))
    await moveInto(draftPath, path)
    return folder
  }
}
