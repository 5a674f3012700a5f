import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { settingsFilePath } from '@kymo/core/settings'
import { findRunFolders } from '@kymo/core/sync'
import type { Command } from 'commander'
import type { ExitCode } from '../exit-codes.ts'
import { printable } from '../output/printable.ts'
import { formatPlural } from '../output/quantities.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { findRunsDir, showPath } from './find-runs.ts'
import { announce, announceJson, parsePort, serveUntilStopped, start, whenStopped } from './serve.ts'

interface UiOptions extends CommonOptions {
  readonly port?: string
  readonly host: string
  readonly open?: boolean
}

const PATIENCE_MS = 500

const HELP = `
Nothing is sent anywhere and nothing in DIR is changed: the charts are of the files in DIR, also while runs are being
written. DIR is ./kymo, or ./wandb if only that exists.

Examples:
  kymo ui
  kymo ui ~/experiments/kymo --open
  kymo ui --port 0 --json`

export function addUi(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('ui')
    .description('Show the runs of a folder in the browser, live')
    .argument('[dir]', 'folder that holds runs')
    .option('--port <port>', 'port to listen on; 0 takes any free one (default: 8765, or the next free one)')
    .option('--host <host>', 'address to listen on; beyond this machine an API key is required', '127.0.0.1')
    .option('--open', 'open the browser')
    .option('--json', 'print one JSON line when it serves')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((dir: string | undefined, options: UiOptions) => finish(showUi(dir, options, context)))
}

async function showUi(
  dir: string | undefined,
  options: UiOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const runsDir = findRunsDir(dir, context)
  const port = options.port === undefined ? {} : { port: parsePort(options.port) }
  const dataDir = isThisMachine(options.host) ? {} : { dataDir: keysDirOf(runsDir) }
  const server = await start({ mode: 'ui', dir: runsDir, host: options.host, ...port, ...dataDir }, context)
  const stopped = whenStopped(context)
  // Most folders are read by the time that a browser is open; a large one goes on while it is looked at.
  await Promise.race([server.settle(), delay(PATIENCE_MS, undefined, { ref: false })])
  if (options.json === true) {
    announceJson(server, runsDir, context)
  } else {
    const count = formatPlural((await findRunFolders(runsDir)).length, 'run')
    announce(server, `Kymo shows ${count} of ${printable(showPath(runsDir, context))}`, context)
  }
  if (options.open === true) openBrowser(server.url, context)
  return serveUntilStopped({ server, stopped }, context)
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

/** Beyond this machine a key is needed, and the folder with the runs is only read: the key lives with the settings. */
function keysDirOf(runsDir: string): string {
  const name = createHash('sha256').update(runsDir).digest('hex').slice(0, 16)
  return join(dirname(settingsFilePath()), 'ui', name)
}

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/** A convenience: when no browser can be started, the printed address is still there. */
function openBrowser(url: string, { err }: CommandContext): void {
  const [program = 'xdg-open', ...args] = OPENERS[process.platform] ?? ['xdg-open']
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () =>
    err.write(`${err.style.yellow('warning:')} Cannot open a browser; open the address above by hand\n`),
  )
  child.unref()
}
