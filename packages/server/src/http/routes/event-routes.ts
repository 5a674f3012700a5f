import type { Authenticator } from '../../auth/authenticator.ts'
import { LIMITS, TIMES } from '../../config.ts'
import { ServerError } from '../../errors.ts'
import type { EventHub } from '../../events/event-hub.ts'
import { openEventStream } from '../../events/event-stream.ts'
import { defineRoute, type Route } from '../route.ts'
import { checkName } from './parse-names.ts'
import { readOnce } from './parse-query.ts'

export interface EventRoutesOptions {
  readonly hub: EventHub
  readonly auth: Authenticator
}

/** Tells dashboards which runs have changed, as it happens. */
export function eventRoutes({ hub, auth }: EventRoutesOptions): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/events',
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: ({ request, url, connection, keyId }) => {
        const headers = {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        }
        if (request.method === 'HEAD') return new Response(null, { headers })
        if (hub.subscriberCount >= LIMITS.eventStreamCount) {
          throw new ServerError(
            'SERVER_BUSY',
            `Cannot open the event stream: ${LIMITS.eventStreamCount} are open, which is the limit`,
            {
              details: { afterMs: 10_000 },
            },
          )
        }
        const body = openEventStream({
          hub,
          filter: readFilter(url.searchParams),
          heartbeatMs: TIMES.eventHeartbeatMs,
          intervalMs: TIMES.eventIntervalMs,
          stallMs: TIMES.eventStallMs,
          isAllowed: () => auth.isStillGood(keyId),
          drop: () => connection.drop(),
        })
        return new Response(body, { headers })
      },
    }),
  ]
}

function readFilter(query: URLSearchParams): { readonly entity?: string; readonly project?: string } {
  const entity = readOnce(query, 'entity') ?? ''
  const project = readOnce(query, 'project') ?? ''
  return {
    ...(entity === '' ? {} : { entity: checkName('entity', entity) }),
    ...(project === '' ? {} : { project: checkName('project', project) }),
  }
}
