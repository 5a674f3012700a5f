import { KymoError } from '../errors.ts'
import { KEYS_FIELD, parseSettingsFile } from './settings-files.ts'
import { secret, serverUrl } from './setting-types.ts'

export interface Login {
  /** Address of the server. */
  readonly baseUrl: string
  /** Its key; absent for a server that needs none. */
  readonly apiKey?: string
}

/**
 * The text of the user's settings file with this login in it; everything else in the file stays.
 *
 * @param file path and present text of the file
 * @throws {KymoError} SETTING_INVALID, SETTINGS_FILE_UNREADABLE
 */
export function mergeLogin(
  file: { readonly path: string; readonly text: string | undefined },
  login: Login,
): string {
  const url = serverUrl.check(login.baseUrl)
  if (!url.ok)
    throw new KymoError('SETTING_INVALID', `Cannot save the login: baseUrl must be ${url.expected}`)
  if (login.apiKey !== undefined && !secret.check(login.apiKey).ok) {
    throw new KymoError('SETTING_INVALID', `Cannot save the login: apiKey must be ${secret.label}`)
  }
  const present = parseSettingsFile(file.path, file.text)
  const keys = new Map(present.keys)
  const { origin } = new URL(url.value)
  if (login.apiKey === undefined) keys.delete(origin)
  else keys.set(origin, login.apiKey)
  const fields = new Map(present.values).set('baseUrl', url.value).set(KEYS_FIELD, Object.fromEntries(keys))
  return `${JSON.stringify(Object.fromEntries(fields), undefined, 2)}\n`
}
