import { MAX_APPEND_BYTES, type AppendReply, type LogAddress } from '@kymo/protocol'
import { LIMITS } from '../../config.ts'
import { parseAppendHeaders } from '../../ingest/append-headers.ts'
import { decodeBody } from '../../ingest/decode-body.ts'
import type { LogIngest } from '../../ingest/log-ingest.ts'
import { toLogPlace } from '../../ingest/log-place.ts'
import type { StopFlags } from '../../ingest/stop-flags.ts'
import { ByteBudget } from '../byte-budget.ts'
import { readBody } from '../read-body.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { readOnce } from './parse-query.ts'

const PATH = '/api/v1/logs/:entity/:project/:folder/:file'
/** What cannot be compressed grows a little when it is. */
const MAX_BODY_BYTES = MAX_APPEND_BYTES + 64 * 1024

/** Logs of numbers compress to about an eighth. */
const USUAL_RATIO = 16

export interface LogRoutesOptions {
  readonly ingest: LogIngest
  readonly stops: StopFlags
}

/** The kymo wire. */
export function logRoutes({ ingest, stops }: LogRoutesOptions): Route[] {
  const budget = new ByteBudget(LIMITS.appendBytesInFlight)
  const reply = (
    { request }: RouteContext,
    address: LogAddress,
    { offset, status }: { offset: number; status: number },
  ): Response => {
    const run = toLogPlace(address).runId
    const isStopped = stops.has({ entity: address.entity, project: address.project, run })
    const answer: AppendReply = { offset, ...(isStopped ? { stop: true } : {}) }
    return replyJson(request, answer, { status })
  }
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: async (context) => {
        const address = readAddress(context)
        return reply(context, address, { offset: await ingest.readOffset(address), status: 200 })
      },
    }),
    defineRoute({
      method: 'POST',
      path: PATH,
      access: 'write',
      limits: { bodyBytes: MAX_BODY_BYTES },
      handler: async (context) => {
        const { request, url } = context
        const address = readAddress(context)
        // Everything that can be refused without the body is.
        toLogPlace(address)
        const headers = parseAppendHeaders(request.headers, readOnce(url.searchParams, 'offset') ?? null)
        const encoding = request.headers.get('content-encoding')
        const outcome = await budget.spend(estimateBytes(request, encoding), async () => {
          const body = await readBody(request, MAX_BODY_BYTES)
          const bytes = await decodeBody(body, { encoding, maxBytes: MAX_APPEND_BYTES })
          return ingest.append(address, { headers, bytes })
        })
        return reply(context, address, {
          offset: outcome.offset,
          status: outcome.kind === 'appended' ? 200 : 409,
        })
      },
    }),
  ]
}

/** Memory that an append takes: its body as it arrives, and what comes out of it. */
function estimateBytes({ headers }: Request, encoding: string | null): number {
  const bodyBytes = Math.min(MAX_BODY_BYTES, Number(headers.get('content-length') ?? MAX_BODY_BYTES))
  const isPlain = encoding === null || encoding === 'identity'
  return isPlain ? bodyBytes : bodyBytes + Math.min(MAX_APPEND_BYTES, bodyBytes * USUAL_RATIO)
}

function readAddress(context: RouteContext): LogAddress {
  const [entity, project, folder, file] = ['entity', 'project', 'folder', 'file'].map((name) =>
    context.param(name),
  )
  return { entity, project, folder, file }
}
