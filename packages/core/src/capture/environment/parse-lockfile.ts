/** What package managers call their lock files, the strongest first. */
export const LOCKFILE_NAMES = [
  'npm-shrinkwrap.json',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
] as const

/**
 * Packages of a lock file as `name@version`, sorted, each once. Undefined for a form that is not text, and for a text that is
 * not what the name promises.
 */
export function parseLockfile(name: string, text: string): readonly string[] | undefined {
  try {
    const packages = readPackages(name, text)
    return packages === undefined ? undefined : [...new Set(packages)].toSorted()
  } catch {
    return undefined
  }
}

function readPackages(name: string, text: string): string[] | undefined {
  switch (name) {
    case 'npm-shrinkwrap.json':
    case 'package-lock.json':
    case '.package-lock.json':
      return npmPackages(JSON.parse(text))
    case 'pnpm-lock.yaml':
      return pnpmPackages(text)
    case 'yarn.lock':
      return yarnPackages(text)
    case 'bun.lock':
      return bunPackages(text)
    default:
      return undefined
  }
}

interface NpmEntry {
  readonly version?: unknown
  readonly name?: unknown
  readonly link?: unknown
  readonly dependencies?: unknown
}

function npmPackages(lock: unknown): string[] {
  const { packages, dependencies } = lock as { packages?: unknown; dependencies?: unknown }
  if (packages === undefined) return npmTree(dependencies)
  return entriesOf(packages).flatMap(([path, entry]) => {
    const at = path.lastIndexOf('node_modules/')
    if (at < 0 || entry.link === true || typeof entry.version !== 'string') return []
    const name = typeof entry.name === 'string' ? entry.name : path.slice(at + 'node_modules/'.length)
    return [`${name}@${entry.version}`]
  })
}

/** The first form of the file, of npm 6 and older. */
function npmTree(dependencies: unknown): string[] {
  return entriesOf(dependencies).flatMap(([name, entry]) => [
    ...(typeof entry.version === 'string' ? [`${name}@${entry.version}`] : []),
    ...npmTree(entry.dependencies),
  ])
}

function entriesOf(value: unknown): [string, NpmEntry][] {
  return typeof value === 'object' && value !== null ? Object.entries(value as Record<string, NpmEntry>) : []
}

/** Keys below `packages:`: `/name/1.0.0`, `/name@1.0.0(peer)` or `name@1.0.0`. */
function pnpmPackages(text: string): string[] {
  const section = /^packages:\n([\s\S]*?)(?=^\S|(?![\s\S]))/m.exec(text)?.[1] ?? ''
  return [...section.matchAll(/^ {2}'?\/?((?:@[^/\s']+\/)?[^@/\s']+)[@/](\d[^\s('_:]*)/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  )
}

/** Both generations: `"name@^1.0.0", name@1:` and below it the version. */
function yarnPackages(text: string): string[] {
  const blocks = text.matchAll(/^"?((?:@[^/\s"]+\/)?[^@\s"]+)@([^\n]*):\n((?: {2,}[^\n]*\n?)*)/gm)
  return [...blocks].flatMap(([, name, range = '', body = '']) => {
    const version = /^ {2}version:? "?([^"\s]+)"?$/m.exec(body)?.[1]
    return version === undefined || range.includes('workspace:') ? [] : [`${name}@${version}`]
  })
}

/** JSON with comments and trailing commas: entries are `"name": ["name@1.0.0", …]`. */
function bunPackages(text: string): string[] {
  const section = text.slice(text.indexOf('"packages"'))
  return [...section.matchAll(/^\s+"[^"\n]+": \["((?:@[^/"\n]+\/)?[^@"\n]+@\d[^"\n]*)"/gm)].map(
    ([, entry = '']) => entry,
  )
}
