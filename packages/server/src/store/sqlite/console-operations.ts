import type { Store } from '../store.ts'
import type { Statement } from './database.ts'

type ConsoleOperations = Pick<Store, 'putConsolePage' | 'getConsolePage' | 'deleteConsole'>

export function consoleOperations(sql: (text: string) => Statement): ConsoleOperations {
  const put = sql('INSERT OR REPLACE INTO console_page (folder_id, page, json) VALUES (?, ?, ?)')
  const get = sql('SELECT json FROM console_page WHERE folder_id = ? AND page = ?')
  const remove = sql('DELETE FROM console_page WHERE folder_id = ?')
  return {
    putConsolePage: (folderId, page, json) => void put.run(folderId, page, json),
    getConsolePage: (folderId, page) => get.get(folderId, page)?.['json'] as string | undefined,
    deleteConsole: (folderId) => void remove.run(folderId),
  }
}
