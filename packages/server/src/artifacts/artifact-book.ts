import type {
  ArtifactRef,
  ArtifactState,
  ArtifactVersion,
  ManifestEntry,
  RunLink,
} from '../api/artifact-types.ts'
import type { RunRef } from '../api/types.ts'
import type { ArtifactCatalog, CatalogVersion, VersionEdit } from '../catalog/artifact-catalog.ts'
import { shorten } from '../domain/shorten.ts'
import { ServerError, type ServerErrorOptions } from '../errors.ts'
import type { LoggedFacts, UsedFacts } from '../projector/project-artifact.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import type { Store } from '../store/store.ts'
import { ManifestCache, type Manifest } from './manifest-cache.ts'

/** An artifact as one record of a log has it. */
export interface LoggedArtifact extends LoggedFacts {
  readonly folderId: number
  readonly seq: number
  readonly logPath: string
  readonly run: RunRef
}

export interface UsedArtifact extends UsedFacts {
  readonly run: RunRef
}

export interface ArtifactBookOptions {
  readonly catalog: ArtifactCatalog
  readonly store: () => Store
  /** @returns where content lies; undefined when it has not arrived */
  readonly findContent: (logPath: string, sha256: string) => Promise<string | undefined>
  readonly nameOf: (run: RunRef) => string
  /**
   * Numbers follow the time of logging, also when a log is read that has earlier ones: for a catalog that is made anew whenever a folder
   * is opened. Otherwise a number that was given stays.
   */
  readonly isNumberedByTime: boolean
  /** A version was given, or changed. */
  readonly onChanged: (run: RunRef) => void
}

export interface NamedContentOptions {
  /** True while a log may still be written. */
  readonly isGrowing: (logPath: string) => boolean
  readonly nowMs: number
}

const key = ({ entity, project, name }: ArtifactRef): string => JSON.stringify([entity, project, name])

interface Collection {
  readonly ref: ArtifactRef
  readonly versions: Map<number, CatalogVersion>
  /** Alias → version; `latest` is the greatest that is not deleted. */
  readonly aliases: Map<string, number>
}

/** All artifacts: what logs say, and which version each became when its content had arrived. */
export class ArtifactBook {
  readonly #options: ArtifactBookOptions
  readonly #logged = new Map<string, LoggedArtifact[]>()
  readonly #used = new Map<string, UsedArtifact[]>()
  readonly #collections = new Map<string, Collection>()
  readonly #commits = new Map<string, number>()
  /** Made when it is asked for, forgotten when a record comes or goes. */
  #byClientId: Map<string, LoggedArtifact[]> | undefined
  readonly #manifests = new ManifestCache()
  /** Of records that are not complete: how many of their files, from the first on, have been seen. */
  readonly #seenCounts = new Map<string, number>()
  #settling: Promise<void> = Promise.resolve()
  #isDue = false

  constructor(options: ArtifactBookOptions) {
    this.#options = options
    const { catalog } = options
    for (const version of catalog.listVersions())
      this.#collectionOf(version).versions.set(version.version, version)
    for (const { alias, version, ...ref } of catalog.listAliases())
      this.#collectionOf(ref).aliases.set(alias, version)
    for (const { clientId, version } of catalog.listCommits()) this.#commits.set(clientId, version)
  }

  get collections(): Iterable<Collection> {
    return this.#collections.values()
  }

  /** Takes over what the index has of a log. */
  load(log: TrackedLog): void {
    if (log.facts.artifactCount === 0) return
    const rows = this.#options.store().listArtifacts(log.id)
    const { entity, project } = log.run
    this.#byClientId = undefined
    this.#logged.set(
      log.logPath,
      rows.flatMap(({ kind, seq, facts }) => {
        if (kind !== 'logged') return []
        // Where the log lies says whose it is, as for runs.
        const own = { ...(JSON.parse(facts) as LoggedFacts), entity, project }
        return [{ ...own, folderId: log.id, seq, logPath: log.logPath, run: log.run }]
      }),
    )
    this.#used.set(
      log.logPath,
      rows.flatMap(({ kind, facts }) => {
        if (kind !== 'used') return []
        const used = JSON.parse(facts) as UsedFacts
        return [{ ...used, entity: used.entity || entity, project: used.project || project, run: log.run }]
      }),
    )
    this.contentArrived()
  }

  /** The index is being made anew. */
  clear(): void {
    this.#byClientId = undefined
    this.#logged.clear()
    this.#used.clear()
  }

  forget(logPath: string): void {
    this.#byClientId = undefined
    this.#logged.delete(logPath)
    this.#used.delete(logPath)
  }

  /** Looks, soon, which artifacts are complete now. */
  contentArrived(): void {
    if (this.#isDue) return
    this.#isDue = true
    this.#settling = this.#settling.then(() => this.#commitComplete()).catch(() => undefined)
  }

  async settle(): Promise<void> {
    await this.#settling
  }

  find(ref: ArtifactRef): Collection | undefined {
    return this.#collections.get(key(ref))
  }

  /** @param selector `v3`, an alias, or a digest */
  select(ref: ArtifactRef, selector: string): CatalogVersion | undefined {
    const collection = this.find(ref)
    if (collection === undefined) return undefined
    const exact = /^v(\d{1,9})$/.exec(selector)?.[1]
    if (exact !== undefined) return collection.versions.get(Number(exact))
    if (selector === 'latest') return latestOf(collection)
    const aliased = collection.aliases.get(selector)
    if (aliased !== undefined) return collection.versions.get(aliased)
    return [...collection.versions.values()].findLast(({ digest }) => digest === selector)
  }

  /** A record whose content has not all arrived. */
  findPending(ref: ArtifactRef, selector: string): LoggedArtifact | undefined {
    return this.#allLogged().find(
      (logged) =>
        key(logged) === key(ref) && logged.digest === selector && !this.#commits.has(logged.clientId),
    )
  }

  /** The record that a version was first made of; undefined when its log is gone. */
  recordOf(version: CatalogVersion): LoggedArtifact | undefined {
    return this.#recordsOf(version.clientId).find(({ digest }) => digest === version.digest)
  }

  findRecord(clientId: string): LoggedArtifact | undefined {
    return this.#recordsOf(clientId)[0]
  }

  manifestOf({ folderId, seq, clientId, digest }: LoggedArtifact): Manifest {
    return this.#manifests.read(JSON.stringify([folderId, seq, clientId, digest]), () =>
      this.#options.store().getManifest(folderId, seq),
    )
  }

  contentPath(record: LoggedArtifact, entry: ManifestEntry): Promise<string | undefined> {
    if (entry.sha256 === null) return Promise.resolve(undefined)
    return this.#options.findContent(record.logPath, entry.sha256)
  }

  describe(version: CatalogVersion): ArtifactVersion {
    const record = this.recordOf(version)
    const { edit } = version
    const { entity, project, name, type, digest, createdMs } = version
    const state: ArtifactState = edit.isDeleted === true ? 'deleted' : 'committed'
    return {
      entity,
      project,
      name,
      type,
      version: version.version,
      digest,
      state,
      aliases: this.aliasesOf(version),
      tags: edit.tags ?? record?.tags ?? [],
      description: edit.description ?? record?.description ?? '',
      metadata: edit.metadata ?? record?.metadata ?? {},
      sizeBytes: record?.sizeBytes ?? 0,
      fileCount: record?.fileCount ?? 0,
      createdMs,
      expiresMs: this.expiresMs(version),
      createdBy: record === undefined ? null : this.linkTo(record.run),
      usedByCount: this.usersOf(version).length,
    }
  }

  describePending(record: LoggedArtifact): ArtifactVersion {
    const {
      entity,
      project,
      name,
      type,
      digest,
      aliases,
      tags,
      description,
      metadata,
      sizeBytes,
      fileCount,
    } = record
    return {
      entity,
      project,
      name,
      type,
      digest,
      tags,
      description,
      metadata,
      sizeBytes,
      fileCount,
      version: null,
      state: 'pending',
      aliases,
      createdMs: record.loggedMs,
      expiresMs: null,
      createdBy: this.linkTo(record.run),
      usedByCount: 0,
    }
  }

  /** When a version is due to be deleted; null: never. */
  expiresMs(version: CatalogVersion): number | null {
    const { createdMs, edit } = version
    if (edit.expiresMs !== undefined) return edit.expiresMs
    const ttlSeconds = this.recordOf(version)?.ttlSeconds ?? 0
    return ttlSeconds > 0 ? createdMs + ttlSeconds * 1000 : null
  }

  /** Versions whose time is over. An alias other than latest protects a version, as it does from being deleted by hand. */
  listExpired(nowMs: number): CatalogVersion[] {
    return [...this.#collections.values()].flatMap(({ versions }) =>
      [...versions.values()].filter((version) => {
        if (version.edit.isDeleted === true) return false
        const expiresMs = this.expiresMs(version)
        return expiresMs !== null && expiresMs <= nowMs && this.#isUnprotected(version)
      }),
    )
  }

  /** @returns how many versions it has deleted */
  expire(nowMs: number): number {
    const expired = this.listExpired(nowMs)
    for (const version of expired) {
      this.edit(version, { edit: { isDeleted: true }, addAliases: [], removeAliases: [] })
      const record = this.recordOf(version)
      if (record !== undefined) this.#options.onChanged(record.run)
    }
    return expired.length
  }

  /**
   * Content that something needs: of versions that are not deleted, of records that are not complete yet, and all that logs which
   * still grow have named or used, because their writers know that it was here and may build on it.
   * @throws {ServerError} COLLECT_INCOMPLETE when a manifest is not in the index
   */
  *listNamed({ isGrowing, nowMs }: NamedContentOptions): Generator<string> {
    const expired = new Set(this.listExpired(nowMs))
    const inUse = new Set<CatalogVersion | undefined>()
    for (const [logPath, uses] of this.#used)
      if (isGrowing(logPath)) for (const use of uses) inUse.add(this.#versionUsed(use))
    for (const record of this.#allLogged()) {
      const version = this.versionOf(record)
      const isGone = version !== undefined && (version.edit.isDeleted === true || expired.has(version))
      if (isGone && !inUse.has(version) && !isGrowing(record.logPath)) continue
      const json = this.#options.store().getManifest(record.folderId, record.seq)
      if (json === undefined) throw incomplete(`the manifest of ${shorten(record.name)} is not in the index`)
      for (const { sha256 } of JSON.parse(json) as ManifestEntry[]) if (sha256 !== null) yield sha256
    }
  }

  /** @throws {ServerError} COLLECT_INCOMPLETE when all runs are gone, as when their disk is not mounted */
  checkRecords(): void {
    const versions = [...this.#collections.values()].flatMap(({ versions: own }) => [...own.values()])
    const kept = versions.filter(({ edit }) => edit.isDeleted !== true)
    if (kept.length > 0 && kept.every((version) => this.recordOf(version) === undefined))
      throw incomplete(`no run is there of those that logged the ${kept.length} versions`)
  }

  aliasesOf(version: CatalogVersion): string[] {
    const collection = this.#collectionOf(version)
    const own = [...collection.aliases].flatMap(([alias, at]) => (at === version.version ? [alias] : []))
    return latestOf(collection)?.version === version.version ? ['latest', ...own.toSorted()] : own.toSorted()
  }

  /** Runs that used a version. */
  usersOf(version: CatalogVersion): RunRef[] {
    const users = new Map<string, RunRef>()
    for (const used of [...this.#used.values()].flat()) {
      const isIt = key(used) === key(version) && this.#versionUsed(used)?.version === version.version
      if (isIt) users.set(JSON.stringify(used.run), used.run)
    }
    return [...users.values()]
  }

  /** Versions that a run logged, pending ones too, and those that it used. */
  ofRun(ref: RunRef): { logged: ArtifactVersion[]; used: CatalogVersion[] } {
    const isOf = ({ run }: { readonly run: RunRef }): boolean =>
      run.run === ref.run && run.project === ref.project && run.entity === ref.entity
    const logged = this.#allLogged().filter(isOf)
    const used = [...this.#used.values()].flat().filter(isOf)
    return {
      logged: logged.map((record) => {
        const version = this.versionOf(record)
        return version === undefined ? this.describePending(record) : this.describe(version)
      }),
      used: used.flatMap((use) => this.#versionUsed(use) ?? []),
    }
  }

  versionOf(record: LoggedArtifact): CatalogVersion | undefined {
    const version = this.#commits.get(record.clientId)
    return version === undefined ? undefined : this.find(record)?.versions.get(version)
  }

  linkTo(run: RunRef): RunLink {
    return { entity: run.entity, project: run.project, run: run.run, runName: this.#options.nameOf(run) }
  }

  /** Changes what people may change of a version. */
  edit(
    version: CatalogVersion,
    change: {
      readonly edit: VersionEdit
      readonly addAliases: readonly string[]
      readonly removeAliases: readonly string[]
    },
  ): void {
    const { catalog } = this.#options
    const collection = this.#collectionOf(version)
    const next = { ...version, edit: { ...version.edit, ...change.edit } }
    catalog.transaction(() => {
      catalog.putVersion(next)
      for (const alias of change.removeAliases)
        if (collection.aliases.get(alias) === version.version) catalog.deleteAlias(version, alias)
      for (const alias of change.addAliases) catalog.putAlias(version, alias, version.version)
    })
    collection.versions.set(version.version, next)
    for (const alias of change.removeAliases)
      if (collection.aliases.get(alias) === version.version) collection.aliases.delete(alias)
    for (const alias of change.addAliases) collection.aliases.set(alias, version.version)
  }

  #isUnprotected(version: CatalogVersion): boolean {
    const { aliases } = this.#collectionOf(version)
    return ![...aliases.values()].includes(version.version)
  }

  #versionUsed(used: UsedArtifact): CatalogVersion | undefined {
    const named = this.select(used, used.selector)
    // Offline a version may have had another number; and one content may be several versions.
    if (used.digest === '' || named?.digest === used.digest) return named
    return this.select(used, used.digest) ?? named
  }

  #recordsOf(clientId: string): readonly LoggedArtifact[] {
    this.#byClientId ??= groupByClient(this.#allLogged())
    return this.#byClientId.get(clientId) ?? []
  }

  #allLogged(): LoggedArtifact[] {
    return [...this.#logged.values()].flat()
  }

  async #commitComplete(): Promise<void> {
    this.#isDue = false
    const pending = this.#allLogged()
      .filter(({ clientId }) => !this.#commits.has(clientId))
      .toSorted(byTime)
    if (this.#options.isNumberedByTime) return this.#commitByTime(pending)
    for (const record of pending) if (await this.#isComplete(record)) this.#commit(record)
  }

  async #commitByTime(pending: readonly LoggedArtifact[]): Promise<void> {
    const complete: LoggedArtifact[] = []
    for (const record of pending) if (await this.#isComplete(record)) complete.push(record)
    const later = this.#takeBackLater(complete)
    for (const record of [...complete, ...later].toSorted(byTime)) this.#commit(record)
  }

  /** Forgets the numbers of all collections that have an earlier record now. @returns their records, to be numbered again */
  #takeBackLater(complete: readonly LoggedArtifact[]): LoggedArtifact[] {
    const firstMs = new Map<string, number>()
    for (const record of complete)
      firstMs.set(key(record), Math.min(firstMs.get(key(record)) ?? Infinity, record.loggedMs))
    if (firstMs.size === 0) return []
    const numbered = this.#allLogged().filter(({ clientId }) => this.#commits.has(clientId))
    const isLater = (record: LoggedArtifact): boolean =>
      record.loggedMs > (firstMs.get(key(record)) ?? Infinity)
    const changed = new Set(numbered.filter(isLater).map(key))
    const taken = numbered.filter((record) => changed.has(key(record)))
    for (const { clientId } of taken) this.#commits.delete(clientId)
    for (const name of changed) this.#collections.delete(name)
    return taken
  }

  /** Goes on where it stopped the last time: with every pack of files that comes, all would be looked for again. */
  async #isComplete(record: LoggedArtifact): Promise<boolean> {
    const { entries, isKnown } = this.manifestOf(record)
    if (!isKnown) return false
    const seenCount = this.#seenCounts.get(record.clientId) ?? 0
    const missing = await this.#findMissing(record, entries.slice(seenCount))
    if (missing !== undefined) {
      this.#seenCounts.set(record.clientId, seenCount + missing)
      return false
    }
    this.#seenCounts.delete(record.clientId)
    // What has been seen before may have been deleted since.
    return seenCount === 0 || (await this.#findMissing(record, entries)) === undefined
  }

  /** @returns index of the first entry whose content is not here */
  async #findMissing(record: LoggedArtifact, entries: readonly ManifestEntry[]): Promise<number | undefined> {
    for (const [index, { sha256 }] of entries.entries()) {
      if (sha256 !== null && (await this.#options.findContent(record.logPath, sha256)) === undefined)
        return index
    }
    return undefined
  }

  #commit(record: LoggedArtifact): void {
    const { catalog } = this.#options
    const collection = this.#collectionOf(record)
    const newest = [...collection.versions.values()].toSorted((a, b) => a.version - b.version).at(-1)
    const isSame = newest?.digest === record.digest && newest.edit.isDeleted !== true
    const { entity, project, name, type, digest, clientId, loggedMs } = record
    const version: CatalogVersion = isSame
      ? newest
      : {
          entity,
          project,
          name,
          type,
          digest,
          clientId,
          createdMs: loggedMs,
          version: (newest?.version ?? -1) + 1,
          edit: {},
        }
    const aliases = record.aliases.filter((alias) => alias !== 'latest')
    catalog.transaction(() => {
      if (!isSame) catalog.putVersion(version)
      catalog.putCommit(clientId, record, version.version)
      for (const alias of aliases) catalog.putAlias(record, alias, version.version)
    })
    collection.versions.set(version.version, version)
    this.#commits.set(clientId, version.version)
    for (const alias of aliases) collection.aliases.set(alias, version.version)
    this.#options.onChanged(record.run)
  }

  #collectionOf({ entity, project, name }: ArtifactRef): Collection {
    const ref = { entity, project, name }
    let collection = this.#collections.get(key(ref))
    if (collection === undefined) {
      collection = { ref, versions: new Map(), aliases: new Map() }
      this.#collections.set(key(ref), collection)
    }
    return collection
  }
}

export function latestOf({ versions }: Pick<Collection, 'versions'>): CatalogVersion | undefined {
  return [...versions.values()]
    .toSorted((a, b) => a.version - b.version)
    .findLast(({ edit }) => edit.isDeleted !== true)
}

function byTime(a: LoggedArtifact, b: LoggedArtifact): number {
  return a.loggedMs - b.loggedMs || a.seq - b.seq
}

function groupByClient(records: readonly LoggedArtifact[]): Map<string, LoggedArtifact[]> {
  const groups = new Map<string, LoggedArtifact[]>()
  for (const record of records) {
    const group = groups.get(record.clientId)
    if (group === undefined) groups.set(record.clientId, [record])
    else group.push(record)
  }
  return groups
}

export function incomplete(reason: string, options: ServerErrorOptions = {}): ServerError {
  return new ServerError('COLLECT_INCOMPLETE', `Cannot collect content that nothing names: ${reason}`, {
    remedy: 'Nothing was deleted. Put right what could not be read; the server tries again by itself.',
    ...options,
  })
}
