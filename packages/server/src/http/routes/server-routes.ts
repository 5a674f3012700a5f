import { MAX_APPEND_BYTES, type ServerInfo } from '@kymo/protocol'
import type { Authenticator } from '../../auth/authenticator.ts'
import { READABLE_ENCODINGS } from '../../ingest/decode-body.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'

export interface ServerRoutesOptions {
  readonly version: string
  readonly auth: Authenticator
  readonly dataId?: string
  readonly isReadOnly: boolean
}

/** Who is this, and is it well? Public, because a client asks before it shows its key to anyone. */
export function serverRoutes({ version, auth, dataId, isReadOnly }: ServerRoutesOptions): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/server',
      access: 'public',
      limits: { bodyBytes: 0 },
      handler: ({ request, connection }) => {
        const { kind } = auth.authenticate({
          headers: request.headers,
          remoteAddress: connection.remoteAddress,
        })
        const info: ServerInfo = {
          product: 'kymo',
          version,
          wire: 1,
          encodings: READABLE_ENCODINGS,
          maxAppendBytes: MAX_APPEND_BYTES,
          authRequired: auth.isRequired,
          authenticated: kind === 'granted',
          ...(dataId === undefined ? {} : { dataId }),
          ...(isReadOnly ? { readOnly: true as const } : {}),
        }
        return replyJson(request, info)
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/v1/health',
      access: 'public',
      limits: { bodyBytes: 0 },
      handler: ({ request }) => replyJson(request, { status: 'ok' }),
    }),
  ]
}
