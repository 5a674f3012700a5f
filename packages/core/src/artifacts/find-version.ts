import { isKymoError } from '../errors.ts'
import type { ContentCache } from '../platform/content-cache.ts'
import { notFound, type ArtifactServer } from './artifact-server.ts'
import { ArtifactVersion } from './artifact-version.ts'
import type { ContentOrigin } from './content-source.ts'
import { findLoggedVersions, localPathIn } from './find-logged-versions.ts'
import { isFixedSelector, selectVersion, type VersionFacts, type VersionName } from './version-facts.ts'
import type { VersionMemory } from './version-memory.ts'

export interface VersionFinder {
  /** Undefined: offline. */
  readonly server: ArtifactServer | undefined
  /** Where run folders are. */
  readonly runsDir: string
  readonly cache: ContentCache | undefined
  readonly memory: VersionMemory | undefined
  readonly sleep: (durationMs: number) => Promise<void>
}

/**
 * Finds a version: on the server; offline in the run folders beside this run's, then among those that were used before. Without an answer
 * of the server only a version that cannot have changed (`v3`, a digest) is taken from there.
 * @throws {KymoError} ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE, ARTIFACT_PATH_INVALID
 */
export async function findVersion(name: VersionName, finder: VersionFinder): Promise<ArtifactVersion> {
  const { server, memory } = finder
  if (server === undefined) return findOffline(name, finder)
  try {
    const facts = await server.readVersion(name)
    await memory?.remember(facts)
    return toVersion(facts, originOf(server, facts), finder)
  } catch (error) {
    if (!isKymoError(error, 'ARTIFACT_UNAVAILABLE') || !isFixedSelector(name.selector)) throw error
    const facts = selectVersion((await memory?.recall(name)) ?? [], name.selector)
    if (facts === undefined) throw error
    return toVersion(facts, originOf(server, facts), finder)
  }
}

async function findOffline(name: VersionName, finder: VersionFinder): Promise<ArtifactVersion> {
  const logged = await findLoggedVersions(finder.runsDir, name)
  const local = selectVersion(
    logged.map(({ facts, folderPath }) => ({ ...facts, facts, folderPath })),
    name.selector,
  )
  if (local !== undefined) {
    const { facts, folderPath } = local
    const origin = {
      fetch: undefined,
      localPath: (entry: VersionFacts['entries'][number]) => localPathIn(folderPath, entry),
    }
    return toVersion(facts, origin, finder)
  }
  const known = selectVersion((await finder.memory?.recall(name)) ?? [], name.selector)
  if (known === undefined) throw notFound(name)
  return toVersion(known, { fetch: undefined, localPath: () => undefined }, finder)
}

function originOf(server: ArtifactServer, facts: VersionFacts): ContentOrigin {
  const { entity, project, name, version, digest } = facts
  const exact = { entity, project, name, selector: version === undefined ? digest : `v${version}` }
  return {
    localPath: () => undefined,
    fetch: (entry, offset, signal) => server.fetch(exact, { entry, offset, signal }),
  }
}

function toVersion(
  facts: VersionFacts,
  origin: ContentOrigin,
  { cache, sleep }: VersionFinder,
): ArtifactVersion {
  return new ArtifactVersion({ facts, origin, cache, sleep })
}
