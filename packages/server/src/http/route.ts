import type { Credential } from '../auth/authenticator.ts'

/** What a route lets one do. `public` needs no key. */
export type Access = 'public' | 'read' | 'write'
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface RouteLimits {
  /** Of the body as it arrives; 0: no body is read. */
  readonly bodyBytes: number
}

/** One request, checked and allowed. */
export interface RouteContext {
  readonly request: Request
  readonly url: URL
  /** A part of the path, decoded once. */
  param(name: string): string
  /** Segments that a last `*` of the path matches, each decoded once. */
  readonly rest: readonly string[]
  readonly connection: Connection
  readonly credential: Credential
  readonly keyId: string | undefined
}

/** What stands behind a request, where there is one. */
export interface Connection {
  readonly remoteAddress: string
  /** Cuts the connection without an answer. */
  drop(): void
}

export interface Route {
  readonly method: Method
  /** Segments that start with ':' match any one segment; a last segment '*' matches the rest. */
  readonly path: string
  readonly access: Access
  readonly limits: RouteLimits
  readonly handler: (context: RouteContext) => Promise<Response> | Response
}

const METHODS: ReadonlySet<string> = new Set<Method>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
const ACCESSES: ReadonlySet<string> = new Set<Access>(['public', 'read', 'write'])

/**
 * Declares a route. There is no default for who may use it.
 * @throws {TypeError} without a valid access, method or limit
 */
export function defineRoute(route: Route): Route {
  if (!ACCESSES.has(route.access))
    throw new TypeError(
      `Cannot define ${route.method} ${route.path}: access must be public, read or write, not ${route.access}`,
    )
  if (!METHODS.has(route.method))
    throw new TypeError(`Cannot define ${route.path}: the method ${route.method} is not known`)
  if (!Number.isSafeInteger(route.limits?.bodyBytes))
    throw new TypeError(`Cannot define ${route.method} ${route.path}: limits.bodyBytes is missing`)
  if (route.method !== 'GET' && route.access === 'public' && !route.path.endsWith('/session')) {
    throw new TypeError(
      `Cannot define ${route.method} ${route.path}: only reading and logging in can be public`,
    )
  }
  return Object.freeze({ ...route })
}
