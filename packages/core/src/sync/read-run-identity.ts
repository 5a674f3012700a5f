import { locateLog } from './locate-log.ts'
import { readRunHeader } from './read-run-header.ts'

/** Who a run is, as its log says, with the defaults of the SDK where it is silent. */
export interface RunIdentity {
  /** Absolute. */
  readonly path: string
  readonly id: string
  readonly entity: string
  readonly project: string
  /** Label of the writer, in a run of several; else empty. */
  readonly writer: string
}

/**
 * Looks whose a run folder is, by the first records of its log alone.
 *
 * @param path a run folder, or the log in it
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE
 * @example
 * ```js
 * import { findRunFolders, readRunIdentity } from '@kymo/core/sync'
 *
 * for (const path of await findRunFolders('.')) console.log((await readRunIdentity(path)).id)
 * ```
 */
export async function readRunIdentity(path: string): Promise<RunIdentity> {
  const log = await locateLog(path)
  const { id, entity, project, writer } = await readRunHeader(log)
  return { path: log.folderPath, id, entity, project, writer }
}
