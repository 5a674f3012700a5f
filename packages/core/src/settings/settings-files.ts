import { KymoError } from '../errors.ts'
import { secret } from './setting-types.ts'

/** A settings file that was read. User-given names stay in maps. */
export interface SettingsFile {
  readonly path: string
  /** Setting name → value as it stood in the file, not yet checked. */
  readonly values: ReadonlyMap<string, unknown>
  /** Server origin → API key. Only in the user's file. */
  readonly keys: ReadonlyMap<string, string>
}

/** In the user's file: API keys by the origin of the server that gave them. */
export const KEYS_FIELD = 'keys'

/**
 * @param text content of the file; undefined when there is none
 * @throws {KymoError} SETTINGS_FILE_UNREADABLE when it is not a JSON object, or `keys` is not one of texts
 */
export function parseSettingsFile(path: string, text: string | undefined): SettingsFile {
  if (text === undefined) return { path, values: new Map(), keys: new Map() }
  const values = new Map(Object.entries(parseObject(path, text)))
  const keys = toKeys(path, values.get(KEYS_FIELD))
  values.delete(KEYS_FIELD)
  return { path, values, keys }
}

function parseObject(path: string, text: string): object {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    // The parser's message quotes the text around the mistake, which may be a key; so neither message nor cause.
    throw unreadable(path, cause instanceof SyntaxError ? 'it is not valid JSON' : 'it cannot be parsed')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable(path, 'it does not hold a JSON object')
  }
  return value
}

function toKeys(path: string, value: unknown): ReadonlyMap<string, string> {
  if (value === undefined) return new Map()
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined
  const isUsable = entries?.every(([, key]) => secret.check(key).ok)
  if (entries === undefined || isUsable !== true)
    throw unreadable(path, `'${KEYS_FIELD}' is not an object of keys`)
  return new Map(entries)
}

function unreadable(path: string, reason: string): KymoError {
  return new KymoError('SETTINGS_FILE_UNREADABLE', `Cannot read the settings file ${path}: ${reason}`, {
    details: { path },
  })
}
