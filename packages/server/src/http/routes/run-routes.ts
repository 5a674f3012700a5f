import { LIMITS } from '../../config.ts'
import type { DataPlane } from '../../data-plane.ts'
import { ServerError } from '../../errors.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { projectUnknown, readProjectRef, readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const POINTS_PER_PAGE = 10_000
const NO_BODY = { bodyBytes: 0 } as const

/** Projects, runs and their points, as src/api/types.ts describes them. */
export function runRoutes(plane: DataPlane): Route[] {
  const read = (path: string, answer: (context: RouteContext) => unknown): Route =>
    defineRoute({
      method: 'GET',
      path: `/api/v1${path}`,
      access: 'read',
      limits: NO_BODY,
      handler: (context) => replyJson(context.request, answer(context)),
    })
  return [
    read('/projects', () => ({ projects: plane.listProjects() })),
    read('/projects/:entity/:project/runs', (context) => {
      const { entity, project } = readProjectRef(context)
      const query = context.url.searchParams
      const limit = readInteger(query, 'limit', { default: LIMITS.runCount, min: 1, max: LIMITS.runCount })
      const offset = readInteger(query, 'offset', { default: 0, min: 0, max: Number.MAX_SAFE_INTEGER })
      return plane.listRuns(entity, project, { limit, offset }) ?? fail(projectUnknown({ entity, project }))
    }),
    read('/runs/:entity/:project/:run', (context) => {
      const ref = readRunRef(context)
      return plane.getRun(ref) ?? fail(runUnknown(ref))
    }),
    read('/runs/:entity/:project/:run/metrics', (context) => {
      const ref = readRunRef(context)
      const isSystem = readOnce(context.url.searchParams, 'kind') === 'system'
      return { metrics: plane.listMetrics(ref, isSystem ? 'system' : 'history') ?? fail(runUnknown(ref)) }
    }),
    read('/runs/:entity/:project/:run/points', (context) => readPoints(plane, context)),
  ]
}

function readPoints(plane: DataPlane, context: RouteContext): unknown {
  const ref = readRunRef(context)
  const query = context.url.searchParams
  const metric = readOnce(query, 'metric')
  if (metric === undefined)
    throw new ServerError('REQUEST_INVALID', 'Cannot read points: the query parameter metric is missing')
  const limit = readInteger(query, 'limit', { default: POINTS_PER_PAGE, min: 1, max: LIMITS.pointCount })
  const whole = { default: 0, min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  const after = query.has('after') ? { after: readInteger(query, 'after', whole) } : {}
  const writer = readOnce(query, 'writer')
  const chosen = writer === undefined ? {} : { writer }
  return plane.queryPoints(ref, metric, { limit, ...after, ...chosen }) ?? fail(runUnknown(ref))
}

function fail(error: ServerError): never {
  throw error
}
