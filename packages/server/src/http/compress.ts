import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { toBody } from './reply.ts'

const gzipAsync = promisify<Uint8Array, { level: number }, Buffer>(gzip)
const brotliAsync = promisify<Uint8Array, { params: Record<number, number> }, Buffer>(brotliCompress)

/** Shorter answers fit one packet anyway. */
const MIN_BYTES = 1024
/** A large answer is not held back for the last percent. */
const FAST_ABOVE_BYTES = 256 * 1024
/** Less gain than this is not worth the reader's time. */
const MIN_GAIN = 0.1

export type Compression = 'br' | 'gzip'

/** The best encoding that a client accepts; q=0 refuses one. */
export function chooseCompression(acceptEncoding: string | null): Compression | undefined {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.replaceAll(' ', ''))
  const isAccepted = (name: string): boolean =>
    accepted.some((part) => part === name || (part.startsWith(`${name};q=`) && !/;q=0(\.0*)?$/.test(part)))
  if (isAccepted('br')) return 'br'
  return isAccepted('gzip') ? 'gzip' : undefined
}

export function compress(bytes: Uint8Array, compression: Compression): Promise<Uint8Array> {
  if (compression === 'gzip') return gzipAsync(bytes, { level: bytes.byteLength > FAST_ABOVE_BYTES ? 1 : 6 })
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.byteLength > FAST_ABOVE_BYTES ? 1 : 4,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
  }
  return brotliAsync(bytes, { params })
}

/** Compresses the body of an answer where that helps. Streams and what has an encoding already are left alone. */
export async function compressResponse(
  request: Request,
  response: Response,
  body: Uint8Array,
): Promise<Response> {
  const { status, headers } = response
  const plain = (): Response => new Response(toBody(body), { status, headers })
  // A range is one of the bytes as they are.
  const isWhole = !headers.has('content-encoding') && !headers.has('content-range')
  if (body.byteLength < MIN_BYTES || !isWhole) return plain()
  headers.append('vary', 'Accept-Encoding')
  const compression = chooseCompression(request.headers.get('accept-encoding'))
  if (compression === undefined) return plain()
  const compressed = await compress(body, compression)
  if (compressed.byteLength > body.byteLength * (1 - MIN_GAIN)) return plain()
  headers.set('content-encoding', compression)
  // A file says how long it is; a browser would wait for bytes that never come.
  headers.delete('content-length')
  return new Response(toBody(compressed), { status, headers })
}
