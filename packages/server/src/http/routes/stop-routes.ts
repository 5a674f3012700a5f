import type { DataPlane } from '../../data-plane.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import type { StopFlags } from '../../ingest/stop-flags.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'
import { readRunRef, runUnknown } from './parse-names.ts'

const PATH = '/api/v1/runs/:entity/:project/:run/stop'

export interface StopRoutesOptions {
  readonly plane: DataPlane
  readonly stops: StopFlags
}

/** Asks a run to stop: the flag travels in the replies to its appends. */
export function stopRoutes({ plane, stops }: StopRoutesOptions): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: PATH,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: (context) => {
        const ref = readRunRef(context)
        if (plane.getRun(ref) === undefined) throw runUnknown(ref)
        return replyJson(context.request, { stop: stops.has(ref) })
      },
    }),
    defineRoute({
      method: 'POST',
      path: PATH,
      access: 'write',
      limits: { bodyBytes: 0 },
      handler: (context) => {
        const ref = readRunRef(context)
        const run = plane.getRun(ref)
        if (run === undefined) throw runUnknown(ref)
        // A run that looks crashed may only have lost its connection.
        if (run.state !== 'running' && run.state !== 'crashed') {
          throw new ServerError(
            'RUN_ENDED',
            `Cannot stop the run '${shorten(ref.run)}': it is already ${run.state}`,
          )
        }
        stops.set(ref)
        return replyJson(context.request, { stop: true })
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: PATH,
      access: 'write',
      limits: { bodyBytes: 0 },
      handler: (context) => {
        const ref = readRunRef(context)
        if (plane.getRun(ref) === undefined) throw runUnknown(ref)
        stops.clear(ref)
        return replyJson(context.request, { stop: false })
      },
    }),
  ]
}
