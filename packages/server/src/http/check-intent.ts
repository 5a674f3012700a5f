import type { Credential } from '../auth/authenticator.ts'
import { ServerError } from '../errors.ts'
import type { Access } from './route.ts'

const SAFE_MEDIA_TYPES: ReadonlySet<string> = new Set([
  'application/json',
  'application/octet-stream',
  'application/x-protobuf',
  'application/protobuf',
])

/**
 * Makes sure that a change was meant by a page of ours or by a program. A browser attaches cookies and Basic by itself,
 * and on loopback nothing is needed at all; but for these media types it asks first, and we never say yes.
 * @throws {ServerError} BODY_UNSUPPORTED
 */
export function checkIntent(request: Request, credential: Credential, access: Access): void {
  if (credential === 'bearer' || request.method !== 'POST') return
  const mediaType = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (SAFE_MEDIA_TYPES.has(mediaType)) return
  throw new ServerError(
    'BODY_UNSUPPORTED',
    `Cannot take the request: its content type is '${mediaType.slice(0, 60)}'`,
    {
      details: { access },
      remedy:
        'Send application/json, application/octet-stream for a log, or application/x-protobuf for spans.',
    },
  )
}
