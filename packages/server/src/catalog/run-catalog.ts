import type { RunEdit } from '../api/file-types.ts'
import type { RunRef } from '../api/types.ts'
import type { SqlRow } from '../store/sqlite/database.ts'
import { openCatalog } from './open-catalog.ts'

/** Names are kept as JSON text, because one binding cuts strings at NUL. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS run_edit (
    entity TEXT NOT NULL, project TEXT NOT NULL, run TEXT NOT NULL, edit TEXT NOT NULL,
    PRIMARY KEY (entity, project, run)
  );
  CREATE TABLE IF NOT EXISTS run_trash (
    entity TEXT NOT NULL, project TEXT NOT NULL, run TEXT NOT NULL, deleted_ms REAL NOT NULL,
    PRIMARY KEY (entity, project, run)
  );
  CREATE TABLE IF NOT EXISTS folder_deleted (
    entity TEXT NOT NULL, project TEXT NOT NULL, folder TEXT NOT NULL, deleted_ms REAL NOT NULL,
    PRIMARY KEY (entity, project, folder)
  );
`

/** Of folders that were deleted for good; of earlier ones nobody asks any more. */
const MAX_DELETED = 100_000

/** A run folder by the names that its sender uses. */
export interface FolderRef {
  readonly entity: string
  readonly project: string
  readonly folder: string
}

export interface TrashMark {
  readonly ref: RunRef
  /** Unix milliseconds. */
  readonly deletedMs: number
}

/** What people did to runs: kept for good, unlike the index, because no log says it. Asked often: all of it is in memory too. */
export interface RunCatalog {
  /** Without nulls. */
  editOf(ref: RunRef): RunEdit | undefined
  /** Adds to what was changed before; null takes a change back. */
  edit(ref: RunRef, edit: RunEdit): void
  /** Unix milliseconds; undefined for a run that is not in the trash. */
  trashedMs(ref: RunRef): number | undefined
  listTrash(): TrashMark[]
  /** A run that is in the trash keeps the time it was put there. */
  trash(ref: RunRef, nowMs: number): void
  restore(ref: RunRef): void
  /** Of a run that is gone. */
  forget(ref: RunRef): void
  /** The folders of a run are deleted for good: whoever still has them shall not send them again unasked. */
  noteDeleted(folders: readonly FolderRef[], nowMs: number): void
  wasDeleted(folder: FolderRef): boolean
  /** Somebody has asked to send it again. */
  forgetDeleted(folder: FolderRef): void
  close(): void
}

/**
 * @param path a file, or ':memory:'
 * @throws {ServerError} DATA_DIR_UNUSABLE when it cannot be read or written, INDEX_DRIVER_MISSING
 */
export function openRunCatalog(path: string): RunCatalog {
  const database = openCatalog(path, TABLES)
  const edits = new Map<string, RunEdit>()
  for (const row of database.prepare('SELECT * FROM run_edit').all()) {
    edits.set(keyOf(refOf(row)), JSON.parse(row['edit'] as string) as RunEdit)
  }
  const trash = new Map<string, TrashMark>()
  for (const row of database.prepare('SELECT * FROM run_trash').all()) {
    const ref = refOf(row)
    trash.set(keyOf(ref), { ref, deletedMs: row['deleted_ms'] as number })
  }
  const putEdit = database.prepare('INSERT OR REPLACE INTO run_edit VALUES (?, ?, ?, ?)')
  const putTrash = database.prepare('INSERT OR REPLACE INTO run_trash VALUES (?, ?, ?, ?)')
  const deleteEdit = database.prepare('DELETE FROM run_edit WHERE entity = ? AND project = ? AND run = ?')
  const deleteTrash = database.prepare('DELETE FROM run_trash WHERE entity = ? AND project = ? AND run = ?')
  const putDeleted = database.prepare('INSERT OR REPLACE INTO folder_deleted VALUES (?, ?, ?, ?)')
  const getDeleted = database.prepare(
    'SELECT 1 FROM folder_deleted WHERE entity = ? AND project = ? AND folder = ?',
  )
  const dropDeleted = database.prepare(
    'DELETE FROM folder_deleted WHERE entity = ? AND project = ? AND folder = ?',
  )
  const trimDeleted = database.prepare(
    `DELETE FROM folder_deleted WHERE rowid IN (SELECT rowid FROM folder_deleted ORDER BY deleted_ms DESC LIMIT -1 OFFSET ${MAX_DELETED})`,
  )
  const restore = (ref: RunRef): void => {
    deleteTrash.run(...columnsOf(ref))
    trash.delete(keyOf(ref))
  }
  return {
    editOf: (ref) => edits.get(keyOf(ref)),
    edit: (ref, edit) => {
      const entries = Object.entries({ ...edits.get(keyOf(ref)), ...edit })
      const merged: RunEdit = Object.fromEntries(entries.filter(([, value]) => value !== null))
      putEdit.run(...columnsOf(ref), JSON.stringify(merged))
      edits.set(keyOf(ref), merged)
    },
    trashedMs: (ref) => trash.get(keyOf(ref))?.deletedMs,
    listTrash: () => [...trash.values()],
    trash: ({ entity, project, run }, nowMs) => {
      const ref = { entity, project, run }
      if (trash.has(keyOf(ref))) return
      putTrash.run(...columnsOf(ref), nowMs)
      trash.set(keyOf(ref), { ref, deletedMs: nowMs })
    },
    restore,
    forget: (ref) => {
      restore(ref)
      deleteEdit.run(...columnsOf(ref))
      edits.delete(keyOf(ref))
    },
    noteDeleted: (folders, nowMs) => {
      for (const folder of folders) putDeleted.run(...folderColumns(folder), nowMs)
      trimDeleted.run()
    },
    wasDeleted: (folder) => getDeleted.get(...folderColumns(folder)) !== undefined,
    forgetDeleted: (folder) => void dropDeleted.run(...folderColumns(folder)),
    close: () => database.close(),
  }
}

function refOf(row: SqlRow): RunRef {
  const text = (name: string): string => JSON.parse(row[name] as string) as string
  return { entity: text('entity'), project: text('project'), run: text('run') }
}

function columnsOf({ entity, project, run }: RunRef): [string, string, string] {
  return [JSON.stringify(entity), JSON.stringify(project), JSON.stringify(run)]
}

function folderColumns({ entity, project, folder }: FolderRef): [string, string, string] {
  return [JSON.stringify(entity), JSON.stringify(project), JSON.stringify(folder)]
}

function keyOf(ref: RunRef): string {
  return columnsOf(ref).join(' ')
}
