import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { WireEncoding } from '@kymo/protocol'
import { ServerError } from '../errors.ts'

type Decompress = (
  bytes: Uint8Array,
  options: { maxOutputLength: number; chunkSize: number },
) => Promise<Uint8Array>

/** Node 22.15 and later. */
const zstdDecompress = (zlib as { zstdDecompress?: unknown }).zstdDecompress

const DECOMPRESSORS: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['gzip', promisify(zlib.gunzip)],
  // Not of our wire, but OTLP's exporters may choose it.
  ['deflate', promisify(zlib.inflate)],
  ...(typeof zstdDecompress === 'function'
    ? [['zstd', promisify(zstdDecompress as typeof zlib.gunzip) as Decompress] as const]
    : []),
])

const MIN_CHUNK_BYTES = 16_384
const MAX_CHUNK_BYTES = 1_048_576

/** What this Node can read, best first. */
export const READABLE_ENCODINGS: readonly WireEncoding[] = DECOMPRESSORS.has('zstd')
  ? ['zstd', 'gzip', 'identity']
  : ['gzip', 'identity']

export interface DecodeBodyOptions {
  readonly encoding: string | null
  /** Inflating stops as soon as the output would exceed this, so a bomb costs no more than an honest body. */
  readonly maxBytes: number
}

/**
 * Undoes the content encoding of an append, off this thread.
 * @throws {ServerError} BODY_UNSUPPORTED, BODY_TOO_LARGE, BODY_UNREADABLE
 */
export async function decodeBody(body: Uint8Array, options: DecodeBodyOptions): Promise<Uint8Array> {
  const encoding = (options.encoding ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return checkSize(body, options.maxBytes)
  const decompress = DECOMPRESSORS.get(encoding)
  if (decompress === undefined) {
    throw new ServerError(
      'BODY_UNSUPPORTED',
      `Cannot read the body: the content encoding '${encoding.slice(0, 40)}' is not supported`,
      {
        remedy: `Use one of: ${READABLE_ENCODINGS.join(', ')}.`,
      },
    )
  }
  try {
    return await decompress(body, { maxOutputLength: options.maxBytes, chunkSize: chunkSizeOf(body) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(options.maxBytes)
    throw new ServerError('BODY_UNREADABLE', `Cannot read the body: it is not valid ${encoding}`, {
      cause: error,
    })
  }
}

/** Each chunk of output is one round through the thread pool: the default of 16 KiB makes 500 of them for a large append. */
function chunkSizeOf(body: Uint8Array): number {
  return Math.max(MIN_CHUNK_BYTES, Math.min(MAX_CHUNK_BYTES, body.byteLength * 4))
}

function checkSize(body: Uint8Array, maxBytes: number): Uint8Array {
  if (body.byteLength > maxBytes) throw tooLarge(maxBytes)
  return body
}

function tooLarge(maxBytes: number): ServerError {
  return new ServerError(
    'BODY_TOO_LARGE',
    `Cannot take the body: it has more than ${maxBytes} bytes when it is decompressed`,
    {
      details: { maxBytes },
      remedy: 'Send it in smaller pieces.',
    },
  )
}
