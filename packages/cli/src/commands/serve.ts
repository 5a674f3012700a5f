import type { RunningServer, StartServerOptions } from '@kymo/server'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import type { CommandContext } from './context.ts'

/** Loaded late: the commands that only read files start faster without a server and its index. */
export async function start(options: StartServerOptions, { err }: CommandContext): Promise<RunningServer> {
  const server = await import('@kymo/server')
  const onWarning = (line: string): void => err.write(`${err.style.yellow('warning:')} ${printable(line)}\n`)
  return server.startServer({ ...options, onWarning })
}

/** Where to find the server, and its first key if it has just been made: for people. */
export function announce(server: RunningServer, what: string, { out, err }: CommandContext): void {
  const { style } = out
  out.write(`${what} at ${style.bold(style.cyan(server.url))}\n`)
  if (server.firstKey !== undefined) {
    out.write(`\nThe first API key, shown only now:\n\n  ${style.bold(server.firstKey.key)}\n\n`)
  }
  if (err.isTty) err.write(`${err.style.dim('Ctrl-C ends it.')}\n`)
}

/** The same for programs: one line. */
export function announceJson(server: RunningServer, dir: string, { out }: CommandContext): void {
  const { url, port, firstKey } = server
  out.write(`${toJson({ url, port, dir, ...(firstKey === undefined ? {} : { firstKey: firstKey.key }) })}\n`)
}

/** Resolves after a stop signal. Call it before the address is printed: whoever reads that may send the signal at once. */
export function whenStopped(context: CommandContext): Promise<void> {
  return new Promise((resolve) => {
    context.onStopSignal(() => resolve())
  })
}

interface Serving {
  readonly server: RunningServer
  readonly stopped: Promise<void>
}

/** Resolves after a stop signal, when the server is closed. */
export async function serveUntilStopped(
  { server, stopped }: Serving,
  context: CommandContext,
): Promise<ExitCode> {
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
