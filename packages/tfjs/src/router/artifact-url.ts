/** What an `artifact://` address names. */
export interface ArtifactUrl {
  /** `name`, `project/name` or `entity/project/name`. */
  readonly name: string
  /** Alias, version or digest; undefined: the newest. */
  readonly selector: string | undefined
  /** Folder within the artifact; ends in `/` unless it is empty. */
  readonly folder: string
}

const SCHEME = 'artifact://'
const SHAPE = /^((?:[^/:]+\/){0,2}[^/:]+)(?::([^/:]+)(?:\/(.*))?)?$/

export function isArtifactUrl(url: unknown): url is string {
  return typeof url === 'string' && url.startsWith(SCHEME)
}

/** @throws {TypeError} saying what an address looks like */
export function parseArtifactUrl(url: string): ArtifactUrl {
  const [, name, selector, path = ''] = SHAPE.exec(url.slice(SCHEME.length)) ?? []
  if (name === undefined)
    throw new TypeError(`Cannot use '${url}': expected artifact://[[entity/]project/]name[:alias[/folder]]`)
  const folder = path.replace(/(^|\/)model\.json$/, '').replace(/\/+$/, '')
  return { name, selector, folder: folder === '' ? '' : `${folder}/` }
}
