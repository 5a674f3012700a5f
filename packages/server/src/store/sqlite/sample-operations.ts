import type { SampleKeyRow, SampleRow, Store } from '../store.ts'
import type { SqlRow, Statement } from './database.ts'

type SampleOperations = Pick<Store, 'putSample' | 'listSampleKeys' | 'listSamples' | 'deleteSamples'>

/** Values that are not numbers: a row each, clustered by name and step. */
export function sampleOperations(sql: (text: string) => Statement): SampleOperations {
  const findKey = sql('SELECT id FROM sample_key WHERE folder_id = ? AND name = ?')
  const insertKey = sql('INSERT INTO sample_key (folder_id, name) VALUES (?, ?)')
  const put = sql('INSERT OR REPLACE INTO sample (key_id, step, time, json) VALUES (?, ?, ?, ?)')
  const keys = sql(`
    SELECT name, count(*) AS count, min(step) AS first, max(step) AS last, k.id AS id
    FROM sample_key k JOIN sample s ON s.key_id = k.id WHERE k.folder_id = ? AND s.step <= ? GROUP BY k.id`)
  const at = sql('SELECT step, time, json FROM sample WHERE key_id = ? AND step = ?')
  const range =
    'SELECT step, time, json FROM sample WHERE key_id = ? AND step >= ? AND step < ? ORDER BY step'
  const ascending = sql(`${range} LIMIT ?`)
  const descending = sql(`${range} DESC LIMIT ?`)
  const remove = sql('DELETE FROM sample WHERE key_id IN (SELECT id FROM sample_key WHERE folder_id = ?)')
  const removeKeys = sql('DELETE FROM sample_key WHERE folder_id = ?')
  const keyOf = (folderId: number, name: string): number | undefined =>
    findKey.get(folderId, JSON.stringify(name))?.['id'] as number | undefined
  return {
    putSample(folderId, name, { step, time, json }) {
      const keyId = keyOf(folderId, name) ?? insertKey.run(folderId, JSON.stringify(name))
      put.run(keyId, step, time, json)
    },
    listSampleKeys: (folderId, upToStep = Infinity) =>
      keys.all(folderId, Math.min(upToStep, Number.MAX_VALUE)).map((row): SampleKeyRow => ({
        name: JSON.parse(row['name'] as string) as string,
        count: row['count'] as number,
        firstStep: row['first'] as number,
        last: toSample(at.get(row['id'] as number, row['last'] as number)!),
      })),
    listSamples(folderId, name, { from, to, limit, order }) {
      const keyId = keyOf(folderId, name)
      if (keyId === undefined) return []
      return (order === 'asc' ? ascending : descending).all(keyId, from, to, limit).map(toSample)
    },
    deleteSamples(folderId) {
      remove.run(folderId)
      removeKeys.run(folderId)
    },
  }
}

function toSample(row: SqlRow): SampleRow {
  return { step: row['step'] as number, time: row['time'] as number, json: row['json'] as string }
}
