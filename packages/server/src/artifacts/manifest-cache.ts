import type { ManifestEntry } from '../api/artifact-types.ts'

/** The files of an artifact, by path. */
export interface Manifest {
  /** False: the index has none, and the entries are nobody's. */
  readonly isKnown: boolean
  readonly entries: readonly ManifestEntry[]
  find(path: string): ManifestEntry | undefined
}

/** About 40 MB. One manifest that is larger is kept too, until the next. */
const MAX_ENTRIES = 100_000

/** Manifests that were read last: whoever downloads a version asks for one file after the other. */
export class ManifestCache {
  readonly #kept = new Map<string, Manifest>()
  readonly #maxEntries: number
  #entryCount = 0

  constructor({ maxEntries = MAX_ENTRIES }: { readonly maxEntries?: number } = {}) {
    this.#maxEntries = maxEntries
  }

  /** @param load JSON of the entries, asked for when it is not kept */
  read(key: string, load: () => string | undefined): Manifest {
    const kept = this.#kept.get(key)
    if (kept !== undefined) {
      // Now the last to go.
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const json = load()
    const manifest = indexed(JSON.parse(json ?? '[]') as ManifestEntry[], json !== undefined)
    if (json !== undefined) this.#keep(key, manifest)
    return manifest
  }

  #keep(key: string, manifest: Manifest): void {
    this.#kept.set(key, manifest)
    this.#entryCount += manifest.entries.length
    for (const [oldest, { entries }] of this.#kept) {
      if (this.#entryCount <= this.#maxEntries || oldest === key) return
      this.#kept.delete(oldest)
      this.#entryCount -= entries.length
    }
  }
}

function indexed(entries: readonly ManifestEntry[], isKnown: boolean): Manifest {
  let byPath: Map<string, ManifestEntry> | undefined
  return {
    isKnown,
    entries,
    find: (path) => {
      byPath ??= new Map(entries.map((entry) => [entry.path, entry]))
      return byPath.get(path)
    },
  }
}
