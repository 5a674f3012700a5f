import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { mediaTypeOf } from '../domain/media-type.ts'
import type { RouteContext } from './route.ts'

/**
 * A logged page runs in an origin of its own, from which it reaches nothing of ours; whatever else a file is, a browser
 * can do no more with it.
 */
const SANDBOX =
  "sandbox allow-scripts; default-src 'none'; img-src data: blob:; media-src data: blob:; style-src 'unsafe-inline' data:; script-src 'unsafe-inline' 'unsafe-eval' data: blob:; font-src data:; frame-ancestors 'self'"
const RANGE = /^bytes=(\d*)-(\d*)$/

/** Read at once: for so few bytes a stream costs more than they do, and a version may have tens of thousands of such files. */
const MAX_WHOLE_BYTES = 65_536

export interface SendFileOptions {
  /** Absolute. */
  readonly path: string
  /** As the user knows it. */
  readonly name: string
  /** Names the content; default: its size and time. */
  readonly etag?: string
}

/** Sends a file that a user logged, or the range of it that was asked for. */
export async function sendFile({ request, url }: RouteContext, options: SendFileOptions): Promise<Response> {
  const { path, name } = options
  const { size, mtimeMs } = await stat(path)
  const etag = options.etag ?? `"${size.toString(16)}-${Math.round(mtimeMs).toString(16)}"`
  const headers = new Headers({
    'content-type': mediaTypeOf(name),
    'content-security-policy': SANDBOX,
    // Shown in a frame of our own pages.
    'x-frame-options': 'SAMEORIGIN',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
    'last-modified': new Date(mtimeMs).toUTCString(),
  })
  if (url.searchParams.get('download') === '1') {
    headers.set('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(basename(name))}`)
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const range = parseRange(request.headers.get('range'), size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    return new Response(null, { status: 416, headers })
  }
  const { from, to } = range ?? { from: 0, to: size }
  headers.set('content-length', String(to - from))
  if (range !== undefined) headers.set('content-range', `bytes ${from}-${to - 1}/${size}`)
  const status = range === undefined ? 200 : 206
  if (to === from || request.method === 'HEAD') return new Response(null, { status, headers })
  if (to - from <= MAX_WHOLE_BYTES) {
    const bytes = await readPart(path, { from, to })
    if (bytes.length === to - from) return new Response(bytes, { status, headers })
  }
  const stream = createReadStream(path, { start: from, end: to - 1 })
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers })
}

/** @returns fewer bytes when the file has become shorter */
async function readPart(
  path: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(path)
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(to - from), 0, to - from, from)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** @returns half-open; undefined for the whole */
function parseRange(
  text: string | null,
  size: number,
): { from: number; to: number } | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = RANGE.exec(text ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') return { from: Math.max(0, size - Number(last)), to: size }
  const from = Number(first)
  if (from >= size) return 'unsatisfiable'
  const to = last === '' ? size : Math.min(size, Number(last) + 1)
  return to <= from ? undefined : { from, to }
}
