import { artifactTableFile, MAX_TABLE_ROWS } from '@kymo/protocol'
import { systemMediaFiles } from '../platform/media-files.ts'
import type { FileContent, MediaContent } from './media-content.ts'
import type { CellPlan } from './media-plan.ts'
import { artifactRows, typeColumns } from './table-cells.ts'
import { planCell, TableMedia, type ArtifactFile } from './table-media.ts'
import type { Table } from './table.ts'

/** One file of a media object in an artifact: its content, or the file that has it. */
export type MediaPart =
  | { readonly path: string; readonly content: Uint8Array }
  | { readonly path: string; readonly file: string }

/**
 * A media object as files of an artifact, as W&B has it: `<name>.table.json`, `<name>.image-file.json` …, and what they refer to.
 * Encodes on the calling thread.
 * @throws {TypeError} when it cannot be kept
 */
export function artifactFiles(content: MediaContent, name: string): MediaPart[] {
  const parts: MediaPart[] = []
  const media = new TableMedia(systemMediaFiles, (file) => parts.push(partOf(file)))
  parts.push(ownPart(content, name, (cell) => media.add(planOf(cell, name))))
  return parts
}

function ownPart(content: MediaContent, name: string, add: (cell: FileContent) => unknown): MediaPart {
  if (content.kind === 'table') return tableFile(content.table, name, add)
  if (content.kind === 'invalid') return fail(name, `${content.name}: ${content.reason}`)
  if (!('payload' in content))
    return fail(name, 'histograms, texts and charts are no files; log them in a run')
  return { path: `${name}.${content.kind}-file.json`, content: Buffer.from(JSON.stringify(add(content))) }
}

function planOf(content: FileContent, name: string): CellPlan {
  try {
    return planCell(content, systemMediaFiles)
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : String(error))
  }
}

function partOf({ path, content }: ArtifactFile): MediaPart {
  return 'file' in content ? { path, file: content.file } : { path, content: Buffer.concat(content.parts) }
}

function tableFile(table: Table, name: string, add: (cell: FileContent) => unknown): MediaPart {
  const endRow = Math.min(table.rowCount, MAX_TABLE_ROWS)
  if (table.rowCount > endRow)
    fail(name, `${table.rowCount} rows exceed the limit of ${MAX_TABLE_ROWS}; use several tables`)
  const columns = typeColumns(table, endRow)
  const text = artifactRows(table, columns, { firstRow: 0, endRow, media: add })
  if (text.rowCount < endRow) fail(name, `its rows from ${text.rowCount} on exceed the limit of bytes`)
  const { types } = columns
  const parts = artifactTableFile(
    { columns: table.columns, types, logMode: table.logMode, rowCount: text.rowCount },
    text,
  )
  return { path: `${name}.table.json`, content: Buffer.concat(parts) }
}

function fail(name: string, reason: string): never {
  throw new TypeError(`Cannot add ${name} to an artifact: ${reason}`)
}
