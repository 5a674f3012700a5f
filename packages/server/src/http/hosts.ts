import { shorten } from '../domain/shorten.ts'
import { ServerError } from '../errors.ts'

export interface HostPolicyOptions {
  /** Only this machine can reach the address that the server listens on. */
  readonly isLoopback: boolean
  /** The port that the server listens on; known once it does. */
  readonly port: () => number
  /** Further values of the Host header, `name` or `name:port`, for a proxy or a tunnel before the server. */
  readonly allowedHosts: readonly string[]
}

/** Decides from where a browser may send requests. */
export interface HostPolicy {
  /** @throws {ServerError} HOST_REFUSED, ORIGIN_REFUSED */
  check(request: Request): void
}

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

/**
 * On loopback only our own names are served: a foreign site can point its name at 127.0.0.1 and have the browser read
 * everything (DNS rebinding). Everywhere a request that a browser marks as coming from another site is refused; there
 * is no CORS, so nothing is lost.
 */
export function createHostPolicy(options: HostPolicyOptions): HostPolicy {
  const allowedHosts = new Set(options.allowedHosts.map((host) => host.toLowerCase()))
  const isAllowed = (host: string): boolean => {
    if (allowedHosts.has(host)) return true
    if (!options.isLoopback) return allowedHosts.size === 0 || allowedHosts.has(withoutPort(host))
    const port = options.port()
    return LOOPBACK_NAMES.some((name) => host === `${name}:${port}` || (port === 80 && host === name))
  }
  return {
    check: (request) => {
      const url = new URL(request.url)
      const host = (request.headers.get('host') ?? url.host).toLowerCase()
      // A request line may name another host than the header does.
      if (!isAllowed(host) || url.host.toLowerCase() !== normalizeHost(host)) throw hostRefused(host, options)
      checkOrigin(request, { host, isApi: url.pathname.startsWith('/api/') })
    },
  }
}

function checkOrigin(
  request: Request,
  { host, isApi }: { readonly host: string; readonly isApi: boolean },
): void {
  const origin = request.headers.get('origin')
  if (origin !== null && !isSameOrigin(origin, host)) throw originRefused(origin)
  // Sent by every current browser, also where it sends no Origin. A link to a page is fine, to the API it is not.
  const site = request.headers.get('sec-fetch-site')
  if (isApi && site !== null && site !== 'same-origin' && site !== 'none') throw originRefused(site)
}

function isSameOrigin(origin: string, host: string): boolean {
  const match = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase())
  return match !== null && normalizeHost(match[1] ?? '') === normalizeHost(host)
}

/** Browsers leave out the default port, some programs do not. */
function normalizeHost(host: string): string {
  return host.replace(/:(?:80|443)$/, '')
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '')
}

function hostRefused(host: string, { isLoopback, port }: HostPolicyOptions): ServerError {
  const remedy = isLoopback
    ? `Open http://localhost:${port()}. For a tunnel or a proxy, forward the same port number, or allow its name with --allow-host.`
    : 'Use the name that the server was started for, or allow this one with --allow-host.'
  return new ServerError(
    'HOST_REFUSED',
    `Cannot serve the host '${shorten(host)}': it is not one of this server's names`,
    { remedy },
  )
}

function originRefused(origin: string): ServerError {
  return new ServerError(
    'ORIGIN_REFUSED',
    `Cannot serve a request from another site ('${shorten(origin)}')`,
    {
      remedy:
        'Pages of other sites cannot use this server; use the dashboard, the command line or an API key from a program.',
    },
  )
}
