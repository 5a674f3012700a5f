import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync } from 'node:fs'
import { open, realpath, rename, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { RunRef } from '../api/types.ts'
import { isCode, placeUnsafe, syncFolder } from '../blobs/durable-files.ts'

const RECORD = '.json'

/** What is being deleted; on disk before anything is moved, so that a server that dies in between can finish it. */
interface BurialRecord {
  readonly ref: RunRef
  /** Below the runs folder. */
  readonly folders: readonly string[]
}

export interface Burial {
  /** Removes what was moved. */
  finish(): Promise<void>
}

/**
 * Deletes folders of runs so that a crash in the middle leaves no half of one: each is moved out of the runs folder in
 * one step, and removed there. Links are never followed.
 */
export class FolderGrave {
  readonly #runsDir: string
  readonly #dir: string

  /** @param dir on the same file system as the runs folder; made where needed */
  constructor(runsDir: string, dir: string) {
    mkdirSync(runsDir, { recursive: true, mode: 0o700 })
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    this.#runsDir = realpathSync(runsDir)
    this.#dir = realpathSync(dir)
  }

  /**
   * Moves the folders of a run away.
   * @param folders below the runs folder, with `/`
   * @throws {ServerError} LOG_PLACE_UNSAFE when one of them is a link or the runs folder itself; nothing is moved then
   */
  async bury(ref: RunRef, folders: readonly string[]): Promise<Burial> {
    for (const folder of folders) await this.#check(folder)
    const name = randomBytes(8).toString('hex')
    const recordPath = join(this.#dir, name + RECORD)
    await writeDurably(recordPath, JSON.stringify({ ref, folders } satisfies BurialRecord))
    await syncFolder(this.#dir)
    for (const [i, folder] of folders.entries()) {
      await rename(this.#pathOf(folder), join(this.#dir, `${name}-${i}`)).catch((error: unknown) => {
        if (!isCode(error, 'ENOENT')) throw error
      })
    }
    return { finish: () => this.#remove(name, folders.length) }
  }

  /** What a server that died has left: moved away at once, removed in the background. @returns the runs that are gone by it */
  finishLeft(): RunRef[] {
    const records = readdirSync(this.#dir).filter((name) => name.endsWith(RECORD))
    return records.flatMap((fileName) => {
      const record = parse(readFileSync(join(this.#dir, fileName), 'utf8'))
      const name = fileName.slice(0, -RECORD.length)
      for (const [i, folder] of (record?.folders ?? []).entries()) {
        const from = this.#pathOf(folder)
        const isThere = existsSync(from) && realpathSync(from) === from
        if (isThere && this.#isInside(from) && !existsSync(join(this.#dir, `${name}-${i}`)))
          renameSync(from, join(this.#dir, `${name}-${i}`))
      }
      void this.#remove(name, record?.folders.length ?? 0).catch(() => undefined)
      return record === undefined ? [] : [record.ref]
    })
  }

  async #check(folder: string): Promise<void> {
    const path = this.#pathOf(folder)
    const isReal = this.#isInside(path) && (await realpath(path)) === path
    if (!isReal) throw placeUnsafe('run')
  }

  #isInside(path: string): boolean {
    return path.startsWith(this.#runsDir + sep)
  }

  async #remove(name: string, count: number): Promise<void> {
    for (let i = 0; i < count; i++)
      await rm(join(this.#dir, `${name}-${i}`), { recursive: true, force: true })
    await rm(join(this.#dir, name + RECORD), { force: true })
  }

  #pathOf(folder: string): string {
    return join(this.#runsDir, ...folder.split('/'))
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @returns undefined for a record that was not written to its end: nothing had been moved by then */
function parse(text: string): BurialRecord | undefined {
  try {
    return JSON.parse(text) as BurialRecord
  } catch {
    return undefined
  }
}
