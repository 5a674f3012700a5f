import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ARTIFACT_RECORD,
  decodeRecord,
  LogReader,
  parseRunFolderName,
  recordMemberOf,
  runLogFileName,
  type LogRecord,
} from '@kymo/protocol'
import { openLogFile } from '../platform/log-file.ts'
import { stagedPath, type StagedEntry } from './content.ts'
import { numberVersions } from './number-versions.ts'
import type { VersionFacts, VersionName } from './version-facts.ts'

/** A version that a run folder holds. */
export interface LoggedVersion {
  readonly facts: VersionFacts
  /** Absolute. */
  readonly folderPath: string
}

type ArtifactRecord = NonNullable<LogRecord['artifact']>
interface Found {
  readonly record: ArtifactRecord
  readonly folderPath: string
  readonly loggedMs: number
}

const CHUNK_BYTES = 1024 * 1024
const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'

/**
 * Finds the versions of an artifact in the run folders of a directory, as a server that got all of them would number them: by the
 * time of logging, equal content once. Reads every log whole.
 * @returns from old to new; the last has the alias `latest`
 */
export async function findLoggedVersions(
  runsDir: string,
  name: Omit<VersionName, 'selector'>,
): Promise<LoggedVersion[]> {
  const found: Found[] = []
  for (const folder of await readdir(runsDir).catch((): string[] => [])) {
    const id = parseRunFolderName(folder)?.id
    if (id === undefined) continue
    const folderPath = join(runsDir, folder)
    // oxlint-disable-next-line no-await-in-loop -- one log at a time: memory
    await scanLog(join(folderPath, runLogFileName(id)), (record) => {
      if (isNamed(record, name)) found.push({ record, folderPath, loggedMs: timeOf(record) })
    }).catch(() => undefined)
  }
  return toVersions(found, name)
}

function toVersions(found: readonly Found[], name: Omit<VersionName, 'selector'>): LoggedVersion[] {
  const notes = found.map((one) => ({
    ...one,
    digest: one.record.digest ?? '',
    aliases: one.record.aliases ?? [],
  }))
  return numberVersions(notes).map(({ version, first: { record, folderPath }, aliases }) => ({
    folderPath,
    facts: {
      entity: name.entity,
      project: name.project,
      name: name.name,
      type: record.type ?? '',
      version,
      digest: record.digest ?? '',
      aliases,
      description: record.description ?? '',
      metadata: parseMetadata(record.metadata),
      entries: (record.manifest?.contents ?? []).map(toEntry),
    },
  }))
}

async function scanLog(path: string, onArtifact: (record: ArtifactRecord) => void): Promise<void> {
  const log = await openLogFile(path)
  try {
    const reader = new LogReader()
    for (let at = 0; ;) {
      // oxlint-disable-next-line no-await-in-loop -- a piece at a time
      const bytes = await log.read(at, CHUNK_BYTES)
      if (bytes.length === 0) return
      at += bytes.length
      reader.push(bytes)
      for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
        if (recordMemberOf(entry.payload) !== ARTIFACT_RECORD) continue
        const { artifact } = decodeRecord(entry.payload)
        if (artifact) onArtifact(artifact)
      }
    }
  } finally {
    await log.close()
  }
}

function isNamed(record: ArtifactRecord, { entity, project, name }: Omit<VersionName, 'selector'>): boolean {
  return (
    record.name === name &&
    (record.entity || DEFAULT_ENTITY) === entity &&
    (record.project || DEFAULT_PROJECT) === project
  )
}

type Contents = NonNullable<NonNullable<ArtifactRecord['manifest']>['contents']>

function toEntry({ path, digest, size, ref, kymoSha256 }: Contents[number]): StagedEntry {
  const isNamedBySha = typeof kymoSha256 === 'string' && /^[0-9a-f]{64}$/.test(kymoSha256)
  return {
    path: path ?? '',
    digest: digest ?? '',
    sha256: isNamedBySha ? kymoSha256 : undefined,
    sizeBytes: size ?? 0,
    ...(ref ? { ref } : {}),
  }
}

/** Where the content of an entry lies in a run folder, if it does. */
export function localPathIn(folderPath: string, { sha256 }: StagedEntry): string | undefined {
  return sha256 === undefined ? undefined : join(folderPath, stagedPath(sha256))
}

export function timeOf({ kymoTime }: Pick<ArtifactRecord, 'kymoTime'>): number {
  return kymoTime ? (kymoTime.seconds ?? 0) * 1000 + (kymoTime.nanos ?? 0) / 1e6 : 0
}

export function parseMetadata(text: string | null | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text || '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
