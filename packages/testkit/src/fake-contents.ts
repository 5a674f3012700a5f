import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { CRC_HEADER, decodePack, SHA256_HEADER, type FileClaim } from '@kymo/protocol'
import type { Answer } from './faults.ts'

/** One request about contents. */
export interface ContentRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Uint8Array
}

/** The files and blobs of the kymo wire in memory. Keys are `sha256/<hex>` and `<folder>/<path>`. */
export class FakeContents {
  readonly stored: Map<string, Uint8Array> = new Map<string, Uint8Array>()
  readonly #partial = new Map<string, Uint8Array>()
  /** Bytes of content that were taken, whole or in part. */
  receivedBytes = 0

  /** @returns undefined when the request is about something else */
  answer(request: ContentRequest): Answer | undefined {
    const { pathname } = request.url
    const blobs = /\/api\/v1\/blobs\/(.+)$/.exec(pathname)
    const files = /\/api\/v1\/files\/[^/]+\/[^/]+\/([^/]+)\/(.+)$/.exec(pathname)
    if (blobs !== null) return this.#route(request, blobs[1] ?? '', (claim) => `sha256/${claim.sha256}`)
    if (files === null) return undefined
    const folder = decodeURIComponent(files[1] ?? '')
    return this.#route(request, files[2] ?? '', (claim) => `${folder}/${claim.path ?? ''}`)
  }

  #route(
    request: ContentRequest,
    action: string,
    keyOf: (claim: { readonly sha256: string; readonly path?: string }) => string,
  ): Answer {
    if (request.method === 'POST' && action === 'missing') return this.#missing(request, keyOf)
    if (crc32(request.body).toString(16).padStart(8, '0') !== request.headers[CRC_HEADER])
      return refuse(400, 'BODY_UNREADABLE', 'The body does not match its checksum')
    if (request.method === 'POST' && action === 'pack') return this.#pack(request, keyOf)
    if (request.method !== 'PUT') return refuse(405, 'METHOD_REFUSED', 'PUT')
    const sha256 = String(request.headers[SHA256_HEADER])
    const path = action.split('/').map(decodeURIComponent).join('/')
    return this.#part(request, keyOf({ sha256, path }), sha256)
  }

  #missing(request: ContentRequest, keyOf: (claim: FileClaim) => string): Answer {
    const { files } = JSON.parse(Buffer.from(request.body).toString()) as { files: FileClaim[] }
    const missing = files.flatMap((claim, index) => {
      const key = keyOf(claim)
      if (this.#isHeld(key, claim)) return []
      return [{ index, offset: this.#partial.get(`${key} ${claim.sha256}`)?.length ?? 0 }]
    })
    return { status: 200, json: { missing } }
  }

  #isHeld(key: string, { sha256 }: FileClaim): boolean {
    const held = this.stored.get(key)
    return held !== undefined && sha256Of(held) === sha256
  }

  #pack(
    request: ContentRequest,
    keyOf: (claim: { readonly sha256: string; readonly path: string }) => string,
  ): Answer {
    const files = decodePack(request.body)
    if (files.some(({ sha256, content }) => sha256Of(content) !== sha256))
      return refuse(422, 'CONTENT_MISMATCH', 'A content has another digest')
    for (const { name, sha256, content } of files) {
      this.stored.set(keyOf({ sha256, path: name }), content.slice())
      this.receivedBytes += content.length
    }
    return { status: 200, json: { stored: files.length } }
  }

  #part({ url, body }: ContentRequest, key: string, sha256: string): Answer {
    const size = Number(url.searchParams.get('size'))
    const partial = `${key} ${sha256}`
    const held = this.#partial.get(partial) ?? new Uint8Array(0)
    if (Number(url.searchParams.get('offset')) !== held.length)
      return { status: 409, json: { offset: held.length, complete: false } }
    const grown = Buffer.concat([held, body])
    this.receivedBytes += body.length
    this.#partial.set(partial, grown)
    if (grown.length < size) return { status: 200, json: { offset: grown.length, complete: false } }
    this.#partial.delete(partial)
    if (sha256Of(grown) !== sha256) return refuse(422, 'CONTENT_MISMATCH', 'The content has another digest')
    this.stored.set(key, grown)
    return { status: 200, json: { offset: grown.length, complete: true } }
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function refuse(status: number, code: string, message: string): Answer {
  return { status, json: { error: { code, message } } }
}
