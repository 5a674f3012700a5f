import type { DataPlane } from '../../data-plane.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import { MAX_FILES_PER_PAGE } from '../../query/run-files.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'
import { sendFile } from '../send-file.ts'
import { readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const PATH = '/api/v1/runs/:entity/:project/:run/files'

/** Files that runs kept. */
export function fileRoutes(plane: DataPlane): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: async (context) => {
        const ref = readRunRef(context)
        const query = context.url.searchParams
        const list = await plane.listFiles(ref, {
          prefix: readOnce(query, 'prefix') ?? '',
          after: readOnce(query, 'after'),
          limit: readInteger(query, 'limit', { default: 1_000, min: 1, max: MAX_FILES_PER_PAGE }),
        })
        if (list === undefined) throw runUnknown(ref)
        return replyJson(context.request, list)
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${PATH}/*`,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: async (context) => {
        const ref = readRunRef(context)
        const name = context.rest.join('/')
        const isOneName = context.rest.every((segment) => !segment.includes('/'))
        const path = isOneName ? await plane.findFile(ref, name) : undefined
        if (path === undefined) throw fileUnknown(name)
        return sendFile(context, { path, name })
      },
    }),
  ]
}

export function fileUnknown(name: string): ServerError {
  return new ServerError('FILE_UNKNOWN', `Cannot find the file '${shorten(name)}' of this run`, {
    remedy: 'Check the path; the file may also not have been synced yet.',
  })
}
