import { Hono } from 'hono'
import type { Authenticator, Credential } from '../auth/authenticator.ts'
import type { TokenBuckets } from '../auth/token-bucket.ts'
import { LIMITS } from '../config.ts'
import type { Clock } from '../data-plane.ts'
import { shorten } from '../domain/shorten.ts'
import { ServerError } from '../errors.ts'
import { authFailure } from './auth-failure.ts'
import { checkIntent } from './check-intent.ts'
import { decodePath, takeParams } from './match-route.ts'
import { checkBodyLength } from './read-body.ts'
import type { Connection, Route } from './route.ts'
import { routeUnknown } from './routes/site-route.ts'

export interface DispatchOptions {
  readonly routes: readonly Route[]
  readonly auth: Authenticator
  readonly rates: TokenBuckets
  readonly clock: Clock
  /** Says more than "there is nothing" about a path where it can. */
  readonly explainMissing: (method: string, pathname: string) => ServerError | undefined
}

/** Finds the route of a request, checks that the request may use it, and runs it. Throws what goes wrong. */
export type Dispatch = (request: Request, connection: Connection) => Promise<Response>

type Environment = { Bindings: { connection: Connection } }

export function createDispatch(options: DispatchOptions): Dispatch {
  // The router sees the path as it came: decoding is ours alone, so that nothing is decoded twice.
  const hono = new Hono<Environment>({ getPath: (request) => new URL(request.url).pathname })
  for (const route of options.routes) {
    const serve = createServe(route, options)
    hono.on(route.method, route.path, (context) => serve(context.req.raw, context.env.connection))
  }
  hono.notFound((context) => {
    throw missing(context.req.raw, options)
  })
  hono.onError((error) => {
    throw error
  })
  return async (request, connection) => hono.fetch(request, { connection })
}

function createServe(route: Route, options: DispatchOptions): Dispatch {
  return async (request, connection) => {
    const url = new URL(request.url)
    const segments = decodePath(url.pathname)
    const params = takeParams(route.path, segments)
    const { credential, keyId } = admit(route, request, { connection, options })
    limitRate(keyId ?? connection.remoteAddress, options)
    checkIntent(request, credential, route.access)
    checkBodyLength(request, Math.max(route.limits.bodyBytes, LIMITS.unreadBodyBytes))
    return route.handler({
      request,
      url,
      connection,
      credential,
      keyId,
      param: (name) => params.get(name) ?? '',
      rest: route.path.endsWith('/*') ? segments.slice(route.path.split('/').length - 2) : [],
    })
  }
}

interface Admission {
  readonly credential: Credential
  readonly keyId: string | undefined
}

function admit(
  { access }: Route,
  { headers }: Request,
  { connection, options }: { readonly connection: Connection; readonly options: DispatchOptions },
): Admission {
  if (access === 'public') return { credential: 'none', keyId: undefined }
  const outcome = options.auth.authenticate({ headers, remoteAddress: connection.remoteAddress })
  if (outcome.kind !== 'granted') throw authFailure(outcome)
  return { credential: outcome.credential, keyId: outcome.keyId }
}

function limitRate(name: string, { rates, clock }: DispatchOptions): void {
  const afterMs = rates.take(name, clock.nowMs())
  if (afterMs === 0) return
  throw new ServerError('RATE_EXCEEDED', 'Cannot serve the request now: too many came at once', {
    details: { afterMs },
    remedy: 'Send fewer requests; a client of Kymo slows down by itself.',
  })
}

/** Tells a wrong method from a wrong path. */
function missing(request: Request, { routes, explainMissing }: DispatchOptions): ServerError {
  const { pathname } = new URL(request.url)
  const segments = pathname.split('/')
  const methods = routes.filter(({ path }) => matches(path.split('/'), segments)).map(({ method }) => method)
  const known = explainMissing(request.method, pathname)
  if (known !== undefined) return known
  if (methods.length === 0) return routeUnknown(request.method, pathname)
  const allow = [
    ...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))),
  ].join(', ')
  return new ServerError(
    'METHOD_REFUSED',
    `Cannot ${shorten(request.method)} ${shorten(pathname)}: it takes only ${allow}`,
    {
      details: { allow },
    },
  )
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.at(-1) === '*' || pattern.length !== segments.length) return false
  return pattern.every((part, index) =>
    part.startsWith(':') ? segments[index] !== '' : part === segments[index],
  )
}
