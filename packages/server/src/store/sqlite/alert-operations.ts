import type { Store } from '../store.ts'
import type { Statement } from './database.ts'

type AlertOperations = Pick<Store, 'putAlert' | 'listAlerts' | 'deleteAlerts'>

export function alertOperations(sql: (text: string) => Statement): AlertOperations {
  const put = sql('INSERT OR REPLACE INTO alert (folder_id, seq, json) VALUES (?, ?, ?)')
  const list = sql('SELECT seq, json FROM alert WHERE folder_id = ? ORDER BY seq DESC LIMIT ?')
  const remove = sql('DELETE FROM alert WHERE folder_id = ?')
  return {
    putAlert: (folderId, { seq, json }) => void put.run(folderId, seq, json),
    listAlerts: (folderId, limit) =>
      list.all(folderId, limit).map((row) => ({ seq: row['seq'] as number, json: row['json'] as string })),
    deleteAlerts: (folderId) => void remove.run(folderId),
  }
}
