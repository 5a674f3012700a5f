import type { RunEdit } from '../../api/file-types.ts'
import { LIMITS } from '../../config.ts'
import type { Clock, DataPlane } from '../../data-plane.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Method, type Route, type RouteContext } from '../route.ts'
import { readRunRef, runUnknown } from './parse-names.ts'
import { readOnce } from './parse-query.ts'

const RUN = '/api/v1/runs/:entity/:project/:run'
const MAX_TAGS = 256
const MAX_TAG_LENGTH = 128
/** Longest texts, in characters. */
const TEXTS = { name: 512, notes: 65_536, group: 256, jobType: 256 } as const

/** What people change of runs: edits, the trash, deleting for good. As src/api/file-types.ts describes it. */
export function changeRoutes({
  plane,
  clock,
}: {
  readonly plane: DataPlane
  readonly clock: Clock
}): Route[] {
  const { changes } = plane
  const change = (method: Method, path: string, make: (context: RouteContext) => unknown): Route =>
    defineRoute({
      method,
      path,
      access: 'write',
      limits: { bodyBytes: method === 'PATCH' ? LIMITS.jsonBytes : 0 },
      handler: async (context) => replyJson(context.request, await make(context)),
    })
  return [
    change('PATCH', RUN, async (context) => {
      const ref = readRunRef(context)
      const edit = parseEdit(await readJson(context.request, LIMITS.jsonBytes))
      if (!changes.edit(ref, edit)) throw runUnknown(ref)
      return plane.getRun(ref)
    }),
    change('DELETE', RUN, (context) => {
      const ref = readRunRef(context)
      if (!changes.trash(ref, clock.nowMs())) throw runUnknown(ref)
      return { trashed: true }
    }),
    change('POST', `${RUN}/restore`, (context) => {
      const ref = readRunRef(context)
      if (!changes.restore(ref)) throw runUnknown(ref)
      return { restored: true }
    }),
    change('DELETE', '/api/v1/trash/:entity/:project/:run', async (context) => {
      const ref = readRunRef(context)
      const isForced = readOnce(context.url.searchParams, 'force') === '1'
      if (!(await changes.purge(ref, { isForced, nowMs: clock.nowMs() }))) throw runUnknown(ref)
      return { deleted: true }
    }),
  ]
}

export function trashRoute(plane: DataPlane): Route {
  return defineRoute({
    method: 'GET',
    path: '/api/v1/trash',
    access: 'read',
    limits: { bodyBytes: 0 },
    handler: ({ request }) => replyJson(request, { runs: plane.changes.listTrash() }),
  })
}

/** @throws {ServerError} REQUEST_INVALID */
function parseEdit(body: unknown): RunEdit {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('the body is not an object')
  const fields = new Map<string, unknown>(Object.entries(body))
  const known = [...Object.keys(TEXTS), 'tags']
  const unknown = [...fields.keys()].find((key) => !known.includes(key))
  if (unknown !== undefined) throw invalid(`'${shorten(unknown)}' cannot be changed`)
  const edit: { -readonly [K in keyof RunEdit]: RunEdit[K] } = {}
  for (const [key, limit] of Object.entries(TEXTS) as [keyof typeof TEXTS, number][]) {
    const value = fields.get(key)
    if (value !== undefined) edit[key] = parseText(key, value, limit)
  }
  if (fields.has('tags')) edit.tags = parseTags(fields.get('tags'))
  return edit
}

function parseText(key: string, value: unknown, limit: number): string | null {
  if (value === null || (typeof value === 'string' && value.length <= limit)) return value
  throw invalid(`${key} must be a text of at most ${limit} characters, or null`)
}

function parseTags(value: unknown): readonly string[] | null {
  if (value === null) return null
  const isTag = (tag: unknown): boolean =>
    typeof tag === 'string' && tag.length > 0 && tag.length <= MAX_TAG_LENGTH
  if (Array.isArray(value) && value.length <= MAX_TAGS && value.every(isTag))
    return [...new Set<string>(value as string[])]
  throw invalid(
    `tags must be a list of at most ${MAX_TAGS} texts of 1 to ${MAX_TAG_LENGTH} characters, or null`,
  )
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot change the run: ${reason}`, {
    remedy: 'RunEdit in packages/server/src/api/file-types.ts describes the body.',
  })
}
