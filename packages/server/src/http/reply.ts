import { createHash } from 'node:crypto'

/** Answers with JSON. A GET gets an ETag made of the bytes, so that what has not changed is not sent again. */
export function replyJson(
  request: Request,
  value: unknown,
  init: { readonly status?: number } = {},
): Response {
  const text = JSON.stringify(value)
  const headers = new Headers({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-cache',
  })
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!isRead) return new Response(text, { status: init.status ?? 200, headers })
  const etag = `W/"${createHash('sha1').update(text).digest('base64url')}"`
  headers.set('etag', etag)
  if (hasTag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { status: init.status ?? 200, headers })
}

/** Memory shared between threads is no body; none of ours is, but the types cannot tell. */
export function toBody(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}

/** Weak comparison, as If-None-Match asks for (RFC 9110, section 13.1.2). */
export function hasTag(header: string | null, etag: string): boolean {
  if (header === null) return false
  const bare = etag.replace(/^W\//, '')
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === bare)
}
