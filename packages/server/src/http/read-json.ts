import { LIMITS } from '../config.ts'
import { ServerError } from '../errors.ts'
import { readBody } from './read-body.ts'

/**
 * Reads a JSON body. What it returns is not checked further.
 * @throws {ServerError} BODY_TOO_LARGE, BODY_TRUNCATED, BODY_UNREADABLE, BODY_UNSUPPORTED
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  if (request.headers.has('content-encoding')) {
    throw new ServerError('BODY_UNSUPPORTED', 'Cannot read the body: JSON must not be compressed here')
  }
  const bytes = await readBody(request, maxBytes)
  return parseJson(bytes)
}

/** @throws {ServerError} BODY_UNREADABLE */
export function parseJson(bytes: Uint8Array): unknown {
  if (depthOf(bytes) > LIMITS.jsonDepth) {
    throw new ServerError(
      'BODY_UNREADABLE',
      `Cannot read the body: it is nested deeper than ${LIMITS.jsonDepth} levels`,
    )
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new ServerError('BODY_UNREADABLE', 'Cannot read the body: it is not valid JSON', { cause: error })
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b])
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d])

/** Counts brackets outside of strings, before a parser builds anything. Bytes of UTF-8 above ASCII never look like one. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]
    if (isInString) {
      if (byte === BACKSLASH) index++
      else if (byte === QUOTE) isInString = false
    } else if (byte === QUOTE) isInString = true
    else if (OPENING.has(byte)) deepest = Math.max(deepest, ++depth)
    else if (CLOSING.has(byte)) depth--
  }
  return deepest
}
