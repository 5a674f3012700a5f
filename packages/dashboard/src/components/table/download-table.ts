import type { TableRequest } from '@kymo/server/api'
import { fetchTablePage } from '../../api/media-client.ts'
import { csvLine } from '../../media/table-csv.ts'

const ROWS_PER_PAGE = 1000

export interface DownloadTableOptions {
  readonly name: string
  readonly onProgress: (rowCount: number) => void
}

/** All rows that match, in the order shown, as a CSV file. */
export async function downloadTable(
  request: Omit<TableRequest, 'offset' | 'limit'>,
  { name, onProgress }: DownloadTableOptions,
): Promise<void> {
  const parts: string[] = []
  const abort = new AbortController()
  for (let offset = 0; ; offset += ROWS_PER_PAGE) {
    const page = await fetchTablePage({ ...request, offset, limit: ROWS_PER_PAGE }, abort.signal)
    if (offset === 0) parts.push(csvLine(page.columns.map((column) => column.name)))
    for (const { cells } of page.rows) parts.push(csvLine(cells))
    onProgress(offset + page.rows.length)
    if (page.rows.length === 0 || offset + page.rows.length >= page.matchCount) break
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(parts, { type: 'text/csv;charset=utf-8' }))
  link.download = `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'table'}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
