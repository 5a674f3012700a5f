import { extname } from 'node:path'

const BINARY = 'application/octet-stream'
const TEXT = 'text/plain; charset=utf-8'

/** What a browser may be told that a logged file is. Everything else is bytes. */
const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.bmp', 'image/bmp'],
  ['.webp', 'image/webp'],
  ['.svg', 'image/svg+xml'],
  ['.wav', 'audio/wav'],
  ['.mp3', 'audio/mpeg'],
  ['.ogg', 'audio/ogg'],
  ['.flac', 'audio/flac'],
  ['.mp4', 'video/mp4'],
  ['.webm', 'video/webm'],
  ['.html', 'text/html; charset=utf-8'],
  ['.htm', 'text/html; charset=utf-8'],
  ['.json', 'application/json'],
  ['.jsonl', TEXT],
  ['.txt', TEXT],
  ['.log', TEXT],
  ['.md', TEXT],
  ['.csv', TEXT],
  ['.tsv', TEXT],
  ['.yaml', TEXT],
  ['.yml', TEXT],
  ['.patch', TEXT],
  ['.diff', TEXT],
  ['.js', TEXT],
  ['.mjs', TEXT],
  ['.cjs', TEXT],
  ['.ts', TEXT],
  ['.tsx', TEXT],
  ['.py', TEXT],
  ['.gltf', 'model/gltf+json'],
  ['.glb', 'model/gltf-binary'],
  ['.obj', TEXT],
  ['.stl', 'model/stl'],
  ['.pdf', 'application/pdf'],
])

export function mediaTypeOf(path: string): string {
  return MEDIA_TYPES.get(extname(path).toLowerCase()) ?? BINARY
}
