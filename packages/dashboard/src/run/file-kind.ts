/** How a file can be shown. `page`: HTML and SVG, which may hold scripts and are only shown in an origin of their own. */
export type FileKind = 'text' | 'json' | 'diff' | 'image' | 'audio' | 'video' | 'page' | 'none'

const BY_EXTENSION: ReadonlyMap<string, FileKind> = new Map([
  ...toEntries('json', 'json ipynb geojson gltf'),
  ...toEntries('diff', 'diff patch'),
  ...toEntries('image', 'png jpg jpeg gif webp avif bmp ico'),
  ...toEntries('audio', 'wav mp3 ogg oga flac m4a opus'),
  ...toEntries('video', 'mp4 webm ogv mov'),
  ...toEntries('page', 'html htm xhtml svg'),
  ...toEntries(
    'text',
    'txt log md csv tsv yaml yml toml ini cfg conf xml js mjs cjs jsx ts mts cts tsx py r sh bash c h cc cpp rs go java lock env gitignore jsonl ndjson sql css obj pdb sdf mol',
  ),
])

function toEntries(kind: FileKind, extensions: string): [string, FileKind][] {
  return extensions.split(' ').map((extension) => [extension, kind])
}

/** By the ending of the name, then by the type that the server gave. */
export function fileKind(path: string, mimeType: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : ''
  const known = BY_EXTENSION.get(extension)
  if (known !== undefined) return known
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (/^(?:text\/html|image\/svg\+xml|application\/xhtml\+xml)$/.test(type)) return 'page'
  if (type === 'application/json') return 'json'
  for (const kind of ['image', 'audio', 'video', 'text'] as const)
    if (type.startsWith(`${kind}/`)) return kind
  return 'none'
}
