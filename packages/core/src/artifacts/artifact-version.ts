import { rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, parse, resolve } from 'node:path'
import { manifestDigest } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import type { ContentCache } from '../platform/content-cache.ts'
import { hashFile } from '../platform/hash-file.ts'
import { runBounded } from '../platform/run-bounded.ts'
import { listFiles } from '../platform/source-files.ts'
import { isFileExpected, makeFoldersWithin } from '../platform/verified-file.ts'
import { Artifact } from './artifact.ts'
import type { ContentOrigin } from './content-source.ts'
import type { StagedEntry } from './content.ts'
import { foldersOf } from './entry-path.ts'
import { fetchContent, toExpected, type FetchContext } from './fetch-content.ts'
import { fetchReference } from './fetch-reference.ts'
import { checkEntries, type VersionFacts } from './version-facts.ts'

export interface DownloadOptions {
  /** Only files whose path begins so. */
  readonly pathPrefix?: string
  /** Do not read or fill the local cache. Default false. */
  readonly skipCache?: boolean
  /** `skip` leaves references out. Default `fetch`: `http:`, `https:` and `file:` targets are fetched, others are an error. */
  readonly references?: 'fetch' | 'skip'
  readonly signal?: AbortSignal
  /** After every piece that came over the network. */
  readonly onProgress?: (progress: { readonly fetchedBytes: number; readonly doneCount: number }) => void
}

/** One file or reference of a version. */
export interface ArtifactEntry {
  readonly path: string
  readonly sizeBytes: number
  /** Base64 MD5 of the content; of a reference its ETag, checksum or URI. */
  readonly digest: string
  /** Hex; undefined for references, and for content that W&B's clients logged. */
  readonly sha256: string | undefined
  /** URI of a reference. */
  readonly ref?: string
}

export interface ArtifactVersionParts {
  readonly facts: VersionFacts
  readonly origin: ContentOrigin
  readonly cache: ContentCache | undefined
  readonly sleep: (durationMs: number) => Promise<void>
}

/** Files that are copied or fetched at the same time. */
const MAX_AT_ONCE = 8
const MAX_SHOWN = 20

/**
 * A version of an artifact that exists, from `run.useArtifact()`.
 *
 * @example
 * ```js
 * import { Artifact, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * await run.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2')).wait()
 * const labels = await run.useArtifact('labels:latest')
 * console.log(labels.version, await (await labels.file('labels.txt')).text())
 * await run.finish()
 * ```
 */
export class ArtifactVersion {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  /** `v3`; undefined for one that no server has given a version yet. */
  readonly version: string | undefined
  /** W&B's digest of the manifest, 32 hex digits. */
  readonly digest: string
  readonly aliases: readonly string[]
  readonly description: string
  /** Files and references, as in the manifest. */
  readonly entries: readonly ArtifactEntry[]
  readonly #parts: ArtifactVersionParts

  /** @internal `run.useArtifact()` makes them. @throws {KymoError} ARTIFACT_PATH_INVALID */
  constructor(parts: ArtifactVersionParts) {
    const { facts } = parts
    checkEntries(facts.entries)
    this.#parts = parts
    this.entity = facts.entity
    this.project = facts.project
    this.name = facts.name
    this.type = facts.type
    this.version = facts.version === undefined ? undefined : `v${facts.version}`
    this.digest = facts.digest
    this.aliases = facts.aliases
    this.description = facts.description
    this.entries = facts.entries
  }

  /** `entity/project/name:v3` */
  get qualifiedName(): string {
    return `${this.entity}/${this.project}/${this.name}:${this.version ?? this.digest}`
  }

  /** A fresh copy at every call. */
  get metadata(): Record<string, unknown> {
    return structuredClone(this.#parts.facts.metadata)
  }

  get sizeBytes(): number {
    return this.entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  }

  /**
   * Brings all files into a folder, which may hold others. Files that are right already are left alone; the rest is copied from this
   * machine or fetched, checked, and appears whole.
   *
   * @param dir default `./artifacts/<name>-v<n>`
   * @returns the folder, absolute
   * @throws {KymoError} ARTIFACT_UNAVAILABLE when a content cannot be had, ARTIFACT_CHANGED when it is not what was logged
   * @throws {KymoError} ARTIFACT_PATH_INVALID when a link in the folder leads somewhere else
   */
  async download(dir?: string, options: DownloadOptions = {}): Promise<string> {
    const root = resolve(dir ?? join('artifacts', `${this.name}-${this.version ?? this.digest.slice(0, 12)}`))
    const { pathPrefix = '', references = 'fetch' } = options ?? {}
    const isWanted = ({ path, ref }: ArtifactEntry): boolean =>
      path.startsWith(pathPrefix) && !(ref !== undefined && references === 'skip')
    const wanted = this.#parts.facts.entries.filter(isWanted)
    const { context, noteDone } = this.#fetchContext(options)
    await makeFoldersWithin(root, [])
    await this.#makeFolders(root, wanted)
    const tasks = wanted.map((entry) => async () => {
      await this.#bring(entry, join(root, entry.path), context)
      noteDone()
    })
    await runBounded(tasks, MAX_AT_ONCE)
    await context.cache?.evict()
    return root
  }

  /**
   * Makes a folder exactly this version: as `download`, and everything else in it is deleted.
   * @throws {RangeError} for the root of the file system and the home folder
   * @throws {KymoError} as `download`
   */
  async checkout(dir: string, options: DownloadOptions = {}): Promise<string> {
    const root = resolve(dir)
    if (root === parse(root).root || root === resolve(homedir()) || root === process.cwd())
      throw new RangeError(
        `Cannot check out an artifact into ${root}: everything else in it would be deleted`,
      )
    await this.download(root, { ...options, pathPrefix: '', references: 'fetch' })
    const known = new Set(this.entries.map(({ path }) => path))
    for (const path of listFiles(root, { withLinks: true })) {
      // oxlint-disable-next-line no-await-in-loop -- few
      if (!known.has(path)) await rm(join(root, path), { force: true, recursive: true })
    }
    return root
  }

  /**
   * Reads all files of a folder and compares them with the manifest.
   * @throws {KymoError} ARTIFACT_CHANGED naming what is missing, changed or too many (`details.missing`, `changed`, `extra`)
   */
  async verify(dir: string): Promise<void> {
    const root = resolve(dir)
    const missing: string[] = []
    const changed: string[] = []
    const known = new Set(this.entries.map(({ path }) => path))
    const check = async (entry: StagedEntry): Promise<void> => {
      const path = join(root, entry.path)
      if ((await stat(path).catch(() => undefined)) === undefined) return void missing.push(entry.path)
      const isRight =
        entry.ref === undefined
          ? await isFileExpected(path, toExpected(entry))
          : entry.sizeBytes === 0 || (await hashFile(path)).sizeBytes === entry.sizeBytes
      if (!isRight) changed.push(entry.path)
    }
    await runBounded(
      this.#parts.facts.entries.map((entry) => () => check(entry)),
      MAX_AT_ONCE,
    )
    const extra = listFiles(root, { withLinks: true }).filter((path) => !known.has(path))
    if (missing.length + changed.length + extra.length > 0)
      throw differs(this.qualifiedName, { missing: missing.toSorted(), changed: changed.toSorted(), extra })
  }

  /**
   * One file of the version.
   * @throws {KymoError} ARTIFACT_NOT_FOUND when the version has no such path; as `download`
   */
  async file(path: string): Promise<ArtifactFile> {
    const entry = this.#parts.facts.entries.find((one) => one.path === path)
    if (entry === undefined)
      throw new KymoError('ARTIFACT_NOT_FOUND', `Cannot find '${path}' in the artifact ${this.qualifiedName}`)
    return new ArtifactFile(entry, (target) => this.#bring(entry, target, this.#fetchContext({}).context))
  }

  /**
   * A new artifact that begins with the files of this one. What is not changed is not sent again.
   * @throws {TypeError | RangeError} never for a version that was logged by us
   */
  newDraft(): Artifact {
    const { facts, origin } = this.#parts
    const draft = new Artifact(this.name, this.type, {
      metadata: this.metadata,
      description: this.description,
    })
    draft.adopt(facts.entries, (entry) => origin.localPath(entry))
    return draft
  }

  /** @internal For tests: what the manifest says about itself. */
  get computedDigest(): string {
    return manifestDigest(this.entries)
  }

  #fetchContext({ signal, skipCache, onProgress }: DownloadOptions): {
    context: FetchContext
    noteDone: () => void
  } {
    const { origin, cache, sleep } = this.#parts
    let fetchedBytes = 0
    let doneCount = 0
    const onFetched = (byteCount: number): void => {
      fetchedBytes += byteCount
      onProgress?.({ fetchedBytes, doneCount })
    }
    return {
      context: { origin, cache: skipCache === true ? undefined : cache, sleep, signal, onFetched },
      noteDone: () => void (doneCount += 1),
    }
  }

  async #makeFolders(root: string, entries: readonly StagedEntry[]): Promise<void> {
    const made = new Set<string>()
    for (const { path } of entries) {
      const folders = foldersOf(path).filter((folder) => !made.has(folder))
      if (folders.length === 0) continue
      // oxlint-disable-next-line no-await-in-loop -- outermost first
      const obstacle = await makeFoldersWithin(root, folders)
      for (const folder of folders) made.add(folder)
      if (obstacle !== undefined)
        throw new KymoError(
          'ARTIFACT_PATH_INVALID',
          `Cannot write '${path}' of ${this.qualifiedName}: '${obstacle}' is a link or a file in that folder`,
          { details: { path } },
        )
    }
  }

  async #bring(entry: StagedEntry, target: string, context: FetchContext): Promise<void> {
    context.signal?.throwIfAborted()
    if (entry.ref !== undefined) return fetchReference({ ...entry, ref: entry.ref }, target, context)
    if (await isFileExpected(target, toExpected(entry))) return
    await fetchContent(entry, target, context)
  }
}

/** A file of a version, fetched when it is asked for. */
export class ArtifactFile {
  readonly path: string
  readonly sizeBytes: number
  readonly digest: string
  readonly #bring: (target: string) => Promise<void>

  /** @internal */
  constructor(entry: ArtifactEntry, bring: (target: string) => Promise<void>) {
    this.path = entry.path
    this.sizeBytes = entry.sizeBytes
    this.digest = entry.digest
    this.#bring = bring
  }

  /** Its content, which has to fit into memory. @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED */
  async bytes(): Promise<Uint8Array> {
    const { withTempFile } = await import('../platform/temp-file.ts')
    return withTempFile((path) => this.#bring(path))
  }

  /** Its content as UTF-8. @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes())
  }

  /** Writes it to this path, whose folder is made. @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED */
  async download(path: string): Promise<string> {
    const target = resolve(path)
    await makeFoldersWithin(dirname(target), [])
    await this.#bring(target)
    return target
  }
}

function differs(
  name: string,
  found: { readonly missing: string[]; readonly changed: string[]; readonly extra: string[] },
): KymoError {
  const { missing, changed, extra } = found
  const first = [...missing, ...changed, ...extra].slice(0, MAX_SHOWN).join(', ')
  return new KymoError(
    'ARTIFACT_CHANGED',
    `Cannot verify ${name}: ${missing.length} missing, ${changed.length} changed, ${extra.length} too many: ${first}`,
    { details: found },
  )
}
