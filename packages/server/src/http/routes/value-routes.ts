import type { RunQuery } from '../../api/value-types.ts'
import type { Value } from '../../api/types.ts'
import { LIMITS } from '../../config.ts'
import type { DataPlane } from '../../data-plane.ts'
import { ServerError } from '../../errors.ts'
import { HISTORY_LIMITS } from '../../query/query-history.ts'
import { MAX_VALUES_PER_PAGE } from '../../query/query-values.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { projectUnknown, readProjectRef, readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const DEFAULT_COUNT = 100
const DEFAULT_ROWS = 1_000
const END = Number.MAX_SAFE_INTEGER

/** What runs logged besides numbers, whole rows, and runs by filter, as src/api/value-types.ts describes them. */
export function valueRoutes(plane: DataPlane): Route[] {
  const read = (path: string, answer: (context: RouteContext) => unknown): Route =>
    defineRoute({
      method: 'GET',
      path: `/api/v1/runs/:entity/:project/:run${path}`,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: async (context) => replyJson(context.request, await answer(context)),
    })
  return [
    read('/value-keys', (context) => {
      const ref = readRunRef(context)
      const keys = plane.listValueKeys(ref) ?? fail(runUnknown(ref))
      return { keys, display: plane.listDisplay(ref) ?? [] }
    }),
    read('/values', (context) => readValues(plane, context)),
    read('/history', (context) => readHistory(plane, context)),
    defineRoute({
      method: 'POST',
      path: '/api/v1/projects/:entity/:project/runs/query',
      access: 'read',
      limits: { bodyBytes: LIMITS.jsonBytes },
      handler: async (context) => replyJson(context.request, await queryRuns(plane, context)),
    }),
  ]
}

function readValues(plane: DataPlane, context: RouteContext): unknown {
  const ref = readRunRef(context)
  const query = context.url.searchParams
  const key = readOnce(query, 'key')
  if (key === undefined) throw invalid('Cannot read values: the query parameter key is missing')
  const order = readOnce(query, 'order') ?? 'asc'
  if (order !== 'asc' && order !== 'desc') throw invalid('Cannot read values: order must be asc or desc')
  const limit = readInteger(query, 'limit', { default: DEFAULT_COUNT, min: 1, max: MAX_VALUES_PER_PAGE })
  const page = plane.queryValues(ref, { key, order, limit, ...readSteps(query) }) ?? fail(runUnknown(ref))
  if (query.get('steps') !== '1') return page
  return { ...page, items: page.items.map((item) => ({ ...item, value: null })) }
}

async function readHistory(plane: DataPlane, context: RouteContext): Promise<unknown> {
  const ref = readRunRef(context)
  const query = context.url.searchParams
  const keys = query.getAll('key')
  if (keys.length > HISTORY_LIMITS.keys) {
    throw invalid(`Cannot read rows of ${keys.length} keys: the limit is ${HISTORY_LIMITS.keys}`)
  }
  const limit = readInteger(query, 'limit', { default: DEFAULT_ROWS, min: 1, max: HISTORY_LIMITS.rows })
  const samples = query.has('samples')
    ? {
        samples: readInteger(query, 'samples', {
          default: DEFAULT_ROWS,
          min: 1,
          max: HISTORY_LIMITS.samples,
        }),
      }
    : {}
  return (
    (await plane.queryHistory(ref, { keys, limit, ...samples, ...readSteps(query) })) ?? fail(runUnknown(ref))
  )
}

function readSteps(query: URLSearchParams): { from: number; to: number } {
  const bounds = { min: Number.MIN_SAFE_INTEGER, max: END }
  return {
    from: readInteger(query, 'from', { ...bounds, default: Number.MIN_SAFE_INTEGER }),
    to: readInteger(query, 'to', { ...bounds, default: END }),
  }
}

async function queryRuns(plane: DataPlane, context: RouteContext): Promise<unknown> {
  const { entity, project } = readProjectRef(context)
  const query = parseRunQuery(await readJson(context.request, LIMITS.jsonBytes))
  try {
    return plane.queryRuns(entity, project, query) ?? fail(projectUnknown({ entity, project }))
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message)
    throw error
  }
}

/** @throws {ServerError} REQUEST_INVALID */
function parseRunQuery(body: unknown): RunQuery {
  if (typeof body !== 'object' || body === null) throw invalid('Cannot query runs: the body is not an object')
  const { filters, order, limit, offset } = body as Partial<Record<keyof RunQuery, unknown>>
  const isOrder = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((field) => typeof field === 'string')
  if (order !== undefined && !isOrder(order))
    throw invalid('Cannot query runs: order must be a list of texts')
  return {
    ...(filters === undefined || filters === null ? {} : { filters: filters as Value }),
    ...(order === undefined ? {} : { order }),
    limit: parseCount('limit', limit, { default: LIMITS.runCount, min: 1, max: LIMITS.runCount }),
    offset: parseCount('offset', offset, { default: 0, min: 0, max: Number.MAX_SAFE_INTEGER }),
  }
}

function parseCount(
  name: string,
  value: unknown,
  bounds: { default: number; min: number; max: number },
): number {
  if (value === undefined || value === null) return bounds.default
  if (Number.isSafeInteger(value) && (value as number) >= bounds.min && (value as number) <= bounds.max) {
    return value as number
  }
  throw invalid(`Cannot query runs: ${name} must be a whole number from ${bounds.min} to ${bounds.max}`)
}

function invalid(message: string): ServerError {
  return new ServerError('REQUEST_INVALID', message, {
    remedy: 'packages/server/src/api/value-types.ts describes the request.',
  })
}

function fail(error: ServerError): never {
  throw error
}
