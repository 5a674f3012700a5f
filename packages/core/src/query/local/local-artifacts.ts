import type { VersionFinder } from '../../artifacts/find-version.ts'
import { numberVersions } from '../../artifacts/number-versions.ts'
import { selectVersion } from '../../artifacts/version-facts.ts'
import type { ArtifactAddress, ArtifactSource, CollectionInfo, VersionInfo } from '../artifact-source.ts'
import { openVersion } from '../remote/remote-artifacts.ts'
import type { RunAddress } from '../run-source.ts'
import { scanArtifacts, type ArtifactNotes, type LoggedNote, type UsedNote } from './scan-artifacts.ts'

/** A version, and the runs that logged it. */
interface LocalVersion {
  readonly info: VersionInfo
  readonly notes: readonly LoggedNote[]
}

/** Artifacts of the run folders of a directory, numbered as a server would that got all of them. Each question reads the logs anew. */
export function createLocalArtifacts(dir: string, finder: VersionFinder): ArtifactSource {
  return {
    listCollections: async (place) => {
      const names = new Set<string>()
      const { logged } = await scanArtifacts(dir)
      for (const note of logged) if (isIn(note, place)) names.add(note.name)
      return [...names]
        .map((name) => toCollection(versionsOf(logged, { ...place, name })))
        .toSorted((a, b) => compare(a.type, b.type) || compare(a.name, b.name))
    },

    listVersions: async (address) => {
      const versions = versionsOf((await scanArtifacts(dir)).logged, address)
      return versions.length === 0 ? undefined : versions.map(({ info }) => info).toReversed()
    },

    findVersion: async (address, selector) => select((await scanArtifacts(dir)).logged, address, selector),

    open: (version) => openVersion(version, finder),

    listUsers: async (version) => {
      const notes = await scanArtifacts(dir)
      const users = new Map<string, RunAddress>()
      for (const use of notes.used)
        if (isSameVersion(versionUsed(notes, use), version)) users.set(JSON.stringify(use.run), use.run)
      return [...users.values()]
    },

    ofRun: async (address) => {
      const notes = await scanArtifacts(dir)
      const isOf = ({ run }: { readonly run: RunAddress }): boolean =>
        run.run === address.run && isIn(run, address)
      const logged = notes.logged.filter(isOf).flatMap((note) => versionLogged(notes, note) ?? [])
      const used = notes.used.filter(isOf).flatMap((use) => versionUsed(notes, use) ?? [])
      return { logged: onceEach(logged), used: onceEach(used) }
    },
  }
}

function versionsOf(logged: readonly LoggedNote[], address: ArtifactAddress): LocalVersion[] {
  const own = logged.filter((note) => note.name === address.name && isIn(note, address))
  return numberVersions(own).map(({ version, first, all, aliases }) => {
    const { entity, project, name, type, digest, tags, description, metadata, sizeBytes, fileCount } = first
    return {
      notes: all,
      info: {
        entity,
        project,
        name,
        type,
        version,
        digest,
        state: 'committed',
        aliases,
        tags,
        description,
        metadata,
        sizeBytes,
        fileCount,
        createdMs: first.loggedMs,
        loggedBy: first.run,
      },
    }
  })
}

function select(
  logged: readonly LoggedNote[],
  address: ArtifactAddress,
  selector: string,
): VersionInfo | undefined {
  const infos = versionsOf(logged, address).map(({ info }) => ({
    ...info,
    version: info.version ?? undefined,
  }))
  const found = selectVersion(infos, selector)
  return found === undefined ? undefined : { ...found, version: found.version ?? null }
}

function versionLogged({ logged }: ArtifactNotes, note: LoggedNote): VersionInfo | undefined {
  return versionsOf(logged, note).find(({ notes }) => notes.includes(note))?.info
}

function versionUsed({ logged }: ArtifactNotes, use: UsedNote): VersionInfo | undefined {
  const named = select(logged, use, use.selector)
  // As a server does: one content may be several versions.
  if (use.digest === '' || named?.digest === use.digest) return named
  return select(logged, use, use.digest) ?? named
}

function onceEach(versions: readonly VersionInfo[]): VersionInfo[] {
  return versions.filter((one, i) => versions.findIndex((other) => isSameVersion(one, other)) === i)
}

function isSameVersion(one: VersionInfo | undefined, other: VersionInfo): boolean {
  return one?.name === other.name && one.version === other.version && isIn(one, other)
}

function isIn(
  one: { readonly entity: string; readonly project: string },
  { entity, project }: { readonly entity: string; readonly project: string },
): boolean {
  return one.entity === entity && one.project === project
}

function toCollection(versions: readonly LocalVersion[]): CollectionInfo {
  const infos = versions.map(({ info }) => info)
  const times = infos.map(({ createdMs }) => createdMs)
  const { entity, project, name, type } = infos[0]
  return {
    entity,
    project,
    name,
    type,
    versionCount: infos.length,
    createdMs: Math.min(...times),
    updatedMs: Math.max(...times),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
