/** The pages of the app. Names are data of the user: any text, encoded in the path. */
export type Route =
  | { readonly page: 'projects' }
  | { readonly page: 'trash' }
  | { readonly page: 'workspace'; readonly entity: string; readonly project: string }
  | {
      readonly page: 'run'
      readonly entity: string
      readonly project: string
      readonly run: string
    }
  | { readonly page: 'traces'; readonly entity: string; readonly project: string }
  | {
      readonly page: 'trace'
      readonly entity: string
      readonly project: string
      readonly run: string
      readonly traceId: string
    }
  | { readonly page: 'artifacts'; readonly entity: string; readonly project: string }
  | {
      readonly page: 'artifact'
      readonly entity: string
      readonly project: string
      readonly name: string
      /** `v3`, an alias or a digest. */
      readonly version: string
    }
  | { readonly page: 'not-found' }

/** Reads a path. Never throws: a broken escape is an unknown page. */
export function parseRoute(pathname: string): Route {
  const parts = decodeParts(pathname)
  if (parts === undefined) return { page: 'not-found' }
  const [entity, project, runs, run] = parts
  if (entity === undefined) return { page: 'projects' }
  if (parts.length === 1 && entity === 'trash') return { page: 'trash' }
  if (parts.length === 2 && project !== undefined) return { page: 'workspace', entity, project }
  if (parts.length === 4 && runs === 'runs' && project !== undefined && run !== undefined) {
    return { page: 'run', entity, project, run }
  }
  if (parts.length === 3 && runs === 'traces' && project !== undefined)
    return { page: 'traces', entity, project }
  if (parts.length === 6 && runs === 'runs' && parts[4] === 'traces') return traceRoute(parts)
  if (runs === 'artifacts' && project !== undefined) return artifactRoute(parts)
  return { page: 'not-found' }
}

function traceRoute([entity, project, , run, , traceId]: readonly string[]): Route {
  return { page: 'trace', entity, project, run, traceId }
}

function artifactRoute([entity, project, , name, version, ...rest]: readonly string[]): Route {
  if (name === undefined) return { page: 'artifacts', entity, project }
  if (rest.length > 0) return { page: 'not-found' }
  return { page: 'artifact', entity, project, name, version: version ?? 'latest' }
}

/** The inverse of {@link parseRoute} for the pages that can be linked. */
export function toPath(route: Exclude<Route, { page: 'not-found' }>): string {
  switch (route.page) {
    case 'projects':
      return '/'
    case 'trash':
      return '/trash'
    case 'workspace':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}`
    case 'run':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}/runs/${encodeURIComponent(route.run)}`
    case 'traces':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}/traces`
    case 'trace':
      return `${toPath({ ...route, page: 'run' })}/traces/${encodeURIComponent(route.traceId)}`
    case 'artifacts':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}/artifacts`
    case 'artifact':
      return `/${[route.entity, route.project].map(encodeURIComponent).join('/')}/artifacts/${[route.name, route.version].map(encodeURIComponent).join('/')}`
  }
}

function decodeParts(pathname: string): string[] | undefined {
  try {
    return pathname
      .split('/')
      .filter((part) => part !== '')
      .map((part) => decodeURIComponent(part))
  } catch {
    return undefined
  }
}
