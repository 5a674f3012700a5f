export { KymoError, isKymoError, type KymoErrorCode, type UploadErrorCode } from './errors.ts'
export { planCacheEviction, type CacheEviction } from './artifacts/cache-eviction.ts'
export type { CachedFile, EvictionPlan } from './platform/content-cache.ts'
export { findRunFolders } from './sync/find-run-folders.ts'
export { readRunIdentity, type RunIdentity } from './sync/read-run-identity.ts'
export { readRunFolder, type RunFolder, type RunState } from './sync/read-run-folder.ts'
export { hasEverything, readSyncState, type SinkProgress, type SyncState } from './sync/read-sync-state.ts'
export {
  syncRunFolder,
  type SyncOptions,
  type SyncProgress,
  type SyncReport,
} from './sync/sync-run-folder.ts'
export { syncRunSpans, type SyncSpansOptions, type SyncSpansReport } from './sync/sync-run-spans.ts'
export type { OtlpBackend, OtlpChoice, OtlpSetting, OtlpSettings } from './settings/otlp-settings.ts'
export type { ContentReport } from './uploader/content/content-uploader.ts'
export { verifyRunSpans, type VerifiedSpans } from './sync/verify-span-log.ts'
export {
  verifyRunFolder,
  type ContentProblem,
  type VerifiedContent,
  type VerifyReport,
} from './sync/verify-run-folder.ts'
