import { sendHttp } from '../platform/http.ts'
import { readEnvironment } from '../platform/environment.ts'
import { readTextFile } from '../platform/private-file.ts'
import { systemTimers } from '../platform/timers.ts'
import type { InitOptions } from '../settings/init-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { createLocalSource } from './local/local-source.ts'
import { HttpReader } from './remote/http-reader.ts'
import { createRemoteSource } from './remote/remote-source.ts'
import type { RunSource } from './run-source.ts'

export interface RunSourceOptions {
  readonly dir?: string
  readonly baseUrl?: string
  readonly apiKey?: string
}

export interface OpenRunSource {
  readonly source: RunSource
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
  return {
    source: isRemote ? remote(settings.baseUrl, settings.apiKey) : createLocalSource(settings.dir),
    entity: settings.entity || DEFAULT_ENTITY,
    project: settings.project || DEFAULT_PROJECT,
  }
}

function remote(baseUrl: string, apiKey: string | undefined): RunSource {
  const key = apiKey === undefined ? {} : { apiKey }
  return createRemoteSource(new HttpReader({ baseUrl, ...key, send: sendHttp, timers: systemTimers }))
}
