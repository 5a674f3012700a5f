/** How a file can be looked at, by its name. */
export type PreviewKind =
  | 'image'
  | 'audio'
  | 'video'
  | 'html'
  | 'object3d'
  | 'molecule'
  | 'plotly'
  | 'table'
  | 'text'
  | 'none'

const KINDS: readonly (readonly [RegExp, PreviewKind])[] = [
  [/\.table\.json$/, 'table'],
  [/\.plotly\.json$/, 'plotly'],
  [/\.(?:pts\.json|obj|stl|glb|gltf)$/, 'object3d'],
  [/\.(?:pdb|pqr|sdf?|mol)$/, 'molecule'],
  [/\.(?:png|jpe?g|gif|webp|bmp|svg|avif|ico)$/, 'image'],
  [/\.(?:wav|mp3|ogg|flac|m4a|opus)$/, 'audio'],
  [/\.(?:mp4|webm|mov)$/, 'video'],
  [/\.html?$/, 'html'],
  [
    /\.(?:txt|md|json|jsonl|csv|tsv|ya?ml|toml|ini|cfg|xml|log|[cm]?[jt]sx?|py|sh|rs|go|java|c|h|cc|cpp|hpp|sql|css|vocab|patch|diff)$/,
    'text',
  ],
  [/(?:^|\/)(?:readme|license|makefile|dockerfile)$/, 'text'],
]

export function previewKind(path: string): PreviewKind {
  const lower = path.toLowerCase()
  return KINDS.find(([pattern]) => pattern.test(lower))?.[1] ?? 'none'
}
