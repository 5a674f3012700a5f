import type { SettingType } from './setting-types.ts'

/** Backends whose address and key come from the variables that their own clients read. */
export type OtlpBackend = 'collector' | 'jaeger' | 'langfuse' | 'langsmith' | 'mlflow' | 'phoenix' | 'weave'

/** What `otlp` may be in detail. */
export interface OtlpSettings {
  /** Where the rest comes from when it is not given. Default: `collector`. */
  readonly backend?: OtlpBackend
  /** Base address of a receiver, to which `/v1/traces` is added. */
  readonly endpoint?: string
  /** Address that is used as it is; wins over `endpoint`. */
  readonly url?: string
  /** Sent with each request, on top of those of the backend. */
  readonly headers?: Readonly<Record<string, string>>
  /** Default: gzip. */
  readonly compression?: 'gzip' | 'none'
  /** For one request. Default: 10000. */
  readonly timeoutMs?: number
  /** Attributes of the resource, on top of those of the run. */
  readonly resource?: Readonly<Record<string, string>>
}

/** One backend or address; `true` is `collector`. */
export type OtlpChoice = boolean | string | OtlpSettings
export type OtlpSetting = OtlpChoice | readonly OtlpChoice[]

export const OTLP_BACKENDS: readonly OtlpBackend[] = [
  'collector',
  'jaeger',
  'langfuse',
  'langsmith',
  'mlflow',
  'phoenix',
  'weave',
]

const LABEL = `true or false, one of ${OTLP_BACKENDS.join(', ')}, an http or https address, { backend, endpoint, url, headers, compression, timeoutMs, resource }, or a list of them`
const MAX_TARGETS = 8
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['off', false],
  ['no', false],
])

type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string' && value !== '' && value.length <= 4096
const isTexts: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((text) => typeof text === 'string')

const MEMBERS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['backend', (value) => (OTLP_BACKENDS as readonly unknown[]).includes(value)],
  ['endpoint', isAddress],
  ['url', isAddress],
  ['headers', isTexts],
  ['compression', (value) => value === 'gzip' || value === 'none'],
  [
    'timeoutMs',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 600_000,
  ],
  ['resource', isTexts],
])

/** In the environment: names and addresses, separated by commas. */
export const otlpSetting: SettingType<OtlpSetting> = {
  label: LABEL,
  fromText: (text) => {
    const parts = text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => FLAGS.get(part.toLowerCase()) ?? part)
    return parts.length === 1 ? parts[0] : parts
  },
  check: (value) => {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    const isGood = list.length <= MAX_TARGETS && list.every(isChoice)
    return isGood ? { ok: true, value: Object.freeze(value) as OtlpSetting } : { ok: false, expected: LABEL }
  },
}

function isChoice(value: unknown): boolean {
  if (typeof value === 'boolean') return true
  if (typeof value === 'string')
    return (OTLP_BACKENDS as readonly string[]).includes(value) || isAddress(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(
    ([name, member]) => member === undefined || MEMBERS.get(name)?.(member) === true,
  )
}

function isAddress(value: unknown): boolean {
  return isText(value) && URL.canParse(value as string) && /^https?:$/.test(new URL(value as string).protocol)
}
