import { join } from 'node:path'

/**
 * The folder of the user for what can be fetched again.
 * @param platform as `process.platform`
 */
export function userCacheFolder(environment: {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeDir: string
  readonly platform: string
}): string {
  const { env, homeDir, platform } = environment
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] || join(homeDir, 'AppData', 'Local'), 'kymo', 'Cache')
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'kymo')
  return platform === 'darwin' ? join(homeDir, 'Library', 'Caches', 'kymo') : join(homeDir, '.cache', 'kymo')
}
