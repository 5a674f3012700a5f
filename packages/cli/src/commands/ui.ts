import { spawn } from 'node:child_process'
import { findRunFolders } from '@kymo/core/sync'
import type { Command } from 'commander'
import type { ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatPlural } from '../output/quantities.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { findRunsDir, showPath } from './find-runs.ts'
import { parsePort, serveUntilStopped, startOnFreePort } from './serve.ts'

interface UiOptions extends CommonOptions {
  readonly port?: string
  readonly host: string
  readonly open?: boolean
}

const USUAL_PORT = 8765

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
    .description('show the runs of a folder in the browser, live')
    .argument('[dir]', 'folder that holds runs')
    .option(
      '--port <port>',
      `port to listen on; 0 takes any free one (default: ${USUAL_PORT} or the next free one)`,
    )
    .option('--host <host>', 'address to listen on; beyond this machine an API key is required', '127.0.0.1')
    .option('--open', 'open the browser')
    .option('--json', 'print one JSON line when it serves')
    .addHelpText('after', HELP)
    .action((dir: string | undefined, options: UiOptions) => finish(showUi(dir, options, context)))
}

async function showUi(
  dir: string | undefined,
  options: UiOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out, err } = context
  const runsDir = findRunsDir(dir, context)
  const port = options.port === undefined ? USUAL_PORT : parsePort(options.port)
  const server = await startOnFreePort({
    mode: 'ui',
    dir: runsDir,
    host: options.host,
    port,
    mayMove: options.port === undefined,
  })
  if (options.json === true) {
    out.write(`${toJson({ url: server.url, port: server.port, dir: runsDir })}\n`)
  } else {
    const runCount = (await findRunFolders(runsDir)).length
    const what = `${formatPlural(runCount, 'run')} of ${printable(showPath(runsDir, context))}`
    out.write(`Kymo shows ${what} at ${out.style.bold(out.style.cyan(server.url))}\n`)
    if (err.isTty) err.write(err.style.dim('Ctrl-C ends it.\n'))
  }
  if (options.open === true) openBrowser(server.url, context)
  return serveUntilStopped(server, context)
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
