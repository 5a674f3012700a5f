import { ArtifactServer } from '../artifacts/artifact-server.ts'
import type { VersionFinder } from '../artifacts/find-version.ts'
import { sendHttp } from '../platform/http.ts'
import { systemTimers } from '../platform/timers.ts'
import { createLocalArtifacts } from './local/local-artifacts.ts'
import { createLocalSource } from './local/local-source.ts'
import { HttpReader } from './remote/http-reader.ts'
import { createRemoteArtifacts } from './remote/remote-artifacts.ts'
import { createRemoteSource } from './remote/remote-source.ts'
import type { ReadSource } from './run-source.ts'

type Finder = Omit<VersionFinder, 'server'>

/** Runs of a folder. */
export function openLocalSource(dir: string, finder: Finder): ReadSource {
  const artifacts = createLocalArtifacts(dir, { ...finder, server: undefined })
  return { ...createLocalSource(dir), artifacts }
}

/** Runs of a server. */
export function openRemoteSource(baseUrl: string, apiKey: string | undefined, finder: Finder): ReadSource {
  const key = apiKey === undefined ? {} : { apiKey }
  const http = new HttpReader({ baseUrl, ...key, send: sendHttp, timers: systemTimers })
  const server = new ArtifactServer({ baseUrl, ...key, send: sendHttp })
  return { ...createRemoteSource(http), artifacts: createRemoteArtifacts(http, { ...finder, server }) }
}
