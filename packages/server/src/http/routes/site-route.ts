import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import { decodePath } from '../match-route.ts'
import { defineRoute, type Route } from '../route.ts'
import type { StaticSite } from '../static-site.ts'

/** Every path that is not the API's belongs to the dashboard: a file of it, or a page that it draws itself. */
export function siteRoute(site: StaticSite): Route {
  return defineRoute({
    method: 'GET',
    path: '/*',
    access: 'public',
    limits: { bodyBytes: 0 },
    handler: async ({ request, url }) => {
      const segments = decodePath(url.pathname)
      const response = segments[0] === 'api' ? undefined : await site.answer(request, segments)
      if (response === undefined) throw routeUnknown(request.method, url.pathname)
      return response
    },
  })
}

export function routeUnknown(method: string, pathname: string): ServerError {
  return new ServerError(
    'ROUTE_UNKNOWN',
    `Cannot serve ${method} ${shorten(pathname)}: there is nothing at this address`,
    {
      remedy: 'Check the address and the version of the client.',
    },
  )
}
