import { join, resolve } from 'node:path'
import { KymoError } from '../errors.ts'
import type { RunMoment } from './life-cycle-settings.ts'
import { nearestName } from './nearest-name.ts'
import { parseSettingsFile, type SettingsFile } from './settings-files.ts'
import { SETTINGS_TABLE, type SettingSpec } from './settings-table.ts'
import type { Mode, SettingName, Settings } from './settings-values.ts'

/** What settings are read from. */
export interface SettingsHost {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
  /** @returns undefined when there is no such file */
  readTextFile(path: string): string | undefined
}

/** Where a value came from, strongest first. */
export type SettingSource = 'option' | 'env' | 'wandb-env' | 'workspace-file' | 'user-file' | 'default'

export interface ResolvedSettings {
  readonly settings: Settings & { readonly mode: Mode }
  readonly sources: ReadonlyMap<SettingName, SettingSource>
  /** Sentences for the user: nothing that stops a run. */
  readonly warnings: readonly string[]
}

interface Candidate {
  readonly source: SettingSource
  /** For messages: "the option 'mode'", "the environment variable KYMO_MODE". */
  readonly what: string
  readonly value: unknown
}

interface Context {
  readonly options: Readonly<Record<string, unknown>>
  readonly host: SettingsHost
  readonly workspaceFile: SettingsFile
  readonly userFile: SettingsFile
}

const NAMES = Object.keys(SETTINGS_TABLE) as SettingName[]

/**
 * Option, then `KYMO_*`, then `WANDB_*`, then the workspace's settings file, then the user's, then the default.
 *
 * @throws {KymoError} SETTING_UNKNOWN, SETTING_INVALID, SETTINGS_FILE_UNREADABLE
 */
export function resolveSettings(
  options: Readonly<Record<string, unknown>>,
  host: SettingsHost,
): ResolvedSettings {
  rejectUnknownOptions(options)
  const context = { options, host, workspaceFile: readWorkspaceFile(host), userFile: readUserFile(host) }
  const values = new Map<SettingName, unknown>()
  const sources = new Map<SettingName, SettingSource>()
  for (const name of NAMES) {
    const candidate = findCandidate(name, context)
    values.set(name, candidate === undefined ? SETTINGS_TABLE[name].default : check(name, candidate))
    sources.set(name, candidate?.source ?? 'default')
  }
  const warnings = unknownVariables(host.env)
  bindApiKey({ values, sources, warnings, keys: context.userFile.keys })
  values.set('mode', chooseMode(values, sources))
  checkOrigin(values)
  if (values.get('shared') === true && values.get('id') === undefined) {
    const message =
      "Cannot use 'shared' without an id: all writers of a run give the same. Set id or KYMO_RUN_ID"
    throw new KymoError('SETTING_INVALID', message, { details: { name: 'shared' } })
  }
  values.set('dir', resolve(host.cwd, String(values.get('dir'))))
  // Every name of the table is in the map, each checked by the type that the table gives it.
  const settings = Object.freeze(Object.fromEntries(values)) as unknown as ResolvedSettings['settings']
  return { settings, sources, warnings }
}

const BRANCH_SETTINGS: readonly SettingName[] = ['resumeFrom', 'forkFrom']

/** A run begins in one way. */
function checkOrigin(values: Map<SettingName, unknown>): void {
  const fail = (name: SettingName, message: string): never => {
    throw new KymoError('SETTING_INVALID', message, { details: { name } })
  }
  // A helper inherits the environment of the run that it joins: to rewind again would hide what the run has logged since.
  if (values.get('primary') === false) for (const name of BRANCH_SETTINGS) values.delete(name)
  const resume = values.get('resume') === false ? undefined : values.get('resume')
  const [from, fork] = ['resumeFrom', 'forkFrom'].map((name) => values.get(name as SettingName)) as (
    | RunMoment
    | undefined
  )[]
  const id = values.get('id') as string | undefined
  if ([resume, from, fork].filter((origin) => origin !== undefined).length > 1)
    fail('resume', "Cannot use more than one of 'resume', 'resumeFrom' and 'forkFrom' for a run")
  if (resume === 'must' && id === undefined)
    fail('resume', "Cannot use resume 'must' without the id of the run. Set id or KYMO_RUN_ID")
  if (from !== undefined && id !== undefined && id !== from.run)
    fail('resumeFrom', `Cannot go on from a step of '${from.run}' under the id '${id}': use forkFrom`)
  if (fork !== undefined && id === fork.run)
    fail('forkFrom', `Cannot fork '${fork.run}' into itself: a fork has an id of its own`)
  if (from !== undefined) values.set('id', from.run)
}

/** `$XDG_CONFIG_HOME/kymo/settings.json`, else `~/.config/kymo/settings.json`. */
export function userSettingsPath(host: Pick<SettingsHost, 'env' | 'homeDir'>): string {
  const configHome = host.env['XDG_CONFIG_HOME']
  return join(
    configHome === undefined || configHome === '' ? join(host.homeDir, '.config') : configHome,
    'kymo',
    'settings.json',
  )
}

function readUserFile(host: SettingsHost): SettingsFile {
  const path = userSettingsPath(host)
  const file = parseSettingsFile(path, host.readTextFile(path))
  rejectUnknownNames(file, (spec) => spec.files !== 'none')
  return file
}

function readWorkspaceFile(host: SettingsHost): SettingsFile {
  const path = join(host.cwd, 'kymo', 'settings.json')
  const file = parseSettingsFile(path, host.readTextFile(path))
  rejectUnknownNames(file, (spec) => spec.files === 'both')
  if (file.keys.size > 0) {
    throw new KymoError(
      'SETTING_INVALID',
      `Cannot use 'keys' of ${path}: a workspace is shared; keep API keys in ${userSettingsPath(host)}`,
      { details: { path } },
    )
  }
  return file
}

function rejectUnknownOptions(options: Readonly<Record<string, unknown>>): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(SETTINGS_TABLE, name)) throw unknown(`the option ${preview(name)}`, name, NAMES)
  }
}

function rejectUnknownNames(file: SettingsFile, isAllowed: (spec: SettingSpec<unknown>) => boolean): void {
  const allowed = NAMES.filter((name) => isAllowed(SETTINGS_TABLE[name]))
  for (const name of file.values.keys()) {
    if (!(allowed as string[]).includes(name))
      throw unknown(`${preview(name)} of ${file.path}`, name, allowed)
  }
}

function unknown(what: string, name: string, allowed: readonly string[]): KymoError {
  const suggestion = nearestName(name, allowed)
  const hint = suggestion === undefined ? `Known are: ${allowed.join(', ')}` : `Did you mean '${suggestion}'?`
  return new KymoError('SETTING_UNKNOWN', `Cannot use ${what}: there is no such setting. ${hint}`, {
    details: { name, suggestion },
  })
}

function findCandidate(name: SettingName, context: Context): Candidate | undefined {
  const spec: SettingSpec<unknown> = SETTINGS_TABLE[name]
  const { options, host, workspaceFile, userFile } = context
  const option = options[name]
  if (option !== undefined) return { source: 'option', what: `the option '${name}'`, value: option }
  const env = spec.env === undefined ? '' : (host.env[spec.env] ?? '')
  if (env !== '') return fromVariable('env', spec.env ?? '', spec.type.fromText(env))
  const wandb = wandbText(spec, host.env)
  if (wandb !== undefined) return fromVariable('wandb-env', spec.wandb?.env ?? '', spec.type.fromText(wandb))
  for (const [source, file] of [
    ['workspace-file', workspaceFile],
    ['user-file', userFile],
  ] as const) {
    if (file.values.has(name))
      return { source, what: `'${name}' of ${file.path}`, value: file.values.get(name) }
  }
  return undefined
}

function fromVariable(source: SettingSource, variable: string, value: unknown): Candidate {
  return { source, what: `the environment variable ${variable}`, value }
}

function wandbText(spec: SettingSpec<unknown>, env: SettingsHost['env']): string | undefined {
  const text = spec.wandb === undefined ? '' : (env[spec.wandb.env] ?? '')
  if (text === '') return undefined
  return spec.wandb?.toText === undefined ? text : spec.wandb.toText(text)
}

function check(name: SettingName, candidate: Candidate): unknown {
  const spec: SettingSpec<unknown> = SETTINGS_TABLE[name]
  const result = spec.type.check(candidate.value)
  if (result.ok) return result.value
  const got = spec.isSecret === true ? 'its value (not shown)' : preview(candidate.value)
  throw new KymoError(
    'SETTING_INVALID',
    `Cannot use ${candidate.what}: got ${got}; expected ${result.expected}`,
    {
      details: { name, source: candidate.source },
    },
  )
}

/**
 * A key goes only where its owner sent it. Kept keys belong to one origin; and a workspace's file, which may come with
 * somebody else's repository, can name a server but cannot redirect the key of the environment to it.
 */
function bindApiKey(state: {
  readonly values: Map<SettingName, unknown>
  readonly sources: Map<SettingName, SettingSource>
  readonly warnings: string[]
  readonly keys: ReadonlyMap<string, string>
}): void {
  const { values, sources, warnings, keys } = state
  const baseUrl = values.get('baseUrl')
  if (typeof baseUrl !== 'string') return
  if (sources.get('apiKey') === 'env' && sources.get('baseUrl') === 'workspace-file') {
    warnings.push(
      'KYMO_API_KEY is not used with the baseUrl of ./kymo/settings.json: set KYMO_BASE_URL as well',
    )
    values.set('apiKey', undefined)
  }
  if (values.get('apiKey') !== undefined) return
  const kept = keys.get(new URL(baseUrl).origin)
  values.set('apiKey', kept)
  sources.set('apiKey', kept === undefined ? 'default' : 'user-file')
}

function chooseMode(
  values: ReadonlyMap<SettingName, unknown>,
  sources: ReadonlyMap<SettingName, SettingSource>,
): Mode {
  const mode = values.get('mode') as Mode | undefined
  const hasServer = values.get('baseUrl') !== undefined
  if (mode === 'online' && !hasServer) {
    throw new KymoError(
      'SETTING_INVALID',
      "Cannot use mode 'online': no server is known. Set baseUrl or KYMO_BASE_URL, or run: npx kymo login",
      {
        details: { name: 'mode', source: sources.get('mode') },
      },
    )
  }
  return mode ?? (hasServer ? 'online' : 'offline')
}

/** Only what looks like a typing mistake: the server and the command line have KYMO_ variables of their own. */
function unknownVariables(env: SettingsHost['env']): string[] {
  const known = NAMES.map((name) => SETTINGS_TABLE[name].env).filter((variable) => variable !== undefined)
  const warnings: string[] = []
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith('KYMO_') || known.includes(variable)) continue
    const suggestion = nearestVariable(variable, known)
    if (suggestion !== undefined) warnings.push(`${variable} is not a setting; did you mean ${suggestion}?`)
  }
  return warnings
}

function nearestVariable(variable: string, known: readonly string[]): string | undefined {
  const nearest = nearestName(
    variable.slice('KYMO_'.length),
    known.map((name) => name.slice('KYMO_'.length)),
  )
  return nearest === undefined ? undefined : `KYMO_${nearest}`
}

/** User name and password of an address. */
const USER_INFO = /\/\/[^/@\s]*@/g
/** What a terminal obeys instead of showing. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

function preview(value: unknown): string {
  let shown: string
  try {
    shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  } catch {
    shown = typeof value
  }
  shown = shown.replace(USER_INFO, '//…@').replace(CONTROL, '�')
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
  return typeof value === 'string' ? `'${short}'` : short
}
