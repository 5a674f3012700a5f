import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { ServerError } from '../errors.ts'
import type { Database } from '../store/sqlite/database.ts'
import { openDatabase } from '../store/sqlite/driver.ts'

/**
 * Opens the file that keeps what no log says, and makes tables in it. Each concern has a connection of its own; all of
 * them write at once or not at all, and what a call has written survives a power loss.
 * @param path a file, or ':memory:'
 * @param tables `CREATE TABLE IF NOT EXISTS …`
 * @throws {ServerError} DATA_DIR_UNUSABLE when it cannot be read or written, INDEX_DRIVER_MISSING
 */
export function openCatalog(path: string, tables: string): Database {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = openDatabase(path)
    database.exec('PRAGMA synchronous = FULL')
    database.exec(tables)
    return database
  } catch (error) {
    if (error instanceof ServerError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new ServerError('DATA_DIR_UNUSABLE', `Cannot open catalog.sqlite in the data folder: ${reason}`, {
      cause: error,
      remedy:
        'Check the disk and your permissions. The file keeps versions of artifacts and edits of runs: do not delete it.',
    })
  }
}
