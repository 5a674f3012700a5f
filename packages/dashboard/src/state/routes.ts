/** The pages of the app. Names are data of the user: any text, encoded in the path. */
export type Route =
  | { readonly page: 'projects' }
  | { readonly page: 'workspace'; readonly entity: string; readonly project: string }
  | {
      readonly page: 'run'
      readonly entity: string
      readonly project: string
      readonly run: string
    }
  | { readonly page: 'not-found' }

/** Reads a path. Never throws: a broken escape is an unknown page. */
export function parseRoute(pathname: string): Route {
  const parts = decodeParts(pathname)
  if (parts === undefined) return { page: 'not-found' }
  const [entity, project, runs, run] = parts
  if (entity === undefined) return { page: 'projects' }
  if (parts.length === 2 && project !== undefined) return { page: 'workspace', entity, project }
  if (parts.length === 4 && runs === 'runs' && project !== undefined && run !== undefined) {
    return { page: 'run', entity, project, run }
  }
  return { page: 'not-found' }
}

/** The inverse of {@link parseRoute} for the pages that can be linked. */
export function toPath(route: Exclude<Route, { page: 'not-found' }>): string {
  switch (route.page) {
    case 'projects':
      return '/'
    case 'workspace':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}`
    case 'run':
      return `/${encodeURIComponent(route.entity)}/${encodeURIComponent(route.project)}/runs/${encodeURIComponent(route.run)}`
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
