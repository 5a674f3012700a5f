import { KymoError } from '../errors.ts'
import type { StagedEntry } from './content.ts'
import { findPathProblem, foldersOf } from './entry-path.ts'

/** One version of an artifact, wherever it was found. */
export interface VersionFacts {
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly type: string
  /** n of `v<n>`; undefined as long as no server has given one. */
  readonly version: number | undefined
  readonly digest: string
  readonly aliases: readonly string[]
  readonly description: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly entries: readonly StagedEntry[]
}

/** Which version of which artifact. */
export interface VersionName {
  readonly entity: string
  readonly project: string
  readonly name: string
  /** `v3`, an alias, or a digest. */
  readonly selector: string
}

/**
 * @param text `name`, `name:alias`, `project/name:v3` or `entity/project/name:digest`; without a colon the newest
 * @throws {TypeError | RangeError}
 */
export function parseVersionName(
  text: unknown,
  defaults: { readonly entity: string; readonly project: string },
): VersionName {
  if (typeof text !== 'string')
    throw new TypeError("Cannot use an artifact: expected a name such as 'model:latest'")
  const [place = '', selector = 'latest', ...more] = text.split(':')
  const parts = place.split('/')
  const isWhole = parts.every((part) => part.trim() !== '') && selector !== '' && !selector.includes('/')
  if (parts.length > 3 || more.length > 0 || !isWhole)
    throw new RangeError(`Cannot use the artifact '${text}': expected [[entity/]project/]name[:version]`)
  const name = parts.at(-1) ?? ''
  return {
    entity: parts.at(-3) ?? defaults.entity,
    project: parts.at(-2) ?? defaults.project,
    name,
    selector,
  }
}

/** True for a selector that means the same version for ever. */
export function isFixedSelector(selector: string): boolean {
  return /^v\d+$/.test(selector) || /^[0-9a-f]{32}$/.test(selector)
}

/** @returns the one that is meant, out of versions from old to new */
export function selectVersion<T extends Pick<VersionFacts, 'version' | 'digest' | 'aliases'>>(
  versions: readonly T[],
  selector: string,
): T | undefined {
  if (selector === 'latest') return versions.at(-1)
  return versions.findLast(
    ({ version, digest, aliases }) =>
      `v${version}` === selector || digest === selector || aliases.includes(selector),
  )
}

/**
 * Checks what a server, a log or a cache says before anything is written for it.
 * @throws {KymoError} ARTIFACT_PATH_INVALID for a path that would leave the folder, comes twice, or is a file and a folder
 */
export function checkEntries(entries: readonly StagedEntry[]): void {
  const files = new Set<string>()
  for (const { path } of entries) {
    const problem = findPathProblem(path) ?? (files.has(path) ? 'it comes twice' : undefined)
    if (problem !== undefined) throw invalid(path, problem)
    files.add(path)
  }
  for (const { path } of entries) {
    const folder = foldersOf(path).find((one) => files.has(one))
    if (folder !== undefined) throw invalid(path, `'${folder}' is a file`)
  }
}

function invalid(path: string, problem: string): KymoError {
  const shown = typeof path === 'string' ? path : ''
  return new KymoError(
    'ARTIFACT_PATH_INVALID',
    `Cannot use an artifact with the path '${shown}': ${problem}`,
    {
      details: { path: shown },
    },
  )
}
