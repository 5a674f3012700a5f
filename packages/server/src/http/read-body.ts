import { ServerError } from '../errors.ts'

/**
 * Reads a body of at most `maxBytes`. A longer one is refused before it is read where its length is announced, else as
 * soon as it has grown too long.
 * @param onBytes called before so many bytes more are held; what it throws ends the reading
 * @throws {ServerError} BODY_TOO_LARGE, BODY_TRUNCATED
 */
export async function readBody(
  request: Request,
  maxBytes: number,
  onBytes: (byteCount: number) => void = () => undefined,
): Promise<Uint8Array> {
  checkBodyLength(request, maxBytes)
  const announced = request.headers.get('content-length')
  if (announced !== null) onBytes(Number(announced))
  try {
    // The length is enforced by the parser below us, so a body that announces it can be taken in one go.
    if (announced !== null) return new Uint8Array(await request.arrayBuffer())
    return await readChunks(request.body, maxBytes, onBytes)
  } catch (error) {
    if (error instanceof ServerError) throw error
    throw new ServerError(
      'BODY_TRUNCATED',
      'Cannot read the body: the connection ended before it was complete',
      { cause: error },
    )
  }
}

/**
 * Refuses a body by its announced length alone.
 * @throws {ServerError} BODY_TOO_LARGE
 */
export function checkBodyLength(request: Request, maxBytes: number): void {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > maxBytes) throw tooLarge(maxBytes, `${announced} bytes`)
}

async function readChunks(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  onBytes: (byteCount: number) => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let byteCount = 0
  for await (const chunk of body ?? []) {
    byteCount += chunk.byteLength
    if (byteCount > maxBytes) throw tooLarge(maxBytes, 'more')
    onBytes(chunk.byteLength)
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
}

function tooLarge(maxBytes: number, actual: string): ServerError {
  return new ServerError(
    'BODY_TOO_LARGE',
    `Cannot take the body: it has ${actual}, the limit is ${maxBytes}`,
    {
      details: { maxBytes },
      remedy: 'Send less in one request.',
    },
  )
}
