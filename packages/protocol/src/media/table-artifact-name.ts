import { crc32 } from 'node:zlib'

/**
 * Name of the artifact of a logged table: what a name may not have is left out, and a digest of the whole name is added then.
 * @see W&B's `sanitize_artifact_name`
 */
export function sanitizeArtifactName(name: string): string {
  const safe = name.replaceAll(/[^a-zA-Z0-9_\-.]+/g, '')
  if (safe === name) return name
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(name))
  return `${safe}-${bytes.toString('base64url')}`
}

export function tableArtifactName(runId: string, key: string): string {
  return sanitizeArtifactName(`run-${runId}-${key}`)
}

export function incrementalTableArtifactName(runId: string, key: string): string {
  return sanitizeArtifactName(`run-${runId}-incr-${key}`)
}
