export { KymoError, isKymoError, type KymoErrorCode, type UploadErrorCode } from './errors.ts'
export { findRunFolders } from './sync/find-run-folders.ts'
export { readRunIdentity, type RunIdentity } from './sync/read-run-identity.ts'
export { readRunFolder, type RunFolder, type RunState } from './sync/read-run-folder.ts'
export { readSyncState, type SinkProgress, type SyncState } from './sync/read-sync-state.ts'
export {
  syncRunFolder,
  type SyncOptions,
  type SyncProgress,
  type SyncReport,
} from './sync/sync-run-folder.ts'
export type { ContentReport } from './uploader/content/content-uploader.ts'
