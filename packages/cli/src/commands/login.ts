import { loadSettings, saveLogin, settingsFilePath } from '@kymo/core/settings'
import type { Command } from 'commander'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { probeServer } from './probe-server.ts'

interface LoginOptions extends CommonOptions {
  readonly baseUrl?: string
  readonly key?: string
}

const MAX_KEY_BYTES = 4096

const HELP = `
The key is checked with the server before anything is saved. It is kept in your settings file, readable by you alone,
and is sent to no other server. It is never taken from the command line, which every user of a machine can read:
type it at the prompt, pipe it in, or set KYMO_API_KEY.

Examples:
  kymo login --base-url http://trainer:8765
  kymo login --base-url https://kymo.example.org --key - < key.txt`

export function addLogin(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('login')
    .description('Remember a server and its API key')
    .option('--base-url <url>', 'address of the server')
    .option('--key <->', 'read the key from standard input')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((options: LoginOptions) => finish(login(options, context)))
}

async function login(options: LoginOptions, context: CommandContext): Promise<ExitCode> {
  const { out, err } = context
  if (options.key !== undefined && options.key !== '-') {
    throw new CliError(
      'CLI_USAGE',
      'Cannot take an API key from the command line: every user of this machine can read it there',
      ['Pipe it in: kymo login --key - < key.txt', 'Or leave --key out and type it at the prompt'],
    )
  }
  const settings = loadSettings(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl })
  const { baseUrl } = settings
  if (baseUrl === undefined) {
    throw new CliError('CLI_USAGE', 'Cannot log in: which server?', [
      'Pass its address: kymo login --base-url http://HOST:PORT',
    ])
  }
  const apiKey = await findKey(options, baseUrl, context)
  await probeServer({ baseUrl, apiKey })
  saveLogin(apiKey === undefined ? { baseUrl } : { baseUrl, apiKey })
  warnAboutPlainHttp(baseUrl, apiKey, context)
  if (options.json === true) {
    out.write(`${toJson({ baseUrl, hasKey: apiKey !== undefined, settingsFile: settingsFilePath() })}\n`)
    return EXIT.ok
  }
  const what = apiKey === undefined ? 'which needs no key' : 'with its key'
  out.write(
    `${out.style.green('✓')} Saved ${printable(baseUrl)}, ${what}, in ${printable(settingsFilePath())}\n`,
  )
  err.write('Runs that start from now on are sent there while they train. Earlier ones: kymo sync\n')
  return EXIT.ok
}

/** @returns undefined when the server needs no key */
async function findKey(
  options: LoginOptions,
  baseUrl: string,
  { input, env }: CommandContext,
): Promise<string | undefined> {
  if (options.key === '-') return parseKey(await input.readAll(MAX_KEY_BYTES))
  const fromEnv = env['KYMO_API_KEY'] ?? ''
  if (fromEnv !== '') return parseKey(fromEnv)
  if (!(await needsKey(baseUrl))) return undefined
  if (!input.isTty) {
    throw new CliError('KEY_UNREADABLE', 'Cannot ask for the API key: standard input is not a terminal', [
      'Pipe it in: kymo login --key - < key.txt',
      'Or set KYMO_API_KEY',
    ])
  }
  const typed = await input.readSecret(`API key for ${printable(baseUrl)} (not shown): `)
  if (typed === undefined)
    throw new CliError('KEY_UNREADABLE', 'Cannot log in: no key was given; nothing was saved')
  return parseKey(typed)
}

async function needsKey(baseUrl: string): Promise<boolean> {
  try {
    await probeServer({ baseUrl, apiKey: undefined })
    return false
  } catch (error) {
    if (error instanceof CliError && error.code === 'KEY_REQUIRED') return true
    throw error
  }
}

function parseKey(text: string): string {
  const key = text.trim()
  if (/^[\u0021-\u007e]{1,512}$/.test(key)) return key
  const reason = key === '' ? 'it is empty' : 'it holds spaces or characters that no key has'
  throw new CliError('KEY_UNREADABLE', `Cannot use this API key: ${reason}`, [
    'Copy the key again, as the server printed it',
  ])
}

function warnAboutPlainHttp(baseUrl: string, apiKey: string | undefined, { err }: CommandContext): void {
  const { protocol, hostname } = new URL(baseUrl)
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  if (apiKey === undefined || protocol === 'https:' || isLocal) return
  err.write(
    `${err.style.yellow('warning:')} ${printable(baseUrl)} is plain http: whoever can see the traffic can read the key\n`,
  )
}
