import { join } from 'node:path'
import { ContentStore } from '../platform/content-store.ts'
import type { MediaFiles } from '../platform/media-files.ts'
import type { ArtifactPlan, FileSource, StagedArtifact } from './media-plan.ts'
import { TableMedia, type ArtifactFile } from './table-media.ts'

/**
 * Encodes the media of a table, and puts them and the table into the run's folder as content of an artifact.
 * @throws what the disk throws
 */
export function stageTable(
  plan: ArtifactPlan,
  { files, folder }: { readonly files: MediaFiles; readonly folder: string },
): StagedArtifact {
  const store = new ContentStore({ root: join(folder, 'artifacts'), isDurable: false })
  const entries: StagedArtifact['entries'][number][] = []
  const keep = ({ path, content }: ArtifactFile): void => {
    const isFile = 'file' in content
    const kept = isFile
      ? store.putFile(content.file, 'mutable')
      : store.putBytes(Buffer.concat(content.parts))
    entries.push({ path, digest: kept.md5, sha256: kept.sha256, sizeBytes: kept.sizeBytes })
  }
  const media = new TableMedia(files, keep)
  const cells = plan.cells.map((cell) => JSON.stringify(media.add(cell)))
  const text = textOf(plan.file.source, files).replaceAll(
    new RegExp(`"${plan.mark}(\\d+)"`, 'g'),
    (_match, number: string) => cells[Number(number)] ?? 'null',
  )
  keep({ path: plan.entry, content: { parts: [Buffer.from(text)] } })
  const { name, type, isIncremental, ids } = plan
  return { name, type, isIncremental, ids, entries }
}

function textOf(source: FileSource, files: MediaFiles): string {
  const bytes = source.kind === 'bytes' ? source.bytes : files.read(source.path)
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}
