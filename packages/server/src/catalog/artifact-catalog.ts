import type { ArtifactRef } from '../api/artifact-types.ts'
import type { Value } from '../api/types.ts'
import type { Statement } from '../store/sqlite/database.ts'
import { openCatalog } from './open-catalog.ts'

/** A version of an artifact: what was given when all of its content had arrived, and what people changed since. */
export interface CatalogVersion extends ArtifactRef {
  readonly version: number
  readonly type: string
  readonly digest: string
  readonly createdMs: number
  /** Of the record that it was first made of. */
  readonly clientId: string
  readonly edit: VersionEdit
}

export interface VersionEdit {
  readonly description?: string
  readonly metadata?: Value
  readonly tags?: readonly string[]
  /** Unix milliseconds; null: kept. */
  readonly expiresMs?: number | null
  readonly isDeleted?: boolean
}

/** Kept for good, unlike the index: it cannot be read again from the logs. Names are kept as JSON text, because one binding cuts strings at NUL. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS artifact_version (
    entity TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
    digest TEXT NOT NULL, created_ms REAL NOT NULL, client_id TEXT NOT NULL, edit TEXT NOT NULL,
    PRIMARY KEY (entity, project, name, version)
  );
  CREATE TABLE IF NOT EXISTS artifact_alias (
    entity TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL, alias TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (entity, project, name, alias)
  );
  CREATE TABLE IF NOT EXISTS artifact_commit (
    client_id TEXT PRIMARY KEY, entity TEXT NOT NULL, project TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL
  );
`

const keyOf = ({ entity, project, name }: ArtifactRef): [string, string, string] => [
  JSON.stringify(entity),
  JSON.stringify(project),
  JSON.stringify(name),
]
const text = (json: unknown): string => JSON.parse(json as string) as string

export interface ArtifactCatalog {
  listVersions(): CatalogVersion[]
  listAliases(): (ArtifactRef & { readonly alias: string; readonly version: number })[]
  /** Version that the record with this id became. */
  listCommits(): (ArtifactRef & { readonly clientId: string; readonly version: number })[]
  putVersion(version: CatalogVersion): void
  putCommit(clientId: string, ref: ArtifactRef, version: number): void
  putAlias(ref: ArtifactRef, alias: string, version: number): void
  deleteAlias(ref: ArtifactRef, alias: string): void
  /** All or nothing. */
  transaction(change: () => void): void
  close(): void
}

/**
 * @param path a file, or ':memory:'
 * @throws {ServerError} DATA_DIR_UNUSABLE when it cannot be read or written, INDEX_DRIVER_MISSING
 */
export function openArtifactCatalog(path: string): ArtifactCatalog {
  const database = openCatalog(path, TABLES)
  const sql = (statement: string): Statement => database.prepare(statement)
  const versions = sql('SELECT * FROM artifact_version ORDER BY created_ms')
  const aliases = sql('SELECT * FROM artifact_alias')
  const commits = sql('SELECT * FROM artifact_commit')
  const putVersion = sql('INSERT OR REPLACE INTO artifact_version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const putAlias = sql('INSERT OR REPLACE INTO artifact_alias VALUES (?, ?, ?, ?, ?)')
  const deleteAlias = sql(
    'DELETE FROM artifact_alias WHERE entity = ? AND project = ? AND name = ? AND alias = ?',
  )
  const putCommit = sql('INSERT OR REPLACE INTO artifact_commit VALUES (?, ?, ?, ?, ?)')
  const refOf = (row: Readonly<Record<string, unknown>>): ArtifactRef => ({
    entity: text(row['entity']),
    project: text(row['project']),
    name: text(row['name']),
  })
  return {
    listVersions: () =>
      versions.all().map((row) => ({
        ...refOf(row),
        version: row['version'] as number,
        type: text(row['type']),
        digest: row['digest'] as string,
        createdMs: row['created_ms'] as number,
        clientId: text(row['client_id']),
        edit: JSON.parse(row['edit'] as string) as VersionEdit,
      })),
    listAliases: () =>
      aliases
        .all()
        .map((row) => ({ ...refOf(row), alias: text(row['alias']), version: row['version'] as number })),
    listCommits: () =>
      commits.all().map((row) => ({
        ...refOf(row),
        clientId: text(row['client_id']),
        version: row['version'] as number,
      })),
    putVersion: ({ version, type, digest, createdMs, clientId, edit, ...ref }) =>
      void putVersion.run(
        ...keyOf(ref),
        version,
        JSON.stringify(type),
        digest,
        createdMs,
        JSON.stringify(clientId),
        JSON.stringify(edit),
      ),
    putCommit: (clientId, ref, version) =>
      void putCommit.run(JSON.stringify(clientId), ...keyOf(ref), version),
    putAlias: (ref, alias, version) => void putAlias.run(...keyOf(ref), JSON.stringify(alias), version),
    deleteAlias: (ref, alias) => void deleteAlias.run(...keyOf(ref), JSON.stringify(alias)),
    transaction: (change) => {
      database.exec('BEGIN')
      try {
        change()
        database.exec('COMMIT')
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
    close: () => database.close(),
  }
}
