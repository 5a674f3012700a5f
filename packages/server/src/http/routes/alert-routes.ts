import type { AlertQuery } from '../../alerts/alert-book.ts'
import type { DataPlane } from '../../data-plane.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'
import { checkName } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const MAX_ALERTS = 1_000
const DEFAULT_ALERTS = 100

/** Alerts of runs, as src/api/file-types.ts describes them. */
export function alertRoutes(plane: DataPlane): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/alerts',
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: ({ request, url }) => replyJson(request, { alerts: plane.listAlerts(readQuery(url)) }),
    }),
  ]
}

function readQuery({ searchParams: query }: URL): AlertQuery {
  const limit = readInteger(query, 'limit', { default: DEFAULT_ALERTS, min: 1, max: MAX_ALERTS })
  const names = (['entity', 'project', 'run'] as const).flatMap((what) => {
    const name = readOnce(query, what) ?? ''
    return name === '' ? [] : [[what, checkName(what, name)] as const]
  })
  return { limit, ...Object.fromEntries(names) }
}
