import { resolve } from 'node:path'
import { createKey, listKeys, revokeKey } from '@kymo/server'
import { Option, type Command } from 'commander'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatTime } from '../output/quantities.ts'
import { formatTable, type Column } from '../output/table.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { showPath } from './find-runs.ts'
import { parsePort, serveUntilStopped, start } from './serve.ts'

interface ServerOptions extends CommonOptions {
  readonly data: string
  readonly host: string
  readonly port?: string
  readonly requireKey?: boolean
  readonly createKey?: string
  readonly listKeys?: boolean
  readonly revokeKey?: string
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
    .description('receive runs over HTTP and show them')
    .option('--data <dir>', 'folder of the server', './kymo-data')
    .option('--host <host>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes any free one (default: 8765)')
    .option('--require-key', 'want an API key on this machine too')
    .addOption(
      new Option('--create-key <name>', 'make an API key, print it, and end').conflicts([
        'listKeys',
        'revokeKey',
      ]),
    )
    .addOption(new Option('--list-keys', 'list the API keys, and end').conflicts('revokeKey'))
    .option('--revoke-key <id>', 'end an API key')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action((options: ServerOptions) => finish(runServer(options, context)))
}

async function runServer(options: ServerOptions, context: CommandContext): Promise<ExitCode> {
  const dir = resolve(context.cwd, options.data)
  if (options.createKey !== undefined) return printNewKey(dir, options.createKey, options, context)
  if (options.listKeys === true) return printKeys(dir, options, context)
  if (options.revokeKey !== undefined) return endKey(dir, options.revokeKey, options, context)
  return serve(dir, options, context)
}

async function serve(dir: string, options: ServerOptions, context: CommandContext): Promise<ExitCode> {
  const { out, err } = context
  const port = options.port === undefined ? {} : { port: parsePort(options.port) }
  const requireKey = options.requireKey === true ? { requireKey: true } : {}
  const server = await start({ mode: 'server', dir, host: options.host, ...port, ...requireKey })
  const { url, firstKey } = server
  if (options.json === true) {
    out.write(`${toJson({ url, port: server.port, dir, ...(firstKey === undefined ? {} : { firstKey }) })}\n`)
    return serveUntilStopped(server, context)
  }
  out.write(`Kymo serves ${printable(showPath(dir, context))} at ${out.style.bold(out.style.cyan(url))}\n`)
  if (firstKey !== undefined) {
    out.write(`\nThe first API key, shown only now:\n\n  ${out.style.bold(firstKey)}\n\n`)
    out.write(`On each machine that trains: kymo login --base-url ${url}\n`)
  }
  if (err.isTty) err.write(err.style.dim('Ctrl-C ends it.\n'))
  return serveUntilStopped(server, context)
}

/** On standard output nothing but the key, so that it can be piped into a secret store. */
async function printNewKey(
  dir: string,
  name: string,
  options: ServerOptions,
  { out, err }: CommandContext,
): Promise<ExitCode> {
  const { key, ...info } = createKey(dir, name)
  if (options.json === true) {
    out.write(`${toJson({ ...info, key })}\n`)
    return EXIT.ok
  }
  err.write(`The key '${printable(info.name)}' (id ${info.id}), shown only now:\n`)
  out.write(`${key}\n`)
  return EXIT.ok
}

const KEY_COLUMNS: readonly Column[] = [
  { header: 'ID' },
  { header: 'NAME', minWidth: 8 },
  { header: 'ENDS WITH' },
  { header: 'CREATED' },
]

async function printKeys(
  dir: string,
  options: ServerOptions,
  { out, err }: CommandContext,
): Promise<ExitCode> {
  const keys = listKeys(dir)
  if (options.json === true) {
    out.write(`${toJson({ keys }, 2)}\n`)
    return EXIT.ok
  }
  if (keys.length === 0) {
    err.write('No keys. Make one with: kymo server --create-key NAME\n')
    return EXIT.ok
  }
  const rows = keys.map(({ id, name, lastFour, createdMs }) => [
    { text: id },
    { text: printable(name) },
    { text: `…${lastFour}` },
    { text: formatTime(createdMs) },
  ])
  for (const line of formatTable(KEY_COLUMNS, rows, out)) out.write(`${line}\n`)
  return EXIT.ok
}

async function endKey(
  dir: string,
  id: string,
  options: ServerOptions,
  { out }: CommandContext,
): Promise<ExitCode> {
  if (!revokeKey(dir, id)) {
    throw new CliError('KEY_NOT_FOUND', `Cannot revoke the key '${id}': there is no key with that id`, [
      'Run: kymo server --list-keys',
    ])
  }
  out.write(
    options.json === true
      ? `${toJson({ revoked: id })}\n`
      : `Revoked the key ${printable(id)}. A running server follows within a second.\n`,
  )
  return EXIT.ok
}
