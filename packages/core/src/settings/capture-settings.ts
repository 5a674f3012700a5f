import type { SettingType } from './setting-types.ts'

/** What `console` may be in detail. */
export interface ConsoleSettings {
  /** Which streams are kept. Default: both. */
  readonly streams?: 'both' | 'stdout' | 'stderr'
  /**
   * Called for every line before it is kept, without its end; what it returns is kept instead, and nothing at all when it
   * returns undefined. A line waits for its end. When it throws, the line is left out.
   */
  readonly redact?: (line: string) => string | undefined
  /** Output beyond so many bytes is counted, not kept. Default: 512 MiB. */
  readonly maxBytes?: number
}

export interface SystemMetricsSettings {
  /** Milliseconds between two samples, `[100, 3600000]`. Default: 15000. */
  readonly intervalMs?: number
}

export interface EnvironmentSettings {
  /** Keep the name of the user. Default: true. */
  readonly username?: boolean
  /** Keep the name and version of every installed package. Default: true. */
  readonly dependencies?: boolean
  /** Keep the program's arguments, secrets masked. Default: true. */
  readonly args?: boolean
}

/** Which files belong to a snapshot of the code. */
export interface CodeSettings {
  /** Globs relative to the root of the repository, or to the working folder without one. Default: source files. */
  readonly include?: readonly string[]
  /** Globs of files that are left out. `node_modules`, hidden folders and the folders of runs always are. */
  readonly exclude?: readonly string[]
}

/** What `spans` may be in detail. */
export interface SpanSettings {
  /**
   * Called for every value of an attribute before it is kept, with the attribute's name; what it returns is kept instead, and nothing
   * when it returns undefined. When it throws, `[redaction failed]` is kept.
   */
  readonly redact?: (value: unknown, key: string) => unknown
  /** Characters that are kept of one value, `[100, 1000000]`. Default: 65536. */
  readonly maxValueChars?: number
}

export type SpansSetting = boolean | SpanSettings
export type ConsoleSetting = boolean | 'stdout' | 'stderr' | ConsoleSettings
export type SystemMetricsSetting = boolean | SystemMetricsSettings
export type EnvironmentSetting = boolean | EnvironmentSettings
export type GitSetting = boolean | 'commit'
export type CodeSetting = boolean | CodeSettings

type Check = (value: unknown) => boolean

const isFlag: Check = (value) => typeof value === 'boolean'
const isStreams: Check = (value) => value === 'both' || value === 'stdout' || value === 'stderr'
const isFunction: Check = (value) => typeof value === 'function'
const isGlobs: Check = (value) =>
  Array.isArray(value) &&
  value.length <= 1000 &&
  value.every((glob) => typeof glob === 'string' && glob !== '')
const isWhole =
  (min: number, max: number): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max

/** An object that has no other members than these, each undefined or as its check says. */
export function objectOf<T extends object>(
  label: string,
  members: { readonly [Name in keyof Required<T>]: Check },
): SettingType<T> {
  const checks = new Map<string, Check>(Object.entries<Check>(members))
  return {
    label,
    fromText: (text) => text,
    check: (value) => {
      const isGood =
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(value).every(
          ([name, member]) => member === undefined || checks.get(name)?.(member) === true,
        )
      return isGood ? { ok: true, value: Object.freeze({ ...value }) as T } : { ok: false, expected: label }
    },
  }
}

export const consoleObject: SettingType<ConsoleSettings> = objectOf<ConsoleSettings>(
  '{ streams, redact, maxBytes }',
  { streams: isStreams, redact: isFunction, maxBytes: isWhole(0, Number.MAX_SAFE_INTEGER) },
)

export const systemMetricsObject: SettingType<SystemMetricsSettings> = objectOf<SystemMetricsSettings>(
  '{ intervalMs: 100 to 3600000 }',
  { intervalMs: isWhole(100, 3_600_000) },
)

export const environmentObject: SettingType<EnvironmentSettings> = objectOf<EnvironmentSettings>(
  '{ username, dependencies, args }, each true or false',
  { username: isFlag, dependencies: isFlag, args: isFlag },
)

export const codeObject: SettingType<CodeSettings> = objectOf<CodeSettings>(
  '{ include, exclude } with lists of globs',
  { include: isGlobs, exclude: isGlobs },
)

export const spansObject: SettingType<SpanSettings> = objectOf<SpanSettings>('{ redact, maxValueChars }', {
  redact: isFunction,
  maxValueChars: isWhole(100, 1_000_000),
})
