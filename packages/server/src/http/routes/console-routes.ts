import type { ConsolePage } from '../../api/file-types.ts'
import type { DataPlane } from '../../data-plane.ts'
import { ServerError } from '../../errors.ts'
import { MAX_CONSOLE_LINES, type ConsoleQuery } from '../../query/query-console.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const DEFAULT_LINES = 500
const MAX_SEARCH_CHARS = 1_000
const PATH = '/api/v1/runs/:entity/:project/:run'

/** What programs printed, and what they found around them. */
export function consoleRoutes(plane: DataPlane): Route[] {
  const read = (path: string, handler: (context: RouteContext) => Promise<Response> | Response): Route =>
    defineRoute({ method: 'GET', path: PATH + path, access: 'read', limits: { bodyBytes: 0 }, handler })
  return [
    read('/console', async (context) =>
      replyJson(context.request, await readPage(plane, context, parse(context))),
    ),
    read('/console.txt', (context) => sendText(plane, context)),
    read('/environment', (context) => {
      const ref = readRunRef(context)
      return replyJson(context.request, plane.listEnvironments(ref) ?? fail(runUnknown(ref)))
    }),
  ]
}

async function readPage(plane: DataPlane, context: RouteContext, query: ConsoleQuery): Promise<ConsolePage> {
  const ref = readRunRef(context)
  return (await plane.queryConsole(ref, query)) ?? fail(runUnknown(ref))
}

function parse({ url }: RouteContext): ConsoleQuery {
  const query = url.searchParams
  const [writer, stream, search] = ['writer', 'stream', 'search'].map((name) => readOnce(query, name))
  if (stream !== undefined && stream !== 'stdout' && stream !== 'stderr') {
    throw new ServerError('REQUEST_INVALID', 'Cannot read the console: stream must be stdout or stderr')
  }
  if (search !== undefined && search.length > MAX_SEARCH_CHARS) {
    throw new ServerError(
      'REQUEST_INVALID',
      `Cannot search for ${search.length} characters: the limit is ${MAX_SEARCH_CHARS}`,
    )
  }
  return {
    from: readInteger(query, 'from', { default: 0, min: 0, max: Number.MAX_SAFE_INTEGER }),
    limit: readInteger(query, 'limit', { default: DEFAULT_LINES, min: 1, max: MAX_CONSOLE_LINES }),
    ...(writer === undefined ? {} : { writer }),
    ...(stream === undefined ? {} : { stream }),
    ...(search === undefined ? {} : { search }),
  }
}

/** All lines, page by page as the client takes them. */
async function sendText(plane: DataPlane, context: RouteContext): Promise<Response> {
  let next: number | null = 0
  const first = await readPage(plane, context, { from: 0, limit: MAX_CONSOLE_LINES })
  const encoder = new TextEncoder()
  const toText = ({ lines }: ConsolePage): Uint8Array =>
    encoder.encode(
      lines.map(({ text, writer }) => `${writer === '' ? '' : `[${writer}] `}${text}\n`).join(''),
    )
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (next === null) return controller.close()
      const page =
        next === 0 ? first : await readPage(plane, context, { from: next, limit: MAX_CONSOLE_LINES })
      next = page.next
      controller.enqueue(toText(page))
    },
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-disposition': 'attachment; filename="console.txt"',
      'content-security-policy': "sandbox; default-src 'none'",
    },
  })
}

function fail(error: ServerError): never {
  throw error
}
