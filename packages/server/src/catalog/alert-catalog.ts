import type { AlertInfo } from '../api/file-types.ts'
import { openCatalog } from './open-catalog.ts'

const TABLES = `
  CREATE TABLE IF NOT EXISTS alert_delivery (
    key TEXT PRIMARY KEY, alert TEXT NOT NULL, seen_ms REAL NOT NULL, attempts INTEGER NOT NULL, next_ms REAL
  );
`

/** An alert that somebody is still to be told of. */
export interface PendingAlert {
  readonly key: string
  readonly alert: AlertInfo
  readonly attempts: number
  /** Not before; Unix milliseconds. */
  readonly nextMs: number
}

/** Which alerts have been delivered: kept apart from the index, or a rebuilt index would deliver all of them again. */
export interface AlertCatalog {
  /** @returns false when it was seen before */
  add(alert: AlertInfo, seen: { readonly nowMs: number; readonly isPending: boolean }): boolean
  /** The one that is due first. */
  next(): PendingAlert | undefined
  putOff(key: string, attempt: { readonly attempts: number; readonly nextMs: number }): void
  /** It was delivered, or given up. */
  settle(key: string): void
  /** Forgets settled alerts that were seen before this time. */
  prune(beforeMs: number): void
  close(): void
}

/**
 * @param path a file, or ':memory:'
 * @throws {ServerError} DATA_DIR_UNUSABLE when it cannot be read or written, INDEX_DRIVER_MISSING
 */
export function openAlertCatalog(path: string): AlertCatalog {
  const database = openCatalog(path, TABLES)
  const find = database.prepare('SELECT 1 FROM alert_delivery WHERE key = ?')
  const insert = database.prepare('INSERT INTO alert_delivery VALUES (?, ?, ?, 0, ?)')
  const first = database.prepare(
    'SELECT key, alert, attempts, next_ms FROM alert_delivery WHERE next_ms IS NOT NULL ORDER BY next_ms, seen_ms LIMIT 1',
  )
  const putOff = database.prepare('UPDATE alert_delivery SET attempts = ?, next_ms = ? WHERE key = ?')
  const settle = database.prepare("UPDATE alert_delivery SET next_ms = NULL, alert = '' WHERE key = ?")
  const prune = database.prepare('DELETE FROM alert_delivery WHERE next_ms IS NULL AND seen_ms < ?')
  return {
    add: (alert, { nowMs, isPending }) => {
      const { entity, project, run, id } = alert
      const key = JSON.stringify([entity, project, run, id])
      if (find.get(key) !== undefined) return false
      insert.run(key, isPending ? JSON.stringify(alert) : '', nowMs, isPending ? nowMs : null)
      return true
    },
    next: () => {
      const row = first.get()
      if (row === undefined) return undefined
      return {
        key: row['key'] as string,
        alert: JSON.parse(row['alert'] as string) as AlertInfo,
        attempts: row['attempts'] as number,
        nextMs: row['next_ms'] as number,
      }
    },
    putOff: (key, { attempts, nextMs }) => void putOff.run(attempts, nextMs, key),
    settle: (key) => void settle.run(key),
    prune: (beforeMs) => void prune.run(beforeMs),
    close: () => database.close(),
  }
}
