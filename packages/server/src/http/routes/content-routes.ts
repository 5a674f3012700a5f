import {
  MAX_PACK_FILES,
  MAX_PART_BYTES,
  SHA256_HEADER,
  decodePack,
  type FileClaim,
  type PackedFile,
  type PartReply,
} from '@kymo/protocol'
import type { BlobStore } from '../../blobs/blob-store.ts'
import type { PartOutcome } from '../../blobs/part-store.ts'
import { LIMITS } from '../../config.ts'
import { ServerError } from '../../errors.ts'
import { checkCrc, parseAppendHeaders, parseCount } from '../../ingest/append-headers.ts'
import type { FileIngest } from '../../ingest/file-ingest.ts'
import { ByteBudget } from '../byte-budget.ts'
import { readBody } from '../read-body.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { readOnce } from './parse-query.ts'

const FILES = '/api/v1/files/:entity/:project/:folder'
/** A part, or a pack of files that together have the size of one, with their names. */
const MAX_BODY_BYTES = MAX_PART_BYTES + 256 * 1024
/** One terabyte. */
const MAX_CONTENT_BYTES = 2 ** 40
const HEX = /^[0-9a-f]{64}$/

export interface ContentRoutesOptions {
  readonly files: FileIngest
  readonly blobs: BlobStore
}

/** The kymo wire for files of runs and for content of artifacts. */
export function contentRoutes({ files, blobs }: ContentRoutesOptions): Route[] {
  const budget = new ByteBudget(LIMITS.appendBytesInFlight)
  const take = (
    method: 'POST' | 'PUT',
    path: string,
    handler: (context: RouteContext, bytes: Uint8Array) => Promise<Response>,
  ): Route =>
    defineRoute({
      method,
      path,
      access: 'write',
      limits: { bodyBytes: MAX_BODY_BYTES },
      handler: ({ request, ...context }) => {
        const length = Math.min(
          MAX_BODY_BYTES,
          Number(request.headers.get('content-length') ?? MAX_BODY_BYTES),
        )
        // Whole and, of a pack, its contents.
        return budget.spend(2 * length, async () =>
          handler({ request, ...context }, await readBody(request, MAX_BODY_BYTES)),
        )
      },
    })
  const ask = (
    path: string,
    handler: (context: RouteContext, claims: FileClaim[]) => Promise<unknown>,
  ): Route =>
    defineRoute({
      method: 'POST',
      path,
      access: 'write',
      limits: { bodyBytes: LIMITS.jsonBytes },
      handler: async (context) => {
        const claims = parseClaims(await readJson(context.request, LIMITS.jsonBytes))
        return replyJson(context.request, await handler(context, claims))
      },
    })
  return [
    ask('/api/v1/blobs/missing', (_context, claims) => blobs.missing(claims)),
    take('POST', '/api/v1/blobs/pack', async ({ request }, bytes) => {
      return replyJson(request, { stored: await blobs.storePack(parsePack(request, bytes)) })
    }),
    take('PUT', '/api/v1/blobs/sha256/:hex', async (context, bytes) => {
      const sha256 = checkDigest(context.param('hex'))
      return replyPart(context, await blobs.takePart({ sha256, bytes, ...parsePart(context, bytes) }))
    }),
    ask(`${FILES}/missing`, (context, claims) => files.missing(folderOf(context), claims)),
    take('POST', `${FILES}/pack`, async (context, bytes) => {
      const stored = await files.storePack(folderOf(context), parsePack(context.request, bytes))
      return replyJson(context.request, { stored })
    }),
    take('PUT', `${FILES}/*`, async (context, bytes) => {
      const sha256 = checkDigest(context.request.headers.get(SHA256_HEADER) ?? '')
      const part = { path: context.rest.join('/'), sha256, bytes, ...parsePart(context, bytes) }
      if (context.rest.some((segment) => segment.includes('/')))
        throw invalid('a name in the path contains a slash')
      return replyPart(context, await files.takePart(folderOf(context), part))
    }),
  ]
}

function folderOf(context: RouteContext): { entity: string; project: string; folder: string } {
  return {
    entity: context.param('entity'),
    project: context.param('project'),
    folder: context.param('folder'),
  }
}

function replyPart({ request }: RouteContext, { kind, offset }: PartOutcome): Response {
  const reply: PartReply = { offset, complete: kind === 'complete' }
  return replyJson(request, reply, { status: kind === 'wrong-offset' ? 409 : 200 })
}

function parsePart({ request, url }: RouteContext, bytes: Uint8Array): { offset: number; size: number } {
  const { offset, crc32 } = parseAppendHeaders(
    request.headers,
    readOnce(url.searchParams, 'offset') ?? null,
    'take the part',
  )
  const size = parseCount(readOnce(url.searchParams, 'size') ?? null)
  if (size === undefined || size > MAX_CONTENT_BYTES)
    throw invalid(`size must be a whole number up to ${MAX_CONTENT_BYTES}`)
  if (bytes.length > MAX_PART_BYTES)
    throw invalid(`the part has ${bytes.length} bytes, the limit is ${MAX_PART_BYTES}`)
  if (offset + bytes.length > size)
    throw invalid(`the part ends at ${offset + bytes.length}, beyond the size ${size}`)
  checkCrc(bytes, crc32, 'take the part')
  return { offset, size }
}

function parsePack(request: Request, bytes: Uint8Array): PackedFile[] {
  const { crc32 } = parseAppendHeaders(request.headers, '0', 'take the pack')
  checkCrc(bytes, crc32, 'take the pack')
  let files: PackedFile[]
  try {
    files = decodePack(bytes)
  } catch (error) {
    throw new ServerError('BODY_UNREADABLE', 'Cannot read the body: it is not a pack of files', {
      cause: error,
    })
  }
  if (files.length > MAX_PACK_FILES)
    throw invalid(`the pack has ${files.length} files, the limit is ${MAX_PACK_FILES}`)
  return files
}

function parseClaims(body: unknown): FileClaim[] {
  const { files } = (body ?? {}) as { files?: unknown }
  if (!Array.isArray(files) || files.length > MAX_PACK_FILES) {
    throw invalid(`files must be a list of at most ${MAX_PACK_FILES}`)
  }
  return files.map((file: unknown): FileClaim => {
    const { path, sha256, size } = (file ?? {}) as Partial<Record<keyof FileClaim, unknown>>
    if (path !== undefined && typeof path !== 'string') throw invalid('a path must be a text')
    if (typeof sha256 !== 'string' || !Number.isSafeInteger(size) || (size as number) < 0) {
      throw invalid('each of files must have a sha256 and a size')
    }
    return { ...(path === undefined ? {} : { path }), sha256: checkDigest(sha256), size: size as number }
  })
}

function checkDigest(text: string): string {
  if (HEX.test(text)) return text
  throw invalid('a SHA-256 must be 64 lower-case hex digits')
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot take content: ${reason}`, {
    remedy: 'Update the client; packages/protocol/src/wire/kymo-wire.ts describes the requests.',
  })
}
