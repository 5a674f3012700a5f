import type { ArtifactRow, Store } from '../store.ts'
import type { Statement } from './database.ts'

type ArtifactOperations = Pick<Store, 'putArtifact' | 'listArtifacts' | 'getManifest' | 'deleteArtifacts'>

export function artifactOperations(sql: (text: string) => Statement): ArtifactOperations {
  const put = sql(
    'INSERT OR REPLACE INTO artifact (folder_id, seq, kind, facts, manifest) VALUES (?, ?, ?, ?, ?)',
  )
  const list = sql('SELECT seq, kind, facts FROM artifact WHERE folder_id = ? ORDER BY seq')
  const manifest = sql('SELECT manifest FROM artifact WHERE folder_id = ? AND seq = ?')
  const remove = sql('DELETE FROM artifact WHERE folder_id = ?')
  return {
    putArtifact: (folderId, row) => void put.run(folderId, row.seq, row.kind, row.facts, row.manifest),
    listArtifacts: (folderId) =>
      list.all(folderId).map((row) => ({
        seq: row['seq'] as number,
        kind: row['kind'] as ArtifactRow['kind'],
        facts: row['facts'] as string,
      })),
    getManifest: (folderId, seq) => (manifest.get(folderId, seq)?.['manifest'] as string | null) ?? undefined,
    deleteArtifacts: (folderId) => void remove.run(folderId),
  }
}
