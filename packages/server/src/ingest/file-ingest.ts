import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileAddress, FileClaim, MissingReply, PackedFile } from '@kymo/protocol'
import { lstatOrUndefined, makeFolder, moveInto, syncFolder, toWriteError } from '../blobs/durable-files.ts'
import { hashFile, PartStore, type PartOutcome } from '../blobs/part-store.ts'
import { checkFilePath } from '../domain/file-path.ts'
import { toFolderPlace } from './log-place.ts'
import { makeFolders } from './log-storage.ts'

type FolderAddress = Omit<FileAddress, 'path'>

export interface FilePart {
  readonly path: string
  readonly sha256: string
  readonly size: number
  readonly offset: number
  readonly bytes: Uint8Array
}

export interface FileIngestOptions {
  readonly runsDir: string
  /** For what is on its way; on the same file system. */
  readonly partsDir: string
}

/** Digests of files that are known as long as neither size nor time changes. */
const MAX_KNOWN = 20_000

/** Takes files of runs into the server's copies of their folders. A file that comes again in another form is replaced in one step. */
export class FileIngest {
  readonly #root: string
  readonly #parts: PartStore
  readonly #known = new Map<string, { readonly signature: string; readonly sha256: string }>()

  constructor({ runsDir, partsDir }: FileIngestOptions) {
    mkdirSync(runsDir, { recursive: true, mode: 0o700 })
    this.#root = realpathSync(runsDir)
    this.#parts = new PartStore({ dir: partsDir })
  }

  /** @throws {ServerError} NAME_INVALID */
  async missing(address: FolderAddress, claims: readonly FileClaim[]): Promise<MissingReply> {
    const folder = join(this.#root, toFolderPlace(address).path)
    const missing: { index: number; offset: number }[] = []
    for (const [index, { path = '', sha256, size }] of claims.entries()) {
      const file = join(folder, 'files', checkFilePath(path.split('/')))
      if (await this.#is(file, { sha256, size })) continue
      missing.push({ index, offset: await this.#parts.held(keyOf(file, sha256)) })
    }
    return { missing }
  }

  /** @throws {ServerError} NAME_INVALID, CONTENT_MISMATCH, DISK_FULL, LOG_UNWRITABLE, LOG_PLACE_UNSAFE */
  async storePack(address: FolderAddress, files: readonly PackedFile[]): Promise<number> {
    const paths = files.map(({ name }) => checkFilePath(name.split('/')))
    const synced = new Set<string>()
    try {
      const root = await this.#makeRunFolder(address)
      for (const [i, { sha256, content }] of files.entries()) {
        const draftPath = await this.#parts.write(sha256, content)
        synced.add(await place(root, paths[i], draftPath))
      }
      for (const folder of synced) await syncFolder(folder)
    } catch (error) {
      throw toWriteError(error, 'file')
    }
    return files.length
  }

  /** @throws {ServerError} NAME_INVALID, CONTENT_MISMATCH, DISK_FULL, LOG_UNWRITABLE, LOG_PLACE_UNSAFE */
  async takePart(address: FolderAddress, part: FilePart): Promise<PartOutcome> {
    const path = checkFilePath(part.path.split('/'))
    const target = join(this.#root, toFolderPlace(address).path, 'files', path)
    const { sha256, size } = part
    const key = keyOf(target, sha256)
    try {
      return await this.#parts.exclusive(key, async (): Promise<PartOutcome> => {
        if (await this.#is(target, { sha256, size })) return { kind: 'complete', offset: size }
        return this.#parts.take({ ...part, key }, async (draftPath) => {
          await syncFolder(await place(await this.#makeRunFolder(address), path, draftPath))
        })
      })
    } catch (error) {
      throw toWriteError(error, 'file')
    }
  }

  /** Removes uploads that have not grown since. */
  collect(beforeMs: number): Promise<number> {
    return this.#parts.collect(beforeMs)
  }

  settle(): Promise<void> {
    return this.#parts.settle()
  }

  #makeRunFolder(address: FolderAddress): Promise<string> {
    return makeFolders(this.#root, toFolderPlace(address).folders)
  }

  async #is(file: string, { sha256, size }: { sha256: string; size: number }): Promise<boolean> {
    const status = await lstatOrUndefined(file)
    if (status?.isFile() !== true || status.size !== size) return false
    const signature = `${status.ino} ${status.size} ${status.mtimeMs}`
    let known = this.#known.get(file)
    if (known?.signature !== signature) {
      known = { signature, sha256: (await hashFile(file)) ?? '' }
      this.#known.set(file, known)
      if (this.#known.size > MAX_KNOWN) this.#known.delete(this.#known.keys().next().value!)
    }
    return known.sha256 === sha256
  }
}

/** @returns the folder that has to be synced */
async function place(root: string, path: string, draftPath: string): Promise<string> {
  let folder = await makeFolder(root, 'files')
  const inner = dirname(path)
  for (const name of inner === '.' ? [] : inner.split('/')) folder = await makeFolder(folder, name)
  await moveInto(draftPath, join(folder, basename(path)))
  return folder
}

/** One draft for every place and content. */
function keyOf(file: string, sha256: string): string {
  return createHash('sha256').update(`${file}\0${sha256}`).digest('hex')
}
