import {
  MAX_APPEND_BYTES,
  MAX_HELD_LOGS,
  type AppendReply,
  type HeldLog,
  type HeldReply,
  type LogAddress,
} from '@kymo/protocol'
import { LIMITS } from '../../config.ts'
import { parseAppendHeaders } from '../../ingest/append-headers.ts'
import { decodeBody } from '../../ingest/decode-body.ts'
import type { LogIngest } from '../../ingest/log-ingest.ts'
import { toLogPlace } from '../../ingest/log-place.ts'
import type { StopFlags } from '../../ingest/stop-flags.ts'
import { ServerError } from '../../errors.ts'
import type { RunChanges } from '../../run-changes/run-changes.ts'
import { ByteBudget } from '../byte-budget.ts'
import { readBody } from '../read-body.ts'
import { readJson } from '../read-json.ts'
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
  readonly changes: Pick<RunChanges, 'stateOf' | 'noteSent'>
}

/** The kymo wire. */
export function logRoutes({ ingest, stops, changes }: LogRoutesOptions): Route[] {
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
  const readHeld = async (address: LogAddress): Promise<HeldLog> => {
    const { runId } = toLogPlace(address)
    const offset = await ingest.readOffset(address)
    const state = changes.stateOf(address, runId)
    // Of a folder that was sent again, and of another session of a run, it is not said.
    return state === undefined || (state === 'deleted' && offset > 0) ? { offset } : { offset, state }
  }
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/logs/held',
      access: 'write',
      limits: { bodyBytes: LIMITS.jsonBytes },
      handler: async ({ request }) => {
        const held: HeldLog[] = []
        for (const address of parseAddresses(await readJson(request, LIMITS.jsonBytes)))
          // One that cannot be read does not hide the others: whoever sends it is told why.
          held.push(await readHeld(address).catch((): HeldLog => ({ offset: 0 })))
        return replyJson(request, { held } satisfies HeldReply)
      },
    }),
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
        if (headers.offset === 0 && outcome.offset > 0) changes.noteSent(address)
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

/** @throws {ServerError} REQUEST_INVALID */
function parseAddresses(body: unknown): LogAddress[] {
  const logs = (body as { logs?: unknown } | null)?.logs
  if (!Array.isArray(logs) || logs.length > MAX_HELD_LOGS)
    throw invalid(`logs must be a list of at most ${MAX_HELD_LOGS}`)
  return logs.map((log: unknown) => {
    const { entity, project, folder, file } = (log ?? {}) as Record<keyof LogAddress, unknown>
    const isText = (value: unknown): value is string => typeof value === 'string'
    if (!isText(entity) || !isText(project) || !isText(folder) || !isText(file))
      throw invalid('each of logs must have entity, project, folder and file')
    return { entity, project, folder, file }
  })
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot tell what is held: ${reason}`, {
    remedy: 'Update the client; packages/protocol/src/wire/kymo-wire.ts describes the requests.',
  })
}
