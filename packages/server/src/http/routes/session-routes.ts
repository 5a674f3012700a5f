import type { Authenticator } from '../../auth/authenticator.ts'
import { authFailure } from '../auth-failure.ts'
import { LIMITS } from '../../config.ts'
import { ServerError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'

/** `POST {"key": "…"}` trades a key for a cookie that scripts cannot read; `DELETE` gives it back. */
export function sessionRoutes(auth: Authenticator): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/session',
      access: 'public',
      limits: { bodyBytes: LIMITS.sessionBytes },
      handler: async ({ request, connection }) => {
        const body = (await readJson(request, LIMITS.sessionBytes)) as { key?: unknown } | null
        if (typeof body?.key !== 'string') {
          throw new ServerError('REQUEST_INVALID', 'Cannot log in: the body has no text at "key"', {
            remedy: 'Send {"key": "kymo_…"}.',
          })
        }
        const { headers } = request
        const outcome = auth.login(body.key.trim(), { headers, remoteAddress: connection.remoteAddress })
        if (outcome.kind !== 'granted') throw authFailure(outcome)
        const response = replyJson(request, { authenticated: true })
        if (outcome.cookie !== undefined) response.headers.set('set-cookie', outcome.cookie)
        return response
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/v1/session',
      access: 'public',
      limits: { bodyBytes: 0 },
      handler: ({ request }) => {
        const response = replyJson(request, { authenticated: false })
        response.headers.set('set-cookie', auth.logoutCookie())
        return response
      },
    }),
  ]
}
