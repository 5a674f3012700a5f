import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { chooseCompression, compress, type Compression } from './compress.ts'
import { hasTag, toBody } from './reply.ts'
import { PAGE_POLICY } from './security-headers.ts'

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.webmanifest', 'application/manifest+json'],
  ['.woff2', 'font/woff2'],
])
const COMPRESSED_TYPES = /^(?:text|application)\/|svg/

/** Vite puts a hash of the content into the name of everything below assets/. */
const HASHED = /^\/assets\//
const ONE_YEAR_S = 365 * 24 * 60 * 60

interface SiteFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly etag: string
  readonly cacheControl: string
  readonly compressed: Map<Compression, Promise<Uint8Array>>
}

/** The built dashboard. Only names that were found in its folder are served, so no path can lead out of it. */
export class StaticSite {
  readonly #folder: string
  #files: ReadonlyMap<string, SiteFile> = new Map()
  #version = 'none'

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @param segments of the path, decoded */
  async answer(request: Request, segments: readonly string[]): Promise<Response | undefined> {
    this.#refresh()
    const path = `/${segments.join('/')}`
    const file = segments.some((segment) => segment.includes('/')) ? undefined : this.#files.get(path)
    if (file !== undefined) return answerFile(request, file)
    const isPage = !HASHED.test(path) && (request.headers.get('accept') ?? '').includes('text/html')
    if (!isPage && path !== '/') return undefined
    const index = this.#files.get('/index.html')
    return index === undefined ? answerNotBuilt() : answerFile(request, index)
  }

  /** A dashboard that is built anew while the server runs is served from then on. */
  #refresh(): void {
    const status = statSync(join(this.#folder, 'index.html'), { throwIfNoEntry: false })
    const version = status === undefined ? 'none' : `${status.mtimeMs}:${status.size}`
    if (version === this.#version) return
    this.#files = status === undefined ? new Map() : readFiles(this.#folder)
    this.#version = version
  }
}

function readFiles(folder: string, prefix = ''): Map<string, SiteFile> {
  const files = new Map<string, SiteFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory())
      for (const [name, file] of readFiles(path, `${prefix}/${entry.name}`)) files.set(name, file)
    const mediaType = MEDIA_TYPES.get(extname(entry.name))
    if (!entry.isFile() || mediaType === undefined) continue
    const name = `${prefix}/${entry.name}`
    const bytes = readFileSync(path)
    const etag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
    const cacheControl = HASHED.test(name) ? `public, max-age=${ONE_YEAR_S}, immutable` : 'no-cache'
    files.set(name, { bytes, mediaType, etag, cacheControl, compressed: new Map() })
  }
  return files
}

async function answerFile(request: Request, file: SiteFile): Promise<Response> {
  const headers = new Headers({
    'content-type': file.mediaType,
    'cache-control': file.cacheControl,
    vary: 'Accept-Encoding',
  })
  if (file.mediaType.startsWith('text/html')) headers.set('content-security-policy', PAGE_POLICY)
  const compression = COMPRESSED_TYPES.test(file.mediaType)
    ? chooseCompression(request.headers.get('accept-encoding'))
    : undefined
  // Two forms of one file are two representations, so each has its own tag.
  const etag = compression === undefined ? file.etag : file.etag.replace(/"$/, `-${compression}"`)
  headers.set('etag', etag)
  if (hasTag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  if (compression === undefined) return new Response(toBody(file.bytes), { headers })
  headers.set('content-encoding', compression)
  const bytes = file.compressed.get(compression) ?? compress(file.bytes, compression)
  file.compressed.set(compression, bytes)
  return new Response(toBody(await bytes), { headers })
}

function answerNotBuilt(): Response {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kymo</title>
<h1>The dashboard is not built</h1>
<p>This server runs and its API answers, but the files of the dashboard are missing from its package.</p>
<p>In a checkout of Kymo, run <code>npm run build</code> and load this page again.</p></html>
`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': PAGE_POLICY,
  }
  return new Response(page, { status: 503, headers })
}
