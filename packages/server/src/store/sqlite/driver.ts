import type { Database } from './database.ts'
import { libsqlDriver } from './libsql-driver.ts'
import { nodeDriver } from './node-driver.ts'
import { ServerError } from '../../errors.ts'

/**
 * Opens a SQLite database with what is there: the one inside Node, else the optional dependency.
 * @throws {ServerError} INDEX_DRIVER_MISSING when there is neither
 */
export function openDatabase(path: string): Database {
  const open = nodeDriver() ?? libsqlDriver()
  if (open === undefined) {
    throw new ServerError(
      'INDEX_DRIVER_MISSING',
      `Cannot open index: Node ${process.versions.node} has no usable node:sqlite and the package libsql is not installed`,
    )
  }
  return open(path)
}
