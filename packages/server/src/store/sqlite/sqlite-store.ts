import { MAX_PARTS, type FolderRow, type SeriesRow, type Store, type ValueRow } from '../store.ts'
import type { Database, SqlRow, Statement } from './database.ts'
import { alertOperations } from './alert-operations.ts'
import { artifactOperations } from './artifact-operations.ts'
import { consoleOperations } from './console-operations.ts'
import { spanOperations } from './span-operations.ts'
import { traceQueries } from './trace-queries.ts'
import { sampleOperations } from './sample-operations.ts'

/** Ids of one series in the tables `chunk` and `fragment`, of one level of it in `page`: `[first, first + MAX_PARTS)`. */
const partsOf = (seriesId: number): number => seriesId * MAX_PARTS
const pagesOf = (seriesId: number, level: number): number => (seriesId * 4 + level) * MAX_PARTS

/** Named operations as prepared statements. Takes over the database. */
export function createSqliteStore(database: Database): Store {
  const sql = (text: string): Statement => database.prepare(text)
  const transaction = { begin: sql('BEGIN'), commit: sql('COMMIT'), rollback: sql('ROLLBACK') }
  let isOpen = true
  return {
    begin: () => void transaction.begin.run(),
    commit: () => void transaction.commit.run(),
    rollback: () => void transaction.rollback.run(),
    ...folderOperations(sql),
    ...valueOperations(sql),
    ...seriesOperations(sql),
    ...partOperations(sql),
    ...sampleOperations(sql),
    ...consoleOperations(sql),
    ...artifactOperations(sql),
    ...alertOperations(sql),
    ...spanOperations(sql),
    ...traceQueries(sql),
    close() {
      if (isOpen) closeDatabase(database)
      isOpen = false
    },
  }
}

/**
 * One binding closes a connection only when its statements have been collected as garbage, and keeps the lock until
 * then. Leaving WAL mode writes everything to the file and makes the lock one that can be given up.
 */
function closeDatabase(database: Database): void {
  try {
    for (const pragma of ['journal_mode = DELETE', 'locking_mode = NORMAL']) {
      database.prepare(`PRAGMA ${pragma}`).all()
    }
    database.prepare('SELECT count(*) FROM sqlite_master').all()
  } catch {
    // A damaged index, or a turn that was cut short: nothing of it will be read again.
  }
  database.close()
}

type Prepare = (text: string) => Statement
type FolderOperations = Pick<Store, 'listFolders' | 'insertFolder' | 'updateFolder' | 'deleteFolder'>
type ValueOperations = Pick<
  Store,
  'listValues' | 'listFirstValues' | 'putValue' | 'deleteValue' | 'deleteValues'
>
type SeriesOperations = Pick<
  Store,
  | 'findSeries'
  | 'listSeries'
  | 'listFirstSeries'
  | 'nextSeriesId'
  | 'insertSeries'
  | 'updateSeriesHead'
  | 'deleteSeries'
>
type PartOperations = Pick<
  Store,
  | 'putChunk'
  | 'getChunk'
  | 'putPage'
  | 'getPage'
  | 'listPages'
  | 'putFragment'
  | 'listFragments'
  | 'deleteFragments'
>

function folderOperations(sql: Prepare): FolderOperations {
  const list = sql('SELECT id, log_path, state FROM folder ORDER BY id')
  const insert = sql('INSERT INTO folder (log_path, state) VALUES (?, ?)')
  const update = sql('UPDATE folder SET state = ? WHERE id = ?')
  const remove = sql('DELETE FROM folder WHERE id = ?')
  const removeValues = sql('DELETE FROM value WHERE folder_id = ?')
  return {
    listFolders: () =>
      list.all().map((row): FolderRow => ({
        id: row['id'] as number,
        logPath: toText(row['log_path']),
        state: row['state'] as string,
      })),
    insertFolder: ({ logPath, state }) => insert.run(JSON.stringify(logPath), state),
    updateFolder: ({ id, state }) => void update.run(state, id),
    deleteFolder(folderId) {
      removeValues.run(folderId)
      remove.run(folderId)
    },
  }
}

function valueOperations(sql: Prepare): ValueOperations {
  const list = sql('SELECT kind, key, json FROM value WHERE folder_id = ? ORDER BY kind, key')
  const first = sql('SELECT kind, key, json FROM value WHERE folder_id = ? AND kind = ? ORDER BY key LIMIT ?')
  const put = sql('INSERT OR REPLACE INTO value (folder_id, kind, key, json) VALUES (?, ?, ?, ?)')
  const remove = sql('DELETE FROM value WHERE folder_id = ? AND kind = ? AND key = ?')
  const removeAll = sql('DELETE FROM value WHERE folder_id = ?')
  return {
    listValues: (folderId) => list.all(folderId).map(toValueRow),
    listFirstValues: (folderId, kind, limit) => first.all(folderId, kind, limit).map(toValueRow),
    putValue: (folderId, { kind, key, json }) => void put.run(folderId, kind, JSON.stringify(key), json),
    deleteValue: (folderId, { kind, key }) => void remove.run(folderId, kind, JSON.stringify(key)),
    deleteValues: (folderId) => void removeAll.run(folderId),
  }
}

function seriesOperations(sql: Prepare): SeriesOperations {
  const find = sql('SELECT id, folder_id, name, head FROM series WHERE folder_id = ? AND name = ?')
  const list = sql('SELECT id, folder_id, name, head FROM series WHERE folder_id = ?')
  const first = sql('SELECT id, folder_id, name, head FROM series WHERE folder_id = ? ORDER BY name LIMIT ?')
  const insert = sql('INSERT INTO series (id, folder_id, name, head) VALUES (?, ?, ?, ?)')
  const update = sql('UPDATE series SET head = ? WHERE id = ?')
  const remove = sql('DELETE FROM series WHERE id = ?')
  const removeChunks = sql('DELETE FROM chunk WHERE id >= ? AND id < ?')
  const removePages = sql('DELETE FROM page WHERE id >= ? AND id < ?')
  const removeFragments = sql('DELETE FROM fragment WHERE id >= ? AND id < ?')
  let lastId = (sql('SELECT max(id) AS id FROM series').get()?.['id'] as number | null) ?? 0
  return {
    findSeries(folderId, name) {
      const row = find.get(folderId, JSON.stringify(name))
      return row === undefined ? undefined : toSeriesRow(row)
    },
    listSeries: (folderId) => list.all(folderId).map(toSeriesRow),
    listFirstSeries: (folderId, limit) => first.all(folderId, limit).map(toSeriesRow),
    nextSeriesId: () => ++lastId,
    insertSeries: ({ id, folderId, name, head }) => void insert.run(id, folderId, JSON.stringify(name), head),
    updateSeriesHead: (seriesId, head) => void update.run(head, seriesId),
    deleteSeries(seriesId) {
      removeChunks.run(partsOf(seriesId), partsOf(seriesId + 1))
      removePages.run(pagesOf(seriesId, 0), pagesOf(seriesId + 1, 0))
      removeFragments.run(partsOf(seriesId), partsOf(seriesId + 1))
      remove.run(seriesId)
    },
  }
}

function partOperations(sql: Prepare): PartOperations {
  const putChunk = sql('INSERT OR REPLACE INTO chunk (id, bytes) VALUES (?, ?)')
  const getChunk = sql('SELECT bytes FROM chunk WHERE id = ?')
  const putPage = sql('INSERT OR REPLACE INTO page (id, bytes) VALUES (?, ?)')
  const getPage = sql('SELECT bytes FROM page WHERE id = ?')
  const listPages = sql('SELECT bytes FROM page WHERE id >= ? AND id < ? ORDER BY id')
  const putFragment = sql('INSERT OR REPLACE INTO fragment (id, bytes) VALUES (?, ?)')
  const listFragments = sql('SELECT bytes FROM fragment WHERE id >= ? AND id < ? ORDER BY id')
  const deleteFragments = sql('DELETE FROM fragment WHERE id >= ? AND id < ?')
  return {
    putChunk: ({ seriesId, index }, bytes) => void putChunk.run(partsOf(seriesId) + index, bytes),
    getChunk: ({ seriesId, index }) => toBytes(getChunk.get(partsOf(seriesId) + index)),
    putPage: ({ seriesId, level, index }, bytes) => void putPage.run(pagesOf(seriesId, level) + index, bytes),
    getPage: ({ seriesId, level, index }) => toBytes(getPage.get(pagesOf(seriesId, level) + index)),
    listPages({ seriesId, level, from, to }) {
      const first = pagesOf(seriesId, level)
      return listPages.all(first + from, first + to).map((row) => row['bytes'] as Uint8Array)
    },
    putFragment: ({ seriesId, index }, bytes) => void putFragment.run(partsOf(seriesId) + index, bytes),
    listFragments: (seriesId) =>
      listFragments.all(partsOf(seriesId), partsOf(seriesId + 1)).map((row) => row['bytes'] as Uint8Array),
    deleteFragments: (seriesId) => void deleteFragments.run(partsOf(seriesId), partsOf(seriesId + 1)),
  }
}

function toValueRow(row: SqlRow): ValueRow {
  return { kind: row['kind'] as number, key: toText(row['key']), json: row['json'] as string }
}

function toSeriesRow(row: SqlRow): SeriesRow {
  return {
    id: row['id'] as number,
    folderId: row['folder_id'] as number,
    name: toText(row['name']),
    head: row['head'] as Uint8Array,
  }
}

function toText(json: unknown): string {
  return JSON.parse(json as string) as string
}

function toBytes(row: SqlRow | undefined): Uint8Array | undefined {
  return row?.['bytes'] as Uint8Array | undefined
}
