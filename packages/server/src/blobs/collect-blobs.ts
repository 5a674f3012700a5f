import type { BlobStore } from './blob-store.ts'

export interface CollectBlobsOptions {
  readonly blobs: BlobStore
  /** True for content that something still needs. */
  readonly isNamed: (sha256: string) => boolean
  /** Unix milliseconds. What was written or asked for since stays: it may be part of an upload that is under way. */
  readonly beforeMs: number
  /** Only counts. */
  readonly isDryRun?: boolean
  readonly signal?: AbortSignal
}

/** Counts of blobs, and their bytes. */
export interface CollectBlobsResult {
  readonly removedCount: number
  readonly removedBytes: number
  /** Nothing names them, but they are too young. */
  readonly youngCount: number
  readonly youngBytes: number
  readonly keptCount: number
  readonly keptBytes: number
}

/**
 * Removes blobs that nothing names. Each is removed by itself and looked at again right before, under the lock that uploads of it
 * take: it may be killed at any moment, and begun anew. Links are neither followed nor removed.
 */
export async function collectBlobs(options: CollectBlobsOptions): Promise<CollectBlobsResult> {
  const { blobs, isNamed, beforeMs, isDryRun = false, signal } = options
  const result = {
    removedCount: 0,
    removedBytes: 0,
    youngCount: 0,
    youngBytes: 0,
    keptCount: 0,
    keptBytes: 0,
  }
  const count = (kind: 'removed' | 'young' | 'kept', sizeBytes: number): void => {
    result[`${kind}Count`]++
    result[`${kind}Bytes`] += sizeBytes
  }
  for await (const { sha256, sizeBytes, modifiedMs } of blobs.list()) {
    if (signal?.aborted === true) break
    if (isNamed(sha256)) count('kept', sizeBytes)
    else if (modifiedMs >= beforeMs) count('young', sizeBytes)
    else if (isDryRun) count('removed', sizeBytes)
    else if (await blobs.removeOlder(sha256, beforeMs)) count('removed', sizeBytes)
    else count('young', sizeBytes)
  }
  return result
}
