/** The Kymo server: run folders, their index, the query API and the dashboard. */
export { createKey, listKeys, revokeKey, type CreatedKey, type KeyInfo } from './auth/key-store.ts'
export { collectDataDir, type CollectDataDirOptions } from './collect-data-dir.ts'
export type { CollectReport } from './collect-garbage.ts'
export { DEFAULT_HOST, DEFAULT_PORT } from './config.ts'
export {
  openDataPlane,
  type Clock,
  type DataPlane,
  type DataPlaneOptions,
  type DataPlaneWarning,
  type PageRange,
  type PointRange,
} from './data-plane.ts'
export {
  isServerError,
  ServerError,
  type RequestErrorCode,
  type ServerErrorCode,
  type ServerErrorOptions,
  type StartErrorCode,
} from './errors.ts'
export { startServer, type RunningServer, type StartServerOptions } from './main.ts'
