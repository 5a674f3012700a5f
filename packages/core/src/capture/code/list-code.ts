import { join } from 'node:path'
import type { RunTool } from '../../platform/tools.ts'
import type { CodeSettings } from '../../settings/capture-settings.ts'
import { globTest } from './glob.ts'

/** The files around a program. */
export interface CodeFiles {
  readonly listFolder: (path: string) => readonly string[]
  readonly isFile: (path: string) => boolean
  /** @returns undefined when it is not there */
  readonly sizeOf: (path: string) => number | undefined
}

export interface ListCodeOptions {
  readonly files: CodeFiles
  readonly run: RunTool
  readonly root: string
  readonly isRepository: boolean
  readonly settings: CodeSettings
}

export interface CodeList {
  /** Relative to the root, with slashes, sorted. */
  readonly paths: readonly string[]
  /** True when there were more than a snapshot may have. */
  readonly isCut: boolean
}

const DEFAULT_INCLUDE = ['*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,json,py,sh,md,yaml,yml,toml}']
/** Never source code, whatever is included. */
const NEVER = /(^|\/)(node_modules|\.[^/]+|(offline-)?run-\d{8}_\d{6}-[^/]+)(\/|$)/
/** Lock files say little to people, and much in bytes; `dependencies.txt` has what matters. */
const LOCK = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml)$/
const MAX_FILE_COUNT = 5000
const MAX_FILE_BYTES = 5 * 1024 * 1024
const MAX_TOTAL_BYTES = 100 * 1024 * 1024
const MAX_VISITED_COUNT = 100_000
const GIT_TIMEOUT_MS = 15_000

/** Source files below the root: those that git tracks or would, else all that are there. */
export async function listCode(options: ListCodeOptions): Promise<CodeList> {
  const { settings, files, root } = options
  const include = (settings.include ?? DEFAULT_INCLUDE).map(globTest)
  const exclude = (settings.exclude ?? []).map(globTest)
  const isWanted = (path: string): boolean =>
    !NEVER.test(path) &&
    !LOCK.test(path) &&
    include.some((matches) => matches(path)) &&
    !exclude.some((matches) => matches(path))
  const known = options.isRepository ? await listRepository(options) : undefined
  const wanted = (known ?? walk(options)).filter(isWanted).toSorted()
  const paths: string[] = []
  let byteCount = 0
  for (const path of wanted) {
    const size = files.sizeOf(join(root, path))
    if (size === undefined || size > MAX_FILE_BYTES) continue
    byteCount += size
    if (byteCount > MAX_TOTAL_BYTES || paths.length >= MAX_FILE_COUNT) return { paths, isCut: true }
    paths.push(path)
  }
  return { paths, isCut: false }
}

async function listRepository({ run, root }: ListCodeOptions): Promise<readonly string[] | undefined> {
  const outcome = await run({
    command: 'git',
    args: ['-c', 'core.fsmonitor=false', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    cwd: root,
    env: { GIT_OPTIONAL_LOCKS: '0' },
    timeoutMs: GIT_TIMEOUT_MS,
    maxOutputBytes: 64 * 1024 * 1024,
  })
  if (outcome.kind !== 'done' || outcome.exitCode !== 0) return undefined
  return [...new Set(outcome.output.toString('utf8').split('\0'))].filter((path) => path !== '')
}

function walk({ files, root }: ListCodeOptions): readonly string[] {
  const found: string[] = []
  const folders = ['']
  let visitedCount = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const name of files.listFolder(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (NEVER.test(path)) continue
      if (++visitedCount > MAX_VISITED_COUNT) return found
      if (files.isFile(join(root, path))) found.push(path)
      else folders.push(path)
    }
  }
  return found
}
