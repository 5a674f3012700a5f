import { collectBlobs, type CollectBlobsResult } from './blobs/collect-blobs.ts'
import type { BlobStore } from './blobs/blob-store.ts'
import type { Clock, DataPlane } from './data-plane.ts'

export interface CollectGarbageOptions {
  readonly plane: DataPlane
  readonly blobs: BlobStore
  readonly clock: Clock
  /** What was written or asked for within this time stays. */
  readonly graceMs: number
  readonly isDryRun?: boolean
  readonly signal?: AbortSignal
}

export interface CollectReport extends CollectBlobsResult {
  /** Versions that were deleted because their time was over. */
  readonly expiredCount: number
}

/**
 * Deletes versions whose time is over, then content that nothing names. What names content is read first and whole; when that
 * fails nothing is removed. A version is deleted durably before any of its content is.
 * @throws {ServerError} COLLECT_INCOMPLETE
 */
export async function collectGarbage(options: CollectGarbageOptions): Promise<CollectReport> {
  const { plane, blobs, clock, graceMs, isDryRun = false, signal } = options
  await plane.settle()
  const beforeMs = clock.nowMs() - graceMs
  const expiredCount = isDryRun ? plane.countExpired() : plane.expireArtifacts()
  const named = await plane.nameContents(signal)
  const isNamed = (sha256: string): boolean => named.has(sha256)
  const swept = await collectBlobs({
    blobs,
    isNamed,
    beforeMs,
    isDryRun,
    ...(signal === undefined ? {} : { signal }),
  })
  return { expiredCount, ...swept }
}
