import { expect, test } from 'vitest'
import { isKymoError, type KymoError } from '../errors.ts'
import { resolveSettings, userSettingsPath, type ResolvedSettings } from './resolve-settings.ts'

const USER_FILE = '/home/ada/.config/kymo/settings.json'
const WORKSPACE_FILE = '/project/kymo/settings.json'
const KEY = 'k'.repeat(40)

interface World {
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, unknown>>
}

function resolveIn(world: World, options: Record<string, unknown> = {}): ResolvedSettings {
  const files = new Map(Object.entries(world.files ?? {}))
  return resolveSettings(options, {
    env: world.env ?? {},
    cwd: '/project',
    homeDir: '/home/ada',
    readTextFile: (path) => {
      const content = files.get(path)
      return content === undefined || typeof content === 'string' ? content : JSON.stringify(content)
    },
  })
}

function failureOf(action: () => unknown): KymoError {
  try {
    action()
  } catch (error) {
    if (isKymoError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

test('with nothing configured a run is offline in ./kymo', () => {
  const { settings, warnings } = resolveIn({})

  expect(settings).toMatchObject({
    mode: 'offline',
    dir: '/project/kymo',
    flush: 'call',
    project: '',
    entity: '',
  })
  expect(warnings).toEqual([])
})

test('each source wins over the ones after it', () => {
  const files = { [WORKSPACE_FILE]: { project: 'workspace' }, [USER_FILE]: { project: 'user' } }
  const env = { KYMO_PROJECT: 'kymo', WANDB_PROJECT: 'wandb' }

  const seen = [
    resolveIn({ env, files }, { project: 'option' }),
    resolveIn({ env, files }),
    resolveIn({ env: { WANDB_PROJECT: 'wandb' }, files }),
    resolveIn({ files }),
    resolveIn({ files: { [USER_FILE]: files[USER_FILE] } }),
    resolveIn({}),
  ].map(({ settings, sources }) => [settings.project, sources.get('project')])

  expect(seen).toEqual([
    ['option', 'option'],
    ['kymo', 'env'],
    ['wandb', 'wandb-env'],
    ['workspace', 'workspace-file'],
    ['user', 'user-file'],
    ['', 'default'],
  ])
})

test('an empty environment variable counts as not set', () => {
  expect(resolveIn({ env: { KYMO_PROJECT: '', WANDB_PROJECT: 'wandb' } }).settings.project).toBe('wandb')
})

test('XDG_CONFIG_HOME moves the settings file of the user', () => {
  expect(userSettingsPath({ env: { XDG_CONFIG_HOME: '/cfg' }, homeDir: '/home/ada' })).toBe(
    '/cfg/kymo/settings.json',
  )
})

test('a known server makes the mode online', () => {
  expect(resolveIn({ env: { KYMO_BASE_URL: 'http://host:1' } }).settings.mode).toBe('online')
  expect(resolveIn({ files: { [USER_FILE]: { baseUrl: 'http://host:1' } } }).settings.mode).toBe('online')
  expect(resolveIn({ env: { KYMO_BASE_URL: 'http://host:1', KYMO_MODE: 'offline' } }).settings.mode).toBe(
    'offline',
  )
})

test.each([
  ['online', 'offline'],
  ['run', 'offline'],
  ['shared', 'offline'],
  ['dryrun', 'offline'],
  ['offline', 'offline'],
  ['disabled', 'disabled'],
])('WANDB_MODE=%s without a Kymo server means %s', (mode, expected) => {
  expect(resolveIn({ env: { WANDB_MODE: mode } }).settings.mode).toBe(expected)
})

test('WANDB_API_KEY and WANDB_BASE_URL are never used', () => {
  const env = { WANDB_API_KEY: KEY, WANDB_BASE_URL: 'https://api.wandb.ai' }

  const { settings } = resolveIn({ env }, { baseUrl: 'http://host:1' })

  expect(settings.apiKey).toBeUndefined()
  expect(resolveIn({ env }).settings).toMatchObject({ mode: 'offline', baseUrl: undefined })
})

test("mode 'online' without a server is refused with a remedy", () => {
  const error = failureOf(() => resolveIn({}, { mode: 'online' }))

  expect(error.code).toBe('SETTING_INVALID')
  expect(error.message).toContain('npx kymo login')
})

test.each([
  ['porject', 'project'],
  ['job_type', 'jobType'],
  ['__proto__', undefined],
  ['toString', undefined],
])('an unknown option %s is refused and %s suggested', (name, suggestion) => {
  const error = failureOf(() => resolveIn({}, Object.fromEntries([[name, 'x']])))

  expect(error.code).toBe('SETTING_UNKNOWN')
  expect(error.details['suggestion']).toBe(suggestion)
})

test.each([
  ['project', 'a/b'],
  ['project', ''],
  ['project', '..'],
  ['project', '\ud800'],
  ['project', 'x'.repeat(129)],
  ['project', 7],
  ['entity', ' a'],
  ['id', '../x'],
  ['mode', 'sometimes'],
  ['mode', null],
  ['flush', 0],
  ['flush', '50'],
  ['flush', Number.NaN],
  ['tags', 'a,b'],
  ['tags', ['']],
  ['config', []],
  ['config', new Map()],
  ['baseUrl', 'ftp://host'],
  ['baseUrl', 'http://user:pw@host'],
  ['baseUrl', 'nonsense'],
  ['quiet', 'yes'],
  ['heartbeatMs', 999],
  ['finishTimeoutMs', -1],
  ['finishTimeoutMs', 1.5],
])('the option %s = %j is refused, naming the option and what is expected', (name, value) => {
  const error = failureOf(() => resolveIn({}, { [name]: value }))

  expect(error.code).toBe('SETTING_INVALID')
  expect(error.message).toMatch(new RegExp(`^Cannot use the option '${name}': got .+; expected .+`))
})

test('a value from the environment is named by its variable', () => {
  const error = failureOf(() => resolveIn({ env: { KYMO_FLUSH: 'often' } }))

  expect(error.message).toContain(
    "the environment variable KYMO_FLUSH: got 'often'; expected call, or a whole number",
  )
})

test('a password in a refused address is not shown, and no value commands the terminal', () => {
  const secret = failureOf(() => resolveIn({ env: { KYMO_BASE_URL: 'https://ada:hunter2@host/' } }))
  const cut = failureOf(() =>
    resolveIn({ env: { KYMO_BASE_URL: `https://ada:${'hunter2'.repeat(20)}@host/` } }),
  )
  const commands = failureOf(() => resolveIn({ env: { KYMO_PROJECT: 'a\u001b[2J\n' } }))

  expect(secret.message).toContain("got 'https://…@host/'")
  expect(cut.message).not.toContain('hunter2')
  expect(commands.message).toContain("got 'a�[2J�'")
})

test('the environment can say everything a text can', () => {
  const env = {
    KYMO_TAGS: 'a, b ,a,',
    KYMO_FLUSH: '50',
    KYMO_QUIET: 'TRUE',
    KYMO_SILENT: '0',
    KYMO_FINISH_TIMEOUT_MS: '0',
    WANDB_DIR: '/data',
  }

  expect(resolveIn({ env }).settings).toMatchObject({
    tags: ['a', 'b'],
    flush: 50,
    quiet: true,
    silent: false,
    finishTimeoutMs: 0,
    dir: '/data/kymo',
  })
})

test('a mistyped KYMO_ variable is a warning, one of another program of ours is not', () => {
  const { warnings } = resolveIn({ env: { KYMO_PORJECT: 'x', KYMO_DATA_DIR: '/x', KYMO_PORT: '1' } })

  expect(warnings).toEqual(['KYMO_PORJECT is not a setting; did you mean KYMO_PROJECT?'])
})

test.each(['{', '[]', 'null', '"x"', '{"keys":{"http://a":1}}', '{"keys":"x"}'])(
  'a settings file that holds %s is refused without quoting it',
  (text) => {
    const error = failureOf(() => resolveIn({ files: { [USER_FILE]: text } }))

    expect(error.code).toBe('SETTINGS_FILE_UNREADABLE')
    expect(error.message).toContain(USER_FILE)
  },
)

test('an unknown name in a settings file is refused, naming the file', () => {
  const error = failureOf(() => resolveIn({ files: { [WORKSPACE_FILE]: { mods: 'offline' } } }))

  expect(error.code).toBe('SETTING_UNKNOWN')
  expect(error.message).toContain(`'mods' of ${WORKSPACE_FILE}`)
  expect(error.message).toContain("Did you mean 'mode'?")
})

test('a kept key goes to the server it was kept for, and to no other', () => {
  const files = { [USER_FILE]: { keys: { 'http://host:1': KEY } } }

  expect(resolveIn({ files }, { baseUrl: 'http://host:1/sub' }).settings.apiKey).toBe(KEY)
  expect(resolveIn({ files }, { baseUrl: 'http://host:2' }).settings.apiKey).toBeUndefined()
  expect(resolveIn({ files }, { baseUrl: 'https://host:1' }).settings.apiKey).toBeUndefined()
})

test("a workspace's settings file cannot redirect the key of the environment", () => {
  const files = { [WORKSPACE_FILE]: { baseUrl: 'http://elsewhere' } }

  const { settings, warnings } = resolveIn({ files, env: { KYMO_API_KEY: KEY } })

  expect(settings.apiKey).toBeUndefined()
  expect(warnings.join()).toContain('KYMO_API_KEY is not used')
})

test("a workspace's settings file cannot hold keys", () => {
  const error = failureOf(() => resolveIn({ files: { [WORKSPACE_FILE]: { keys: { 'http://a': KEY } } } }))

  expect(error.message).toContain(`keep API keys in ${USER_FILE}`)
})

test.each([
  ['option', () => resolveIn({}, { apiKey: 'sec ret' })],
  ['environment', () => resolveIn({ env: { KYMO_API_KEY: 'sec ret' } })],
  ['file', () => resolveIn({ files: { [USER_FILE]: { keys: { 'http://a': 'sec ret' } } } })],
  ['broken file', () => resolveIn({ files: { [USER_FILE]: '{"keys":{"http://a": "sec ret' } })],
])('a key that cannot be used is not shown: %s', (_where, resolve) => {
  const error = failureOf(resolve)

  expect(`${error.stack} ${JSON.stringify(error.details)} ${String(error.cause)}`).not.toContain('sec ret')
})

test('settings are frozen, and hold what was given, not what it became', () => {
  const tags = ['a']
  const { settings } = resolveIn({}, { tags })

  tags.push('b')

  expect(settings.tags).toEqual(['a'])
  expect(Object.isFrozen(settings)).toBe(true)
})

test.each(['KYMO_RESUME_FROM', 'KYMO_FORK_FROM'])(
  'a helper does not follow the %s of the run that it joins',
  (name) => {
    const env = { [name]: 'r1?_step=40', KYMO_RUN_ID: 'r1', KYMO_SHARED: 'true', KYMO_PRIMARY: 'false' }

    const { settings } = resolveIn({ env })

    expect([settings.id, settings.resumeFrom, settings.forkFrom]).toEqual(['r1', undefined, undefined])
  },
)

test('a step of a run is given as text or as an object, and resumeFrom gives the id', () => {
  const asText = resolveIn({}, { resumeFrom: 'r1?_step=40' }).settings
  const asObject = resolveIn({}, { forkFrom: { run: 'r1', step: 0 } }).settings
  const fromEnv = resolveIn({ env: { WANDB_FORK_FROM: 'r.2?_step=3', KYMO_RESUME: '' } }).settings

  expect(asText).toMatchObject({ id: 'r1', resumeFrom: { run: 'r1', step: 40 } })
  expect(asObject).toMatchObject({ id: undefined, forkFrom: { run: 'r1', step: 0 } })
  expect(fromEnv.forkFrom).toEqual({ run: 'r.2', step: 3 })
})

test.each([
  'r1',
  'r1?_step=',
  'r1?_step=-1',
  'r1?_step=1.5',
  'r1?_step=9999999999999999',
  'r1?step=1',
  '?_step=1',
  '../r1?_step=1',
  { run: 'r1' },
  { run: 'r1', step: Number.NaN },
  { run: 'a/b', step: 1 },
  7,
])('%j is no step of a run', (value) => {
  expect(failureOf(() => resolveIn({}, { resumeFrom: value })).code).toBe('SETTING_INVALID')
  expect(failureOf(() => resolveIn({}, { forkFrom: value })).code).toBe('SETTING_INVALID')
})

test.each<[Record<string, unknown>, RegExp]>([
  [{ resume: 'allow', resumeFrom: 'r1?_step=1' }, /more than one of/],
  [{ resume: true, forkFrom: 'r1?_step=1' }, /more than one of/],
  [{ resumeFrom: 'r1?_step=1', forkFrom: 'r1?_step=1' }, /more than one of/],
  [{ resume: 'must' }, /without the id/],
  [{ id: 'r2', resumeFrom: 'r1?_step=1' }, /use forkFrom/],
  [{ id: 'r1', forkFrom: 'r1?_step=1' }, /into itself/],
  [{ resume: 'perhaps' }, /true or false, or allow, must, never, auto/],
  [{ reinit: 'never' }, /create_new, finish_previous, return_previous/],
  [{ preemptSignals: ['SIGKILL'] }, /SIGTERM, SIGINT/],
])('%j is refused', (options, message) => {
  const failure = failureOf(() => resolveIn({}, options))

  expect(failure.code).toBe('SETTING_INVALID')
  expect(failure.message).toMatch(message)
})

test('resume false goes with everything, and signals may be a text with commas', () => {
  const env = {
    KYMO_RESUME: 'false',
    KYMO_RESUME_FROM: 'r1?_step=1',
    KYMO_PREEMPT_SIGNALS: 'SIGUSR1, SIGTERM',
  }
  const { settings } = resolveIn({ env })

  expect(settings).toMatchObject({ resume: false, id: 'r1', preemptSignals: ['SIGUSR1', 'SIGTERM'] })
})
