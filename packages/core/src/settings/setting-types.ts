import { isRunId } from '@kymo/protocol'

/** What a setting accepts. `check` completes the sentence "Cannot use the option 'x': …". */
export interface SettingType<T> {
  /** For the documentation: what is accepted, in a few words. */
  readonly label: string
  /** Turns the text of an environment variable into what `check` expects; text that makes no sense passes unchanged. */
  readonly fromText: (text: string) => unknown
  readonly check: (value: unknown) => CheckResult<T>
}

export type CheckResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string }

const MAX_NAME_LENGTH = 128
const MAX_TAG_LENGTH = 64
const MAX_TAG_COUNT = 100
/** The characters that W&B refuses in a project, which would also need escaping in every address. */
const FORBIDDEN_IN_NAMES = /[/\\#?%:]/
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]|\p{Surrogate}/u

/** Any text of at most `maxLength` characters. */
export function textOf(maxLength: number): SettingType<string> {
  return type(`text, at most ${maxLength} characters`, (value) =>
    typeof value === 'string' && value.length <= maxLength ? value : undefined,
  )
}

/** A name that becomes part of an address: a project or an entity. */
export const pathName: SettingType<string> = type(
  `1 to ${MAX_NAME_LENGTH} characters without / \\ # ? % : and control characters`,
  (value) => (typeof value === 'string' && isPathName(value) ? value : undefined),
)

export const runId: SettingType<string> = type(
  "1 to 64 of A-Z a-z 0-9 . _ -, not starting with '.' or '-', without '..'",
  // Servers accept no '..' in the name of a folder, which the id is a part of.
  (value) => (typeof value === 'string' && isRunId(value) && !value.includes('..') ? value : undefined),
)

export const flag: SettingType<boolean> = {
  ...type('true or false', (value) => (typeof value === 'boolean' ? value : undefined)),
  fromText: (text) => FLAG_TEXTS.get(text.toLowerCase()) ?? text,
}

const FLAG_TEXTS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['0', false],
  ['no', false],
  ['off', false],
])

export const tagList: SettingType<readonly string[]> = {
  ...type(
    `at most ${MAX_TAG_COUNT} tags of 1 to ${MAX_TAG_LENGTH} characters (in the environment: separated by commas)`,
    (value) => (Array.isArray(value) && isTagList(value) ? Object.freeze([...new Set(value)]) : undefined),
  ),
  fromText: (text) =>
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
}

export const plainObject: SettingType<Readonly<Record<string, unknown>>> = type('a plain object', (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(Symbol.iterator in value)
    ? (value as Record<string, unknown>)
    : undefined,
)

/** http or https, without user name, password, query and fragment. A slash at the end is removed. */
export const serverUrl: SettingType<string> = type(
  'an http or https address without user name, password, query and fragment',
  (value) => (typeof value === 'string' ? toServerUrl(value) : undefined),
)

/** Visible ASCII only: anything else cannot be sent in a header. */
export const secret: SettingType<string> = type('a key of 1 to 512 visible ASCII characters', (value) =>
  typeof value === 'string' && /^[\u0021-\u007e]{1,512}$/.test(value) ? value : undefined,
)

export function oneOf<const T extends string>(choices: readonly T[]): SettingType<T> {
  return type(choices.join(', '), (value) => choices.find((choice) => choice === value))
}

/** A whole number of milliseconds in `[min, max]`. */
export function milliseconds(min: number, max: number): SettingType<number> {
  return {
    ...type(`a whole number of milliseconds from ${min} to ${max}`, (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? value
        : undefined,
    ),
    fromText: toNumber,
  }
}

/** A whole number of bytes in `[0, max]`. */
export function byteCount(max: number): SettingType<number> {
  return {
    ...type(`a whole number of bytes from 0 to ${max}`, (value) =>
      typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= max
        ? value
        : undefined,
    ),
    fromText: toNumber,
  }
}

/** A choice of two types: the first that accepts the value. */
export function either<A, B>(first: SettingType<A>, second: SettingType<B>): SettingType<A | B> {
  const label = `${first.label}, or ${second.label}`
  return {
    label,
    fromText: (text) => (first.check(first.fromText(text)).ok ? first.fromText(text) : second.fromText(text)),
    check: (value) => {
      const result = first.check(value)
      if (result.ok) return result
      const other = second.check(value)
      return other.ok ? other : { ok: false, expected: label }
    },
  }
}

function type<T>(label: string, accept: (value: unknown) => T | undefined): SettingType<T> {
  return {
    label,
    fromText: (text) => text,
    check: (value) => {
      const accepted = accept(value)
      return accepted === undefined ? { ok: false, expected: label } : { ok: true, value: accepted }
    },
  }
}

function toNumber(text: string): unknown {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text
}

function isPathName(value: string): boolean {
  if (value.length === 0 || value.length > MAX_NAME_LENGTH || value === '.' || value === '..') return false
  return !FORBIDDEN_IN_NAMES.test(value) && !CONTROL.test(value) && value.trim() === value
}

function isTagList(values: readonly unknown[]): values is readonly string[] {
  return (
    values.length <= MAX_TAG_COUNT &&
    values.every((tag) => typeof tag === 'string' && tag.length > 0 && tag.length <= MAX_TAG_LENGTH)
  )
}

function toServerUrl(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined
  const url = new URL(value)
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isPlain || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  return url.href.replace(/\/+$/, '')
}
