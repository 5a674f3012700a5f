import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { ServerError } from '../errors.ts'
import { databaseProblem, type Database } from './sqlite/database.ts'
import { openDatabase } from './sqlite/driver.ts'
import { createSchema, hasSchema, isEmpty } from './sqlite/schema.ts'
import { createSqliteStore } from './sqlite/sqlite-store.ts'
import type { Store } from './store.ts'

export interface OpenStoreResult {
  readonly store: Store
  /** Why an index that was there has been thrown away. */
  readonly rebuilt?: 'damaged' | 'other-version'
}

/**
 * Opens the index, and creates it where there is none. An index that is damaged or of another version is thrown away:
 * all that is in it can be read again from the run folders.
 * @param path a file, or ':memory:'
 * @throws {ServerError} INDEX_LOCKED when another process has it open, INDEX_UNUSABLE when it cannot be written,
 * INDEX_DRIVER_MISSING when there is no SQLite
 */
export function openStore(path: string): OpenStoreResult {
  try {
    return openOrRebuild(path)
  } catch (error) {
    if (error instanceof ServerError) throw error
    const details = { path }
    if (databaseProblem(error) === 'busy') {
      const message = `Cannot open index ${path}: another process has it open`
      throw new ServerError('INDEX_LOCKED', message, { details, cause: error })
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new ServerError('INDEX_UNUSABLE', `Cannot open index ${path}: ${reason}`, { details, cause: error })
  }
}

function openOrRebuild(path: string): OpenStoreResult {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  try {
    const store = tryOpen(path)
    if (store !== undefined) return { store }
  } catch (error) {
    if (databaseProblem(error) !== 'corrupt') throw error
    deleteIndex(path)
    return { store: tryOpen(path)!, rebuilt: 'damaged' }
  }
  deleteIndex(path)
  return { store: tryOpen(path)!, rebuilt: 'other-version' }
}

/** The index alone: `-wal` and `-shm` belong to it, and would be replayed into a new file of its name. */
export function deleteIndex(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}

/** @returns undefined when the file holds a schema of another version */
function tryOpen(path: string): Store | undefined {
  const database = openDatabase(path)
  try {
    configure(database)
    if (isEmpty(database)) createSchema(database)
    else if (!hasSchema(database)) return closed(database)
    const store = createSqliteStore(database)
    // What is read of an index at its start must be readable, or it is not opened at all.
    store.listFolders()
    return store
  } catch (error) {
    database.close()
    throw error
  }
}

function closed(database: Database): undefined {
  database.close()
  return undefined
}

/**
 * One process at a time: the exclusive lock is taken with the first read and kept. NORMAL in WAL mode never loses
 * consistency, and the last commits that a power cut may take are projected again.
 */
function configure(database: Database): void {
  const pragma = (text: string): void => void database.prepare(`PRAGMA ${text}`).all()
  pragma('busy_timeout = 0')
  pragma('page_size = 8192')
  pragma('locking_mode = EXCLUSIVE')
  pragma('journal_mode = WAL')
  pragma('synchronous = NORMAL')
  pragma('wal_autocheckpoint = 1000')
  pragma('cache_size = -16384')
  database.exec('BEGIN EXCLUSIVE; COMMIT')
}
