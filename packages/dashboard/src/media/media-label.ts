import type { Value } from '@kymo/server/api'

/** Names of kinds, and the field that counts them. */
const LABELS: ReadonlyMap<string, readonly [one: string, countField?: string]> = new Map([
  ['image-file', ['image']],
  ['images/separated', ['image', 'count']],
  ['audio-file', ['sound']],
  ['audio', ['sound', 'count']],
  ['video-file', ['video']],
  ['videos', ['video', 'count']],
  ['html-file', ['HTML page']],
  ['html', ['HTML page', 'count']],
  ['object3D-file', ['3D object']],
  ['object3D', ['3D object', 'count']],
  ['molecule-file', ['molecule']],
  ['molecule', ['molecule', 'count']],
  ['plotly-file', ['Plotly figure']],
  ['histogram', ['histogram']],
  ['table-file', ['table', 'nrows']],
  ['incremental-table-file', ['table', 'nrows']],
])

/** What a logged value is, in a word or two: `6 images`, `table, 60 rows`. Undefined when it is no media. */
export function mediaLabel(value: Value): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const fields = value as { readonly [name: string]: Value }
  const type = Object.hasOwn(fields, '_type') ? fields['_type'] : undefined
  const label = typeof type === 'string' ? LABELS.get(type) : undefined
  if (label === undefined) return undefined
  const [name, countField] = label
  const count = countField !== undefined && Object.hasOwn(fields, countField) ? fields[countField] : undefined
  if (typeof count !== 'number') return name
  const many = (word: string): string => `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`
  return countField === 'nrows' ? `${name}, ${many('row')}` : many(name)
}
