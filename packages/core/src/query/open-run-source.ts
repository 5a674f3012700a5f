import { ArtifactServer } from '../artifacts/artifact-server.ts'
import type { VersionFinder } from '../artifacts/find-version.ts'
import { openCache } from '../artifacts/open-cache.ts'
import { sendHttp } from '../platform/http.ts'
import { readEnvironment } from '../platform/environment.ts'
import { readTextFile } from '../platform/private-file.ts'
import { systemTimers } from '../platform/timers.ts'
import type { InitOptions } from '../settings/init-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createLocalArtifacts } from './local/local-artifacts.ts'
import { createLocalSource } from './local/local-source.ts'
import { HttpReader } from './remote/http-reader.ts'
import { createRemoteArtifacts } from './remote/remote-artifacts.ts'
import { createRemoteSource } from './remote/remote-source.ts'
import type { ReadSource } from './run-source.ts'

export interface RunSourceOptions {
  readonly dir?: string
  readonly baseUrl?: string
  readonly apiKey?: string
}

export interface OpenRunSource {
  readonly source: ReadSource
  /** Of the settings: what a path means that does not say. */
  readonly entity: string
  readonly project: string
}

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'

/** @throws {KymoError} SETTING_INVALID, SETTINGS_FILE_UNREADABLE */
export function openRunSource({ dir, baseUrl, apiKey }: RunSourceOptions): OpenRunSource {
  const { env, cwd, homeDir } = readEnvironment()
  const options: InitOptions = {
    ...(dir === undefined ? {} : { dir, mode: 'offline' }),
    ...(baseUrl === undefined ? {} : { baseUrl, mode: 'online' }),
    ...(apiKey === undefined ? {} : { apiKey }),
  }
  const { settings } = resolveSettings({ ...options }, { env, cwd, homeDir, readTextFile })
  const isRemote = settings.mode === 'online' && settings.baseUrl !== undefined
  const nowMs = (): number => systemTimers.nowMs()
  const finder = {
    runsDir: settings.dir,
    sleep: (durationMs: number) => systemTimers.sleep(durationMs),
    ...openCache({ settings, environment: { env, cwd, homeDir }, nowMs }),
  }
  return {
    source: isRemote ? remote(settings.baseUrl, settings.apiKey, finder) : local(settings.dir, finder),
    entity: settings.entity || DEFAULT_ENTITY,
    project: settings.project || DEFAULT_PROJECT,
  }
}

type Finder = Omit<VersionFinder, 'server'>

function local(dir: string, finder: Finder): ReadSource {
  const artifacts = createLocalArtifacts(dir, { ...finder, server: undefined })
  return { ...createLocalSource(dir), artifacts }
}

function remote(baseUrl: string, apiKey: string | undefined, finder: Finder): ReadSource {
  const key = apiKey === undefined ? {} : { apiKey }
  const http = new HttpReader({ baseUrl, ...key, send: sendHttp, timers: systemTimers })
  const server = new ArtifactServer({ baseUrl, ...key, send: sendHttp })
  return { ...createRemoteSource(http), artifacts: createRemoteArtifacts(http, { ...finder, server }) }
}
