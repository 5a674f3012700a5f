import { join } from 'node:path'
import { manifestDigest, type RecordInit } from '@kymo/protocol'
import type { StagedArtifact } from '../media/media-plan.ts'
import { stagedPath, type StagedEntry } from './content.ts'

/** Everything that an artifact record says besides the run. */
export interface ArtifactFacts {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly metadataJson: string
  readonly digest: string
  readonly aliases: readonly string[]
  readonly tags: readonly string[]
  /** 0: unset, −2: kept for good. */
  readonly ttlSeconds: number
  /** Random; W&B's clients address an artifact by it as long as it has no version. */
  readonly clientId: string
  readonly sequenceClientId: string
  readonly loggedMs: number
  /** False: made by us for something else that was logged. Default true. */
  readonly isUserCreated?: boolean
  /** True: the files of the version before are part of it. Default false. */
  readonly isIncremental?: boolean
  readonly entries: readonly StagedEntry[]
}

export interface RunNames {
  readonly id: string
  readonly entity: string
  readonly project: string
}

/** @param folderPath absolute: W&B's sync reads staged content from `localPath` */
export function artifactRecord(facts: ArtifactFacts, run: RunNames, folderPath: string): RecordInit {
  const { loggedMs } = facts
  return {
    artifact: {
      runId: run.id,
      project: run.project,
      entity: run.entity,
      type: facts.type,
      name: facts.name,
      digest: facts.digest,
      description: facts.description,
      metadata: facts.metadataJson,
      userCreated: facts.isUserCreated ?? true,
      incrementalBeta1: facts.isIncremental ?? false,
      aliases: facts.aliases.length === 0 ? ['latest'] : [...facts.aliases],
      tags: [...facts.tags],
      finalize: true,
      clientId: facts.clientId,
      sequenceClientId: facts.sequenceClientId,
      ttlDurationSeconds: facts.ttlSeconds,
      kymoTime: toTimestamp(loggedMs),
      manifest: {
        version: 1,
        storagePolicy: 'wandb-storage-policy-v1',
        storagePolicyConfig: [{ key: 'storageLayout', valueJson: '"V2"' }],
        contents: facts.entries.map((entry) => toManifestEntry(entry, folderPath)),
      },
    },
  }
}

/** Of an artifact that we made of something else that was logged. */
export function stagedArtifactRecord(
  { name, type, isIncremental, ids, entries }: StagedArtifact,
  run: RunNames,
  { folderPath, loggedMs }: { readonly folderPath: string; readonly loggedMs: number },
): RecordInit {
  const facts: ArtifactFacts = {
    name,
    type,
    description: '',
    metadataJson: '{}',
    digest: manifestDigest(entries),
    aliases: [],
    tags: [],
    ttlSeconds: 0,
    ...ids,
    loggedMs,
    isUserCreated: false,
    isIncremental,
    entries,
  }
  return artifactRecord(facts, run, folderPath)
}

export interface UsedVersion {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  /** `v3`; undefined when only the digest is known. */
  readonly version: string | undefined
  readonly digest: string
}

export function useArtifactRecord(used: UsedVersion, usedMs: number): RecordInit {
  return {
    useArtifact: {
      // W&B's id is one that its server gave; ours is what names the version everywhere.
      id: used.digest,
      type: used.type,
      name: `${used.name}:${used.version ?? used.digest}`,
      kymoDigest: used.digest,
      kymoEntity: used.entity,
      kymoProject: used.project,
      kymoTime: toTimestamp(usedMs),
    },
  }
}

function toManifestEntry(
  { path, digest, sha256, sizeBytes, ref, isElsewhere }: StagedEntry,
  folderPath: string,
): Record<string, unknown> {
  const isHere = sha256 !== undefined && isElsewhere === undefined
  return {
    path,
    digest,
    size: sizeBytes,
    ...(ref === undefined ? {} : { ref }),
    ...(isHere ? { localPath: join(folderPath, stagedPath(sha256)) } : {}),
    ...(sha256 === undefined ? {} : { kymoSha256: sha256 }),
  }
}

function toTimestamp(unixMs: number): { seconds: number; nanos: number } {
  return { seconds: Math.floor(unixMs / 1000), nanos: Math.round((unixMs % 1000) * 1_000_000) }
}
