import { startServer, type StartServerOptions } from '@kymo/server'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { CommandContext } from './context.ts'

type RunningServer = Awaited<ReturnType<typeof startServer>>

/** `kymo ui` tries so many ports after the usual one: a second one beside the first is normal. */
const NEXT_PORT_COUNT = 20

export interface ServeOptions extends StartServerOptions {
  readonly port: number
  /** When the port is taken, take one of the next ones. */
  readonly mayMove: boolean
}

/** @throws {CliError} SERVER_START_FAILED */
export async function startOnFreePort({ mayMove, ...options }: ServeOptions): Promise<RunningServer> {
  const lastPort = options.port + (mayMove ? NEXT_PORT_COUNT : 0)
  for (let port = options.port; ; port++) {
    try {
      return await startServer({ ...options, port })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EADDRINUSE' && port < lastPort) continue
      throw toStartFailure(error, { host: options.host ?? '127.0.0.1', port })
    }
  }
}

/** Resolves after a stop signal, when the server is closed. */
export async function serveUntilStopped(server: RunningServer, context: CommandContext): Promise<ExitCode> {
  const stopped = new Promise<void>((resolve) => {
    context.onStopSignal(() => resolve())
  })
  await stopped
  if (context.err.isTty) context.err.write('\nStopping …\n')
  await server.close()
  return EXIT.ok
}

/** @throws {CliError} CLI_USAGE */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new CliError(
    'CLI_USAGE',
    `Cannot use the port '${text}': it must be a whole number from 0 to 65535`,
    ['Port 0 takes any free one'],
  )
}

const START_FAILURES: ReadonlyMap<string, { readonly reason: string; readonly remedy: string }> = new Map([
  [
    'EADDRINUSE',
    {
      reason: 'another program listens there',
      remedy: 'Choose another port with --port, or 0 for any free one',
    },
  ],
  ['EACCES', { reason: 'this user may not use that port', remedy: 'Choose a port above 1023 with --port' }],
  [
    'EADDRNOTAVAIL',
    {
      reason: 'this machine has no such address',
      remedy: 'Use --host 127.0.0.1, or 0.0.0.0 for all addresses',
    },
  ],
  [
    'ENOTFOUND',
    { reason: 'there is no host of that name', remedy: 'Use --host 127.0.0.1, or 0.0.0.0 for all addresses' },
  ],
])

function toStartFailure(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const known = START_FAILURES.get(String((error as NodeJS.ErrnoException).code))
  if (known === undefined) return error
  return new CliError('SERVER_START_FAILED', `Cannot listen on ${host}:${port}: ${known.reason}`, [
    known.remedy,
  ])
}
