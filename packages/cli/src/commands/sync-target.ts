import { explainSettings, type InitOptions } from '@kymo/core/settings'
import { CliError } from '../errors.ts'

export interface SyncTarget {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey?: string
  /** Absent: each run's own. */
  readonly entity?: string
  readonly project?: string
}

/**
 * @returns `warnings`: what the user should hear about the settings, such as a key that is not used
 * @throws {CliError} CLI_USAGE when no server is known
 */
export function chooseSyncTarget(options: {
  readonly baseUrl?: string
  readonly entity?: string
  readonly project?: string
}): { readonly target: SyncTarget; readonly warnings: readonly string[] } {
  const { baseUrl, entity, project } = options
  const place = { ...(entity === undefined ? {} : { entity }), ...(project === undefined ? {} : { project }) }
  // Offline, because a mode of online without a server is an error, and this command has a better one.
  const wanted: InitOptions = { mode: 'offline', ...place, ...(baseUrl === undefined ? {} : { baseUrl }) }
  const { settings, warnings } = explainSettings(wanted)
  if (settings.baseUrl === undefined) {
    throw new CliError('CLI_USAGE', 'Cannot sync: which server?', [
      'Run: kymo login --base-url http://HOST:PORT',
      'Or pass --base-url, or set KYMO_BASE_URL',
      'Without a server, look at the runs with: kymo ui',
    ])
  }
  const key = settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }
  return { target: { baseUrl: settings.baseUrl, ...key, ...place }, warnings }
}
