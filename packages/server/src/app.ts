import { DATA_ID_HEADER } from '@kymo/protocol'
/** The server without a port: a function from request to response, over everything it needs as arguments. */
import type { Authenticator } from './auth/authenticator.ts'
import { TokenBuckets } from './auth/token-bucket.ts'
import { LIMITS } from './config.ts'
import type { BlobStore } from './blobs/blob-store.ts'
import type { Clock, DataPlane } from './data-plane.ts'
import { ServerError } from './errors.ts'
import type { EventHub } from './events/event-hub.ts'
import { compressResponse } from './http/compress.ts'
import { createDispatch, type Dispatch } from './http/dispatch.ts'
import { isServersFault, toErrorResponse } from './http/error-reply.ts'
import type { HostPolicy } from './http/hosts.ts'
import { OTLP_PATH, toOtlpError } from './http/otlp-reply.ts'
import type { Access, Connection, Method, Route } from './http/route.ts'
import { alertRoutes } from './http/routes/alert-routes.ts'
import { artifactRoutes } from './http/routes/artifact-routes.ts'
import { changeRoutes, trashRoute } from './http/routes/change-routes.ts'
import { chartRoutes } from './http/routes/chart-routes.ts'
import { eventRoutes } from './http/routes/event-routes.ts'
import { otlpRoutes } from './http/routes/otlp-routes.ts'
import { logRoutes } from './http/routes/log-routes.ts'
import { runRoutes } from './http/routes/run-routes.ts'
import { serverRoutes } from './http/routes/server-routes.ts'
import { sessionRoutes } from './http/routes/session-routes.ts'
import { siteRoute } from './http/routes/site-route.ts'
import { stopRoutes } from './http/routes/stop-routes.ts'
import { consoleRoutes } from './http/routes/console-routes.ts'
import { contentRoutes } from './http/routes/content-routes.ts'
import { fileRoutes } from './http/routes/file-routes.ts'
import { tableRoutes } from './http/routes/table-routes.ts'
import { traceRoutes } from './http/routes/trace-routes.ts'
import { valueRoutes } from './http/routes/value-routes.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { StaticSite } from './http/static-site.ts'
import type { FileIngest } from './ingest/file-ingest.ts'
import type { LogIngest } from './ingest/log-ingest.ts'
import type { SpanIngest } from './ingest/otlp/span-ingest.ts'
import type { StopFlags } from './ingest/stop-flags.ts'

export interface AppOptions {
  readonly plane: DataPlane
  readonly hub: EventHub
  readonly auth: Authenticator
  readonly hosts: HostPolicy
  readonly clock: Clock
  readonly version: string
  /** Folder of the built dashboard. */
  readonly siteDir: string
  /** Absent: runs are only shown, nothing is taken. */
  readonly ingest?: {
    readonly logs: LogIngest
    readonly spans: SpanIngest
    readonly files: FileIngest
    readonly blobs: BlobStore
    readonly stops: StopFlags
    /** Names the data; see ingest/data-id.ts. */
    readonly dataId?: string
  }
  /** Trouble that is not the client's: never holds a key. */
  readonly onFault?: (error: unknown) => void
}

export interface RouteInfo {
  readonly method: Method
  readonly path: string
  readonly access: Access
}

export interface App {
  /** Never rejects. Without a connection, as in tests, the client counts as local. */
  fetch(request: Request, connection?: Connection): Promise<Response>
  readonly routes: readonly RouteInfo[]
}

const LOCAL: Connection = { remoteAddress: '127.0.0.1', drop: () => undefined }
const WIRE_PATHS = /^\/api\/v1\/(?:server|logs|files|blobs)(?:\/|$)/
const COMPRESSED_TYPES = /^application\/(?:json|vnd\.kymo\.chart)/

export function createApp(options: AppOptions): App {
  const routes = listRoutes(options)
  const dispatch = createDispatch({
    routes,
    auth: options.auth,
    clock: options.clock,
    rates: new TokenBuckets({ ratePerSecond: LIMITS.requestsPerSecond, burst: LIMITS.requestBurst }),
    explainMissing: (method, pathname) =>
      options.ingest === undefined ? explainReadOnly(method, pathname) : undefined,
  })
  return {
    routes: routes.map(({ method, path, access }) => ({ method, path, access })),
    fetch: async (request, connection = LOCAL) => {
      const response = await answer(request, connection, { options, dispatch })
      setSecurityHeaders(response.headers)
      setDataId(response.headers, { url: request.url, dataId: options.ingest?.dataId })
      return response
    },
  }
}

/** A client that was cut off in the middle of an upload may come back to other data. */
function setDataId(
  headers: Headers,
  { url, dataId }: { readonly url: string; readonly dataId: string | undefined },
): void {
  if (dataId !== undefined && WIRE_PATHS.test(new URL(url).pathname)) headers.set(DATA_ID_HEADER, dataId)
}

function listRoutes({ plane, hub, auth, clock, version, siteDir, ingest }: AppOptions): Route[] {
  return [
    ...serverRoutes({
      version,
      auth,
      isReadOnly: ingest === undefined,
      ...(ingest?.dataId === undefined ? {} : { dataId: ingest.dataId }),
    }),
    ...sessionRoutes(auth),
    ...runRoutes(plane),
    ...valueRoutes(plane),
    ...traceRoutes(plane),
    ...artifactRoutes({ plane, clock, canChange: ingest !== undefined }),
    ...alertRoutes(plane),
    trashRoute(plane),
    ...consoleRoutes(plane),
    ...fileRoutes(plane),
    ...tableRoutes(plane),
    ...chartRoutes(plane),
    ...eventRoutes({ hub, auth }),
    ...(ingest === undefined
      ? []
      : [
          ...logRoutes({ ingest: ingest.logs, stops: ingest.stops, changes: plane.changes }),
          ...otlpRoutes(ingest.spans),
          ...contentRoutes({ files: ingest.files, blobs: ingest.blobs }),
          ...stopRoutes({ plane, stops: ingest.stops }),
          ...changeRoutes({ plane, clock }),
        ]),
    siteRoute(new StaticSite(siteDir)),
  ]
}

async function answer(
  request: Request,
  connection: Connection,
  { options, dispatch }: { readonly options: AppOptions; readonly dispatch: Dispatch },
): Promise<Response> {
  try {
    if (request.url.length > LIMITS.urlBytes) throw urlTooLong(request.url.length)
    options.hosts.check(request)
    const response = await dispatch(request, connection)
    if (!COMPRESSED_TYPES.test(response.headers.get('content-type') ?? '') || response.body === null)
      return response
    return await compressResponse(request, response, new Uint8Array(await response.arrayBuffer()))
  } catch (error) {
    // Nobody waits for the answer of a request that was given up, and giving up is no fault.
    if (isServersFault(error) && !request.signal.aborted) options.onFault?.(error)
    const refused = toErrorResponse(error)
    return new URL(request.url).pathname === OTLP_PATH ? toOtlpError(request, refused) : refused
  }
}

function urlTooLong(length: number): ServerError {
  return new ServerError(
    'URL_TOO_LONG',
    `Cannot serve the request: its URL has ${length} bytes, the limit is ${LIMITS.urlBytes}`,
    {
      remedy: 'Use a shorter name.',
    },
  )
}

function explainReadOnly(method: string, pathname: string): ServerError | undefined {
  const isOfServer =
    /^\/api\/v1\/(?:logs|files|blobs)\//.test(pathname) ||
    pathname.endsWith('/stop') ||
    pathname === OTLP_PATH
  const isChange = ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
  if (!isOfServer && !(isChange && pathname.startsWith('/api/v1/'))) return undefined
  return new ServerError(
    'READ_ONLY',
    'Cannot take anything here: this is "kymo ui", which only shows a folder',
    {
      remedy: 'Start a server with "kymo server" and sync to that.',
    },
  )
}
