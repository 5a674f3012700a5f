import { openCache } from '../artifacts/open-cache.ts'
import { readEnvironment } from '../platform/environment.ts'
import { readTextFile } from '../platform/private-file.ts'
import { systemTimers } from '../platform/timers.ts'
import type { InitOptions } from '../settings/init-options.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { lateSource } from './late-source.ts'
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
  const nowMs = (): number => systemTimers.nowMs()
  const finder = {
    runsDir: settings.dir,
    sleep: (durationMs: number) => systemTimers.sleep(durationMs),
    ...openCache({ settings, environment: { env, cwd, homeDir }, nowMs }),
  }
  const { mode, dir: runsDir, baseUrl: server, apiKey: key } = settings
  return {
    source: lateSource(async () => {
      const { openLocalSource, openRemoteSource } = await import('./load-source.ts')
      const isRemote = mode === 'online' && server !== undefined
      return isRemote ? openRemoteSource(server, key, finder) : openLocalSource(runsDir, finder)
    }),
    entity: settings.entity || DEFAULT_ENTITY,
    project: settings.project || DEFAULT_PROJECT,
  }
}
