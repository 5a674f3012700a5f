import type { ArtifactVersion } from '../../artifacts/artifact-version.ts'
import { findVersion, type VersionFinder } from '../../artifacts/find-version.ts'
import type { ArtifactAddress, ArtifactSource, CollectionInfo, VersionInfo } from '../artifact-source.ts'
import type { RunAddress } from '../run-source.ts'
import { fromApiValue } from './from-api-value.ts'
import type { HttpReader } from './http-reader.ts'

interface VersionReply extends Omit<VersionInfo, 'loggedBy'> {
  readonly createdBy: RunAddress | null
}

/** Artifacts of a Kymo server. */
export function createRemoteArtifacts(http: HttpReader, finder: VersionFinder): ArtifactSource {
  return {
    listCollections: async ({ entity, project }) => {
      const path = `/projects/${join(entity, project)}/artifacts`
      return (await http.get<{ collections: CollectionInfo[] }>(path))?.collections ?? []
    },

    listVersions: async (address) =>
      (await http.get<{ versions: VersionReply[] }>(pathOf(address)))?.versions.map(toInfo),

    findVersion: async (address, selector) => {
      const reply = await http.get<VersionReply>(`${pathOf(address)}/${encodeURIComponent(selector)}`)
      return reply === undefined ? undefined : toInfo(reply)
    },

    open: (version) => openVersion(version, finder),

    listUsers: async (version) => {
      const path = `${pathOf(version)}/${encodeURIComponent(selectorOf(version))}`
      return (await http.get<{ usedBy: RunAddress[] }>(path))?.usedBy ?? []
    },

    ofRun: async ({ entity, project, run }) => {
      type Reply = { logged: VersionReply[]; used: VersionReply[] }
      const reply = await http.get<Reply>(`/runs/${join(entity, project, run)}/artifacts`)
      return { logged: reply?.logged.map(toInfo) ?? [], used: reply?.used.map(toInfo) ?? [] }
    },
  }
}

export function openVersion(version: VersionInfo, finder: VersionFinder): Promise<ArtifactVersion> {
  const { entity, project, name } = version
  return findVersion({ entity, project, name, selector: selectorOf(version) }, finder)
}

/** By what does not change, whatever becomes of an alias meanwhile. */
function selectorOf({ version, digest }: VersionInfo): string {
  return version === null ? digest : `v${version}`
}

function toInfo({ createdBy, ...reply }: VersionReply): VersionInfo {
  const metadata = fromApiValue(reply.metadata) as VersionInfo['metadata']
  return { ...reply, metadata, loggedBy: createdBy }
}

function pathOf({ entity, project, name }: ArtifactAddress): string {
  return `/artifacts/${join(entity, project, name)}`
}

function join(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/')
}
