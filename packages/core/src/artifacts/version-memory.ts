import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openAtomicFile } from '../platform/atomic-file.ts'
import type { VersionFacts, VersionName } from './version-facts.ts'

/** What a server said about versions that were used, in the cache folder: so that they can be used again without it. */
export class VersionMemory {
  readonly #root: string

  constructor(cacheDir: string) {
    this.#root = join(cacheDir, 'versions')
  }

  /** Best effort. */
  async remember(facts: VersionFacts): Promise<void> {
    try {
      const folder = this.#folderOf(facts)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await openAtomicFile(join(folder, `${facts.digest}.json`)).write(`${JSON.stringify(facts)}\n`)
    } catch {
      // A cache that cannot be written is no reason to fail.
    }
  }

  /** @returns from old to new, as far as versions are known */
  async recall(name: Omit<VersionName, 'selector'>): Promise<VersionFacts[]> {
    const folder = this.#folderOf(name)
    const files = (await readdir(folder).catch((): string[] => [])).filter((file) => file.endsWith('.json'))
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')))
    return texts
      .flatMap((text) => parseFacts(text) ?? [])
      .toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0))
  }

  /** Names are the user's: no part of a path. */
  #folderOf({ entity, project, name }: Omit<VersionName, 'selector'>): string {
    const key = createHash('sha256')
      .update(JSON.stringify([entity, project, name]))
      .digest('hex')
    return join(this.#root, key)
  }
}

function parseFacts(text: string): VersionFacts | undefined {
  try {
    const facts = JSON.parse(text) as Partial<VersionFacts> | null
    return Array.isArray(facts?.entries) && Array.isArray(facts.aliases) && typeof facts.digest === 'string'
      ? (facts as VersionFacts)
      : undefined
  } catch {
    return undefined
  }
}
