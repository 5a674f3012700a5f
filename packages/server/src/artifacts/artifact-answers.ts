import type {
  ArtifactCollection,
  ArtifactDetail,
  ArtifactDiff,
  ArtifactEdit,
  ArtifactLineage,
  ArtifactRef,
  ArtifactVersion,
  LineageNode,
  ManifestEntry,
  RunArtifacts,
} from '../api/artifact-types.ts'
import type { RunRef } from '../api/types.ts'
import type { CatalogVersion } from '../catalog/artifact-catalog.ts'
import { latestOf, type ArtifactBook, type LoggedArtifact } from './artifact-book.ts'
import type { Manifest } from './manifest-cache.ts'

const MAX_NODES = 500
const MAX_DIFF_ENTRIES = 1_000

/** One version as a route names it. */
export interface VersionAddress extends ArtifactRef {
  readonly selector: string
}

export interface ManifestQuery {
  readonly prefix: string
  readonly after: string | undefined
  readonly limit: number
}

type Found =
  | { readonly version: CatalogVersion; readonly record: LoggedArtifact | undefined }
  | { readonly version: undefined; readonly record: LoggedArtifact }

/** What the query API says about artifacts. Undefined where there is no such thing. */
export class ArtifactAnswers {
  readonly #book: ArtifactBook

  constructor(book: ArtifactBook) {
    this.#book = book
  }

  listCollections(entity: string, project: string): ArtifactCollection[] {
    const found: ArtifactCollection[] = []
    for (const { ref, versions } of this.#book.collections) {
      if (ref.entity !== entity || ref.project !== project || versions.size === 0) continue
      found.push(this.#collection(ref))
    }
    return found.toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name))
  }

  collection(ref: ArtifactRef): { collection: ArtifactCollection; versions: ArtifactVersion[] } | undefined {
    const collection = this.#book.find(ref)
    if (collection === undefined || collection.versions.size === 0) return undefined
    const versions = [...collection.versions.values()].toSorted((a, b) => b.version - a.version)
    return {
      collection: this.#collection(ref),
      versions: versions.map((version) => this.#book.describe(version)),
    }
  }

  async detail(address: VersionAddress): Promise<ArtifactDetail | undefined> {
    const found = this.#find(address)
    if (found === undefined) return undefined
    const { version, record } = found
    if (version === undefined) {
      return {
        ...this.#book.describePending(record),
        usedBy: [],
        missingBytes: await this.#missingBytes(record),
        previousVersion: null,
      }
    }
    return {
      ...this.#book.describe(version),
      usedBy: this.#book.usersOf(version).map((run) => this.#book.linkTo(run)),
      missingBytes: 0,
      previousVersion: this.#previous(version),
    }
  }

  manifest(
    address: VersionAddress,
    { prefix, after, limit }: ManifestQuery,
  ): { entries: ManifestEntry[]; totalCount: number; next: string | null } | undefined {
    const all = this.#manifest(address)?.entries.filter(({ path }) => path.startsWith(prefix))
    if (all === undefined) return undefined
    const rest = after === undefined ? all : all.filter(({ path }) => path > after)
    const entries = rest.slice(0, limit)
    return {
      entries,
      totalCount: all.length,
      next: entries.length < rest.length ? entries[entries.length - 1].path : null,
    }
  }

  /** @returns absolute path of a file of a version */
  async findFile(address: VersionAddress, path: string): Promise<string | undefined> {
    const record = this.#find(address)?.record
    const entry = this.#manifest(address)?.find(path)
    return record === undefined || entry === undefined ? undefined : this.#book.contentPath(record, entry)
  }

  /**
   * The whole of a table that was logged as an artifact too.
   * @param reference as a table's value has it: `wandb-client-artifact://<client id>/<path>`
   * @returns undefined when it has not arrived
   */
  async findReference(reference: string): Promise<{ path: string; fileBase: string } | undefined> {
    const [, clientId, file] = /^wandb-client-artifact:\/\/([^/:]+)\/(.+)$/s.exec(reference) ?? []
    const record = clientId === undefined ? undefined : this.#book.findRecord(clientId)
    const entry = record && this.#book.manifestOf(record).find(file)
    if (record === undefined || entry === undefined) return undefined
    const path = await this.#book.contentPath(record, entry)
    return path === undefined
      ? undefined
      : { path, fileBase: fileBaseOf({ ...record, selector: record.digest }) }
  }

  diff(address: VersionAddress, selector: string): ArtifactDiff | undefined {
    const [after, before] = [address, { ...address, selector }].map((of) => this.#manifest(of)?.entries)
    if (after === undefined || before === undefined) return undefined
    const old = new Map(before.map((entry) => [entry.path, entry]))
    const paths = new Set(after.map(({ path }) => path))
    const added = after.filter(({ path }) => !old.has(path))
    const removed = before.filter(({ path }) => !paths.has(path))
    const kept = after.flatMap((entry) => {
      const previous = old.get(entry.path)
      return previous === undefined ? [] : [{ path: entry.path, before: previous, after: entry }]
    })
    const changed = kept.filter(
      (pair) => pair.before.digest !== pair.after.digest || pair.before.ref !== pair.after.ref,
    )
    return {
      added: added.slice(0, MAX_DIFF_ENTRIES),
      removed: removed.slice(0, MAX_DIFF_ENTRIES),
      changed: changed.slice(0, MAX_DIFF_ENTRIES),
      addedCount: added.length,
      removedCount: removed.length,
      changedCount: changed.length,
      unchangedCount: kept.length - changed.length,
    }
  }

  /** Runs and versions around one version, breadth first, in both directions. */
  lineage(address: VersionAddress, depth: number): ArtifactLineage | undefined {
    const start = this.#find(address)?.version
    if (start === undefined) return undefined
    const nodes = new Map<string, LineageNode>()
    const edges = new Map<string, { from: string; to: string }>()
    let isCut = false
    const add = (node: LineageNode): boolean => {
      if (nodes.has(node.id)) return false
      if (nodes.size >= MAX_NODES) isCut = true
      else nodes.set(node.id, node)
      return !isCut
    }
    const link = (from: string, to: string): void => {
      if (nodes.has(from) && nodes.has(to)) edges.set(`${from} ${to}`, { from, to })
    }
    add(this.#versionNode(start))
    let border: LineageNode[] = [...nodes.values()]
    for (let level = 0; border.length > 0; level++) {
      const next: LineageNode[] = []
      for (const node of border) {
        for (const { other, isSource } of this.#neighbours(node)) {
          if (level >= depth) isCut ||= !nodes.has(other.id)
          else if (add(other)) next.push(other)
          if (isSource) link(other.id, node.id)
          else link(node.id, other.id)
        }
      }
      border = next
    }
    return { nodes: [...nodes.values()], edges: [...edges.values()], isCut }
  }

  /** @returns the version as it is then; undefined when there is none */
  async edit(
    address: VersionAddress,
    change: ArtifactEdit & { readonly nowMs: number },
  ): Promise<ArtifactDetail | undefined> {
    const version = this.#find(address)?.version
    if (version === undefined) return undefined
    const { description, metadata, tags, ttlSeconds, nowMs } = change
    this.#book.edit(version, {
      edit: {
        ...(description === undefined ? {} : { description }),
        ...(metadata === undefined ? {} : { metadata }),
        ...(tags === undefined ? {} : { tags }),
        ...(ttlSeconds === undefined
          ? {}
          : { expiresMs: ttlSeconds === null ? null : nowMs + ttlSeconds * 1000 }),
      },
      addAliases: change.addAliases ?? [],
      removeAliases: change.removeAliases ?? [],
    })
    return this.detail({ ...address, selector: `v${version.version}` })
  }

  /** @returns aliases that keep a version from being deleted, empty when it has been; undefined when there is none */
  remove(address: VersionAddress, { isForced }: { readonly isForced: boolean }): string[] | undefined {
    const version = this.#find(address)?.version
    if (version === undefined) return undefined
    const aliases = this.#book.aliasesOf(version).filter((alias) => alias !== 'latest')
    if (aliases.length > 0 && !isForced) return aliases
    this.#book.edit(version, { edit: { isDeleted: true }, addAliases: [], removeAliases: aliases })
    return []
  }

  ofRun(ref: RunRef): RunArtifacts {
    const { logged, used } = this.#book.ofRun(ref)
    return { logged, used: used.map((version) => this.#book.describe(version)) }
  }

  #collection(ref: ArtifactRef): ArtifactCollection {
    const versions = [...this.#book.find(ref)!.versions.values()]
    const latest = latestOf({ versions: new Map(versions.map((version) => [version.version, version])) })
    const times = versions.map(({ createdMs }) => createdMs)
    return {
      entity: ref.entity,
      project: ref.project,
      name: ref.name,
      type: versions[0].type,
      versionCount: versions.filter(({ edit }) => edit.isDeleted !== true).length,
      latest: latest === undefined ? null : this.#book.describe(latest),
      createdMs: Math.min(...times),
      updatedMs: Math.max(...times),
    }
  }

  #find({ selector, ...ref }: VersionAddress): Found | undefined {
    const version = this.#book.select(ref, selector)
    if (version !== undefined) return { version, record: this.#book.recordOf(version) }
    const record = this.#book.findPending(ref, selector)
    return record === undefined ? undefined : { version: undefined, record }
  }

  #manifest(address: VersionAddress): Manifest | undefined {
    const found = this.#find(address)
    if (found?.record === undefined || found.version?.edit.isDeleted === true) return undefined
    return this.#book.manifestOf(found.record)
  }

  async #missingBytes(record: LoggedArtifact): Promise<number> {
    let bytes = 0
    for (const entry of this.#book.manifestOf(record).entries) {
      if (entry.sha256 !== null && (await this.#book.contentPath(record, entry)) === undefined)
        bytes += entry.sizeBytes
    }
    return bytes
  }

  #previous(version: CatalogVersion): number | null {
    const older = [...this.#book.find(version)!.versions.keys()].filter((number) => number < version.version)
    return older.length === 0 ? null : Math.max(...older)
  }

  #versionNode(version: CatalogVersion): LineageNode {
    const { entity, project, name, version: number } = version
    return {
      kind: 'artifact',
      id: JSON.stringify([entity, project, name, number]),
      artifact: this.#book.describe(version),
    }
  }

  #runNode(run: RunRef): LineageNode {
    return {
      kind: 'run',
      id: JSON.stringify([run.entity, run.project, run.run]),
      run: this.#book.linkTo(run),
    }
  }

  #neighbours(node: LineageNode): { other: LineageNode; isSource: boolean }[] {
    if (node.kind === 'run') {
      const { logged, used } = this.#book.ofRun(node.run)
      const made = logged.flatMap(({ version, ...ref }) =>
        version === null ? [] : (this.#book.select(ref, `v${version}`) ?? []),
      )
      return [
        ...used.map((version) => ({ other: this.#versionNode(version), isSource: true })),
        ...made.map((version) => ({ other: this.#versionNode(version), isSource: false })),
      ]
    }
    const version = this.#book.select(node.artifact, `v${node.artifact.version}`)
    if (version === undefined) return []
    const record = this.#book.recordOf(version)
    return [
      ...(record === undefined ? [] : [{ other: this.#runNode(record.run), isSource: true }]),
      ...this.#book.usersOf(version).map((run) => ({ other: this.#runNode(run), isSource: false })),
    ]
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** URL that the path of a file of a version is appended to. */
export function fileBaseOf({ entity, project, name, selector }: VersionAddress): string {
  return `/api/v1/artifacts/${[entity, project, name, selector].map(encodeURIComponent).join('/')}/files/`
}
