/** Entry of the thread that reads tables: parsing and sorting 200,000 rows would hold up every other request. */
import { parentPort } from 'node:worker_threads'
import { TableReader, type TableQuery } from './table-reader.ts'
import type { TableReply } from './table-host.ts'

const reader = new TableReader()

parentPort?.on('message', ({ id, query }: { readonly id: number; readonly query: TableQuery }) => {
  reader.page(query).then(
    (rows) => parentPort?.postMessage({ id, rows } satisfies TableReply),
    (error: unknown) => {
      const kind = error instanceof RangeError ? 'refused' : 'failed'
      const reason = error instanceof Error ? error.message : String(error)
      parentPort?.postMessage({ id, kind, reason } satisfies TableReply)
    },
  )
})
