import { isPlainObject, MAX_VALUE_CHARS, toValueJson } from '@kymo/protocol'

/** Limits that W&B's servers share. */
const MAX_NAME_LENGTH = 128
const MAX_TAG_LENGTH = 64
const MAX_COUNT = 100
const MAX_DESCRIPTION_LENGTH = 65_536
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[/\\:#?%\u0000-\u001f\u007f]|\p{Surrogate}/u
const VERSION = /^v\d+$/
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
])

/** What the server takes for "kept for good", and for "as the project says". */
const TTL_NONE = -2
const TTL_UNSET = 0

/** @throws {TypeError | RangeError} for anything that cannot be the name or the type of an artifact */
export function checkName(what: 'name' | 'type', value: unknown): string {
  const rule = `1 to ${MAX_NAME_LENGTH} characters without / \\ : # ? % and control characters`
  if (typeof value !== 'string') throw new TypeError(`Cannot make an artifact: its ${what} must be text`)
  if (!isName(value))
    throw new RangeError(`Cannot make an artifact: its ${what} '${value}' must have ${rule}`)
  return value
}

/** @throws {TypeError | RangeError} */
export function checkDescription(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value !== 'string')
    throw new TypeError('Cannot describe an artifact: the description must be text')
  if (value.length > MAX_DESCRIPTION_LENGTH)
    throw new RangeError(
      `Cannot describe an artifact: ${value.length} characters exceed the limit of ${MAX_DESCRIPTION_LENGTH}`,
    )
  return value
}

/** @returns JSON text @throws {TypeError | RangeError} */
export function checkMetadata(value: unknown): string {
  if (value === undefined) return '{}'
  if (typeof value !== 'object' || value === null || !isPlainObject(value))
    throw new TypeError('Cannot keep the metadata of an artifact: expected a plain object')
  const result = toValueJson(value)
  if ('json' in result) return result.json
  throw new RangeError(
    `Cannot keep the metadata of an artifact: ${result.detail} (at most ${MAX_VALUE_CHARS} characters of JSON)`,
  )
}

/** Without `latest`, which every newest version has; in order, none twice. @throws {TypeError | RangeError} */
export function checkAliases(value: unknown): string[] {
  const aliases = checkList('aliases', value).filter((alias) => alias !== 'latest')
  for (const alias of aliases) {
    if (!isName(alias) || VERSION.test(alias))
      throw new RangeError(
        `Cannot log an artifact: the alias '${alias}' must have 1 to ${MAX_NAME_LENGTH} characters without / \\ : # ? %, and not be v and a number`,
      )
  }
  return aliases
}

/** @throws {TypeError | RangeError} */
export function checkTags(value: unknown): string[] {
  const tags = checkList('tags', value)
  for (const tag of tags) {
    if (!/^[\p{L}\p{N}_ -]+$/u.test(tag) || tag.length > MAX_TAG_LENGTH)
      throw new RangeError(
        `Cannot log an artifact: the tag '${tag}' must have 1 to ${MAX_TAG_LENGTH} letters, digits, spaces, '_' or '-'`,
      )
  }
  return tags
}

/** @param value for example `30d`; null: kept for good @returns seconds, as the record has them @throws {RangeError} */
export function checkTtl(value: unknown): number {
  if (value === undefined) return TTL_UNSET
  if (value === null) return TTL_NONE
  const match = typeof value === 'string' ? /^([1-9]\d{0,8})([smhdw])$/.exec(value) : null
  if (match === null)
    throw new RangeError(
      "Cannot log an artifact: ttl must be a duration such as '30d' (s, m, h, d or w), or null to keep it for good",
    )
  return Number(match[1]) * (SECONDS.get(match[2] ?? '') ?? 1)
}

function checkList(what: string, value: unknown): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
    throw new TypeError(`Cannot log an artifact: ${what} must be a list of texts`)
  if (value.length > MAX_COUNT)
    throw new RangeError(`Cannot log an artifact: ${value.length} ${what} exceed the limit of ${MAX_COUNT}`)
  return [...new Set<string>(value)]
}

function isName(value: string): boolean {
  if (value.length === 0 || value.length > MAX_NAME_LENGTH || value.trim() !== value) return false
  return !FORBIDDEN.test(value) && value !== '.' && value !== '..'
}
