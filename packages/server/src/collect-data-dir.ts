import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BlobStore } from './blobs/blob-store.ts'
import { collectGarbage, type CollectReport } from './collect-garbage.ts'
import { TIMES } from './config.ts'
import { openDataPlane, type Clock } from './data-plane.ts'
import { ServerError } from './errors.ts'
import { lockDataDir } from './process/data-dir-lock.ts'

export interface CollectDataDirOptions {
  /** The data folder of a server that is not running. */
  readonly dir: string
  /** Only says what would be deleted. */
  readonly isDryRun?: boolean
  /** Content that was written or asked for within this time stays. Default: a day. */
  readonly graceMs?: number
  /** Default: the system's clock. */
  readonly clock?: Clock
}

/**
 * Deletes versions of artifacts whose time is over, and content that no artifact names any more, in the data folder of a server that
 * is not running; a running one does it by itself. Safe to kill at any moment. When a single log cannot be read to its end, nothing
 * is deleted, because it might name what would be.
 *
 * @throws {ServerError} DATA_DIR_LOCKED, DATA_DIR_UNUSABLE, COLLECT_INCOMPLETE, INDEX_DRIVER_MISSING
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { collectDataDir, startServer } from '@kymo/server'
 *
 * const dir = mkdtempSync(join(tmpdir(), 'kymo-'))
 * await startServer({ mode: 'server', dir, port: 0 }).then((server) => server.close())
 * const report = await collectDataDir({ dir, isDryRun: true })
 * console.log(report.removedCount) // 0
 * ```
 */
export async function collectDataDir(options: CollectDataDirOptions): Promise<CollectReport> {
  const { isDryRun = false, graceMs = TIMES.blobGraceMs, clock = { nowMs: () => Date.now() } } = options
  const dir = resolve(options.dir)
  const runsDir = join(dir, 'runs')
  for (const folder of [runsDir, join(dir, 'blobs')]) checkThere(folder)
  const lock = lockDataDir(dir)
  try {
    const blobs = new BlobStore({ dir: join(dir, 'blobs') })
    const plane = openDataPlane({
      runsDir,
      indexPath: join(dir, 'index.sqlite'),
      catalogPath: join(dir, 'catalog.sqlite'),
      findBlob: async (sha256) => ((await blobs.has(sha256)) ? blobs.pathOf(sha256) : undefined),
      clock,
    })
    try {
      return await collectGarbage({ plane, blobs, clock, graceMs, isDryRun })
    } finally {
      await plane.close()
    }
  } finally {
    lock.release()
  }
}

function checkThere(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return
  throw new ServerError('DATA_DIR_UNUSABLE', `Cannot collect content: there is no folder ${folder}`, {
    remedy: 'Name the data folder of a server, as for kymo server --data.',
  })
}
