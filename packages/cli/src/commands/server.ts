import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { CliError } from '../errors.ts'
import type { ExitCode } from '../exit-codes.ts'
import { printable } from '../output/printable.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { showPath } from './find-runs.ts'
import { collectAndPrint } from './server-collect.ts'
import { createAndPrintKey, printKeys, revokeAndPrint } from './server-keys.ts'
import { announce, announceJson, parsePort, serveUntilStopped, start, whenStopped } from './serve.ts'

/** DEFAULT_PORT of the server, which is loaded only when it is started. */
const USUAL_PORT = 8765

interface ServerOptions extends CommonOptions {
  readonly data: string
  readonly host: string
  readonly port?: string
  readonly requireKey?: boolean
  readonly allowHost?: readonly string[]
  readonly alertWebhook?: string
  readonly publicUrl?: string
  readonly createKey?: string
  readonly listKeys?: boolean
  readonly revokeKey?: string
  readonly collect?: boolean
  readonly dryRun?: boolean
}

const HELP = `
DIR holds everything: the runs as plain folders, an index that can be deleted, and the hashes of the API keys. A server
that can be reached from other machines always wants a key, and prints a first one when it starts for the first time.

Examples:
  kymo server                                     for this machine, without a key
  kymo server --host 0.0.0.0 --data /srv/kymo     for the team
  kymo server --data /srv/kymo --create-key ci    one more key; a running server takes it at once`

export function addServer(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('server')
    .description('Receive runs over HTTP and show them')
    .option('--data <dir>', 'folder of the server', './kymo-data')
    .option('--host <host>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes any free one (default: 8765)')
    .option('--require-key', 'want an API key on this machine too')
    .option('--allow-host <names...>', 'names under which a proxy makes it known; makes keys required')
    .addOption(
      new Option('--alert-webhook <url>', 'address that alerts of runs are sent to, as JSON').env(
        'KYMO_ALERT_WEBHOOK',
      ),
    )
    .option('--public-url <url>', 'address of this server in links (default: where it listens)')
    .addOption(
      new Option('--create-key <name>', 'make an API key, print it, and end').conflicts([
        'listKeys',
        'revokeKey',
      ]),
    )
    .addOption(new Option('--list-keys', 'list the API keys, and end').conflicts('revokeKey'))
    .option('--revoke-key <id>', 'end an API key')
    .addOption(
      new Option(
        '--collect',
        'delete expired versions and content that no artifact names, and end; a running server does it by itself',
      ).conflicts(['createKey', 'listKeys', 'revokeKey']),
    )
    .option('--dry-run', 'with --collect: only say what would be deleted')
    .option('--json', 'print JSON')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((options: ServerOptions) => finish(runServer(options, context)))
}

async function runServer(options: ServerOptions, context: CommandContext): Promise<ExitCode> {
  const dir = resolve(context.cwd, options.data)
  const asJson = options.json === true
  if (options.createKey !== undefined)
    return createAndPrintKey(dir, { name: options.createKey, asJson }, context)
  if (options.listKeys === true) return printKeys(dir, { asJson }, context)
  if (options.revokeKey !== undefined) return revokeAndPrint(dir, { id: options.revokeKey, asJson }, context)
  if (options.dryRun === true && options.collect !== true)
    throw new CliError('CLI_USAGE', 'Cannot do a dry run: --dry-run needs --collect')
  if (options.collect === true)
    return collectAndPrint(dir, { isDryRun: options.dryRun === true, asJson }, context)
  return serve(dir, options, context)
}

async function serve(dir: string, options: ServerOptions, context: CommandContext): Promise<ExitCode> {
  const { out } = context
  const server = await start(
    {
      mode: 'server',
      dir,
      host: options.host,
      // A server that quietly moves to another port is one that its clients do not find.
      port: options.port === undefined ? USUAL_PORT : parsePort(options.port),
      requireKey: options.requireKey === true,
      allowedHosts: options.allowHost ?? [],
      ...(options.alertWebhook === undefined ? {} : { alertWebhook: options.alertWebhook }),
      ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    },
    context,
  )
  const stopped = whenStopped(context)
  if (options.json === true) {
    announceJson(server, dir, context)
  } else {
    announce(server, `Kymo serves ${printable(showPath(dir, context))}`, context)
    if (server.firstKey !== undefined) {
      out.write(`On each machine that trains: kymo login --base-url http://HOST:${server.port}\n`)
    }
  }
  return serveUntilStopped({ server, stopped }, context)
}
