import { resolve } from 'node:path'
import { manifestDigest } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import { listFiles, statusOf } from '../platform/source-files.ts'
import { checkDescription, checkMetadata, checkName } from './artifact-rules.ts'
import type { ContentPolicy, ContentSource, StagedEntry, StageItem } from './content.ts'
import { findPathProblem, foldersOf } from './entry-path.ts'

export interface ArtifactOptions {
  /** At most 100 kB or so of JSON: what it was made from, how good it is. */
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly description?: string
}

export interface AddFileOptions {
  /** Path within the artifact. Default: the file's own name. */
  readonly name?: string
  /** `mutable`, the default: the content is copied when the artifact is logged. `immutable`: you will not write into the file again, so a hard link will do. */
  readonly policy?: ContentPolicy
}

export interface AddReferenceOptions {
  /** Path within the artifact. Default: the last part of the address. */
  readonly name?: string
  /** false: the target is not looked at, the address itself stands for its content. Default true. */
  readonly checksum?: boolean
}

/** A value that knows how to be kept in an artifact, such as a table or an image. */
export interface ArtifactObject {
  /** @param name as given to {@link Artifact.add}; the files may extend it, for example by `.table.json` */
  toArtifactFiles(name: string): Iterable<ArtifactPart>
}

/** One file of an {@link ArtifactObject}: its content, or the file that has it. */
export type ArtifactPart =
  | { readonly path: string; readonly content: string | Uint8Array }
  | { readonly path: string; readonly file: string }

/**
 * A set of files under one name: a data set, a checkpoint, a table. Put together here, and kept by `run.logArtifact()`, after
 * which it cannot be changed; the server gives it a version (`v0`, `v1`, …) when its content has arrived.
 *
 * @example
 * ```js
 * import { Artifact, init } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const model = new Artifact('digits-model', 'model', { metadata: { accuracy: 0.97 } })
 * model.newFile('weights.json', JSON.stringify([0.1, 0.2]))
 * run.logArtifact(model, { aliases: ['best'] })
 * await run.finish()
 * ```
 */
export class Artifact {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly #metadataJson: string
  readonly #sources = new Map<string, ContentSource>()
  /** Paths that are folders, because something lies in them. Undefined: to be found again. */
  #folders: Set<string> | undefined = new Set()
  #digest: string | undefined
  #isLogged = false
  #isSpoiled = false

  /**
   * @param name 1 to 128 characters without / \ : # ? %; what different versions have in common
   * @param type what kind of thing it is, such as `model` or `dataset`
   * @throws {TypeError | RangeError} for a name, a type or metadata that cannot be kept
   */
  constructor(name: string, type: string, options: ArtifactOptions = {}) {
    this.name = checkName('name', name)
    this.type = checkName('type', type)
    this.description = checkDescription(options?.description)
    this.#metadataJson = checkMetadata(options?.metadata)
  }

  /** A fresh copy at every call. */
  get metadata(): Record<string, unknown> {
    return JSON.parse(this.#metadataJson) as Record<string, unknown>
  }

  /** W&B's digest of the manifest, 32 hex digits. Undefined until all content has been read: see {@link LoggedArtifact.staged}. */
  get digest(): string | undefined {
    return this.#digest
  }

  /** Paths in the artifact, in the order in which they were added. */
  get paths(): string[] {
    return [...this.#sources.keys()]
  }

  /** Number of files and references. */
  get fileCount(): number {
    return this.#sources.size
  }

  has(path: string): boolean {
    return this.#sources.has(path)
  }

  /**
   * Adds a file of yours. Its content is read when the artifact is logged, not before.
   * @throws {KymoError} ARTIFACT_FILE_UNREADABLE when there is no such file
   * @throws {KymoError} ARTIFACT_LOGGED, ARTIFACT_PATH_INVALID
   */
  addFile(path: string, options: AddFileOptions = {}): this {
    const absolute = resolve(path)
    const { kind } = statusOf(absolute)
    if (kind !== 'file') {
      const reason = kind === 'folder' ? 'it is a folder; use addDir()' : 'it is no file'
      throw new KymoError(
        'ARTIFACT_FILE_UNREADABLE',
        `Cannot add ${path} to artifact ${this.name}: ${reason}`,
      )
    }
    const name = options?.name ?? absolute.split(/[/\\]/).at(-1) ?? ''
    return this.#put(name, { kind: 'file', path: absolute, policy: options?.policy ?? 'mutable' })
  }

  /**
   * Adds all files below a folder. Links to files count as files, links to folders are not followed.
   * @throws {KymoError} ARTIFACT_FILE_UNREADABLE, ARTIFACT_LOGGED, ARTIFACT_PATH_INVALID
   */
  addDir(path: string, options: AddFileOptions = {}): this {
    const root = resolve(path)
    const prefix = options?.name === undefined || options.name === '' ? '' : `${options.name}/`
    const policy = options?.policy ?? 'mutable'
    for (const name of listFiles(root))
      this.#put(`${prefix}${name}`, { kind: 'file', path: resolve(root, name), policy })
    return this
  }

  /**
   * Adds a file with this content, which may be changed after the call. It is held in memory until the artifact is logged.
   * @throws {KymoError} ARTIFACT_LOGGED, ARTIFACT_PATH_INVALID
   * @throws {TypeError} when the content is neither text nor bytes
   */
  newFile(name: string, content: string | Uint8Array | ArrayBuffer): this {
    return this.#put(name, { kind: 'bytes', bytes: toOwnBytes(content) })
  }

  /**
   * Adds a value that knows how to be kept: a table, an image, a sound.
   * @throws {KymoError} ARTIFACT_LOGGED, ARTIFACT_PATH_INVALID
   * @throws {TypeError} when the value does not know
   */
  add(value: ArtifactObject, name: string): this {
    if (typeof value?.toArtifactFiles !== 'function')
      throw new TypeError(`Cannot add ${name} to artifact ${this.name}: expected a table or media`)
    for (const part of value.toArtifactFiles(name)) {
      if ('file' in part) this.addFile(part.file, { name: part.path })
      else this.newFile(part.path, part.content)
    }
    return this
  }

  /**
   * Adds the address of content that stays where it is: `https:`, `http:`, `file:`, `s3:` or any other. Of http the ETag and of
   * a file the MD5 is kept, as far as they can be found when the artifact is logged; else the address stands for the content.
   * @throws {KymoError} ARTIFACT_LOGGED, ARTIFACT_PATH_INVALID
   * @throws {TypeError} when it is no address
   */
  addReference(uri: string, options: AddReferenceOptions = {}): this {
    if (!URL.canParse(uri))
      throw new TypeError(`Cannot add a reference to artifact ${this.name}: '${uri}' is not a URI`)
    const name = options?.name ?? nameInUri(uri)
    return this.#put(name, { kind: 'reference', uri, checksum: options?.checksum !== false })
  }

  /**
   * Takes out a file, or all files below a folder.
   * @returns number of files that were taken out
   * @throws {KymoError} ARTIFACT_LOGGED
   */
  remove(path: string): number {
    this.#assertOpen('remove a file')
    const doomed = this.paths.filter((known) => known === path || known.startsWith(`${path}/`))
    for (const known of doomed) this.#sources.delete(known)
    this.#folders = undefined
    return doomed.length
  }

  /** @internal */
  get metadataJson(): string {
    return this.#metadataJson
  }

  /**
   * @internal From now on it does not change.
   * @throws {KymoError} ARTIFACT_LOGGED when its content has been handed over and was lost
   */
  seal(): void {
    if (this.#isSpoiled)
      throw new KymoError(
        'ARTIFACT_LOGGED',
        `Cannot log artifact ${this.name} again: it could not be staged the first time; make a new one`,
      )
    this.#isLogged = true
  }

  /** @internal */
  get items(): StageItem[] {
    return [...this.#sources].map(([path, source]) => ({ path, source }))
  }

  /** @internal Being staged, for this or another run: what is held in memory may have been handed over. */
  staging: Promise<unknown> | undefined

  /** @internal A second log of it needs no second look at the user's files. @param pathOf where staged content lies */
  settle(entries: readonly StagedEntry[], pathOf: (entry: StagedEntry) => string | undefined): void {
    this.#digest = manifestDigest(entries)
    // What was lost in memory is in the folder now.
    this.#isSpoiled = false
    for (const entry of entries) this.#sources.set(entry.path, toSource(entry, pathOf))
  }

  /** @internal */
  spoil(): void {
    this.#isSpoiled = true
  }

  /** @internal For drafts. */
  adopt(entries: readonly StagedEntry[], pathOf: (entry: StagedEntry) => string | undefined): void {
    for (const entry of entries) this.#put(entry.path, toSource(entry, pathOf))
  }

  #put(path: string, source: ContentSource): this {
    this.#assertOpen('add a file')
    const problem = findPathProblem(path) ?? this.#findCollision(path)
    if (problem !== undefined)
      throw new KymoError(
        'ARTIFACT_PATH_INVALID',
        `Cannot add '${path}' to artifact ${this.name}: ${problem}`,
      )
    this.#sources.set(path, source)
    for (const folder of foldersOf(path)) this.#folders?.add(folder)
    return this
  }

  #findCollision(path: string): string | undefined {
    this.#folders ??= new Set(this.paths.flatMap(foldersOf))
    if (this.#folders.has(path)) return 'it is a folder of this artifact'
    const file = foldersOf(path).find((folder) => this.#sources.has(folder))
    return file === undefined ? undefined : `'${file}' is a file of this artifact`
  }

  #assertOpen(what: string): void {
    if (!this.#isLogged) return
    throw new KymoError(
      'ARTIFACT_LOGGED',
      `Cannot ${what}: artifact ${this.name} has been logged; make a new one, or a draft of its version`,
    )
  }
}

function toSource(entry: StagedEntry, pathOf: (entry: StagedEntry) => string | undefined): ContentSource {
  const { digest, sha256, sizeBytes, ref } = entry
  if (ref !== undefined) return { kind: 'resolved', uri: ref, digest, sizeBytes }
  const path = pathOf(entry)
  return {
    kind: 'stored',
    content: { md5: digest, sha256, sizeBytes },
    ...(path === undefined ? {} : { path }),
  }
}

/** A copy, because the caller's bytes may change, and because these travel to another thread. */
function toOwnBytes(content: unknown): Uint8Array {
  if (typeof content === 'string') return new TextEncoder().encode(content)
  if (content instanceof ArrayBuffer || content instanceof SharedArrayBuffer)
    return Uint8Array.from(new Uint8Array(content))
  if (ArrayBuffer.isView(content))
    return Uint8Array.from(new Uint8Array(content.buffer, content.byteOffset, content.byteLength))
  throw new TypeError('Cannot make a file of an artifact: its content must be text or bytes')
}

function nameInUri(uri: string): string {
  const { pathname, hostname } = new URL(uri)
  const last = pathname.split('/').findLast((part) => part !== '') ?? hostname
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
