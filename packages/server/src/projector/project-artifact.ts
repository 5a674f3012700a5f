import type { LogRecord } from '@kymo/protocol'
import type { ManifestEntry } from '../api/artifact-types.ts'
import type { Value } from '../api/types.ts'
import { parseApiValue } from '../domain/api-value.ts'
import type { ArtifactRow } from '../store/store.ts'
import type { LogFacts } from './log-facts.ts'
import { timeOf } from './record-time.ts'

/** What a record says of an artifact besides its files. Stored as JSON. */
export interface LoggedFacts {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  readonly digest: string
  readonly clientId: string
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  readonly description: string
  readonly metadata: Value
  readonly ttlSeconds: number
  readonly loggedMs: number
  readonly sizeBytes: number
  readonly fileCount: number
}

/** Stored as JSON. `selector` is what was asked for, digest the version that came. */
export interface UsedFacts {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly selector: string
  readonly type: string
  readonly digest: string
  readonly usedMs: number
}

const DIGEST = /^[0-9a-f]{32}$/
const SHA256 = /^[0-9a-f]{64}$/

/** @returns undefined for a record that names nothing */
export function loggedArtifact(
  record: NonNullable<LogRecord['artifact']>,
  facts: Readonly<LogFacts>,
): Omit<ArtifactRow, 'seq'> | undefined {
  const { name, type, digest } = record
  if (!name || !type || !digest || !DIGEST.test(digest)) return undefined
  const entries = (record.manifest?.contents ?? []).map((entry): ManifestEntry => ({
    path: entry.path ?? '',
    sizeBytes: entry.size ?? 0,
    digest: entry.digest ?? '',
    sha256: entry.kymoSha256 && SHA256.test(entry.kymoSha256) ? entry.kymoSha256 : null,
    ref: entry.ref || null,
  }))
  const inOrder = entries.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const logged: LoggedFacts = {
    entity: record.entity || facts.entity,
    project: record.project || facts.project,
    name,
    type,
    digest,
    // Foreign logs have one too; without, the digest tells records apart well enough.
    clientId: record.clientId || `${facts.runId} ${digest}`,
    aliases: [...(record.aliases ?? [])],
    tags: [...(record.tags ?? [])],
    description: record.description ?? '',
    metadata: parseApiValue(record.metadata || '{}') ?? {},
    ttlSeconds: record.ttlDurationSeconds ?? 0,
    loggedMs: timeOf(record.kymoTime) ?? (facts.lastTime ?? (facts.startedMs ?? 0) / 1000) * 1000,
    sizeBytes: inOrder.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    fileCount: inOrder.length,
  }
  return { kind: 'logged', facts: JSON.stringify(logged), manifest: JSON.stringify(inOrder) }
}

export function usedArtifact(
  record: NonNullable<LogRecord['useArtifact']>,
  facts: Readonly<LogFacts>,
): Omit<ArtifactRow, 'seq'> | undefined {
  const [, name = '', selector = ''] = /^(?:.*\/)?([^/:]+)(?::(.*))?$/s.exec(record.name ?? '') ?? []
  if (name === '') return undefined
  const used: UsedFacts = {
    entity: record.kymoEntity || facts.entity,
    project: record.kymoProject || facts.project,
    name,
    selector,
    type: record.type ?? '',
    digest: record.kymoDigest ?? '',
    usedMs: timeOf(record.kymoTime) ?? 0,
  }
  return { kind: 'used', facts: JSON.stringify(used), manifest: null }
}
