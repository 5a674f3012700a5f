import type { ServerInfo } from '@kymo/protocol'
import type { Command } from 'commander'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { Progress } from '../output/progress.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions, StopSignal } from './context.ts'
import { askHeld } from './ask-held.ts'
import { probeServer } from './probe-server.ts'
import { sendSources } from './send-sources.ts'
import { SyncPrinter } from './sync-printer.ts'
import { syncExitCode, type SyncOutcome } from './sync-outcome.ts'
import { findSyncSources } from './sync-sources.ts'
import { syncSpans } from './sync-spans.ts'
import { chooseSyncTarget, type SyncTarget } from './sync-target.ts'

interface SyncCommandOptions extends CommonOptions {
  readonly all?: boolean
  readonly follow?: boolean
  readonly baseUrl?: string
  readonly entity?: string
  readonly project?: string
  readonly otlp?: string
}

const HELP = `
PATHS are run folders, logs, or folders that hold runs; without any, ./kymo. What the server has is not sent again, and
a sync that was killed continues where it was: run it as often as you like. One run that fails does not stop the others.
A run that was deleted on the server is not sent again without --all.

Examples:
  kymo sync
  kymo sync ./kymo/offline-run-20261123_101500-k3v9x2ab --base-url http://trainer:8765
  kymo sync --otlp langfuse              spans only, to another backend (docs/guides/otlp.md)
  kymo sync --follow                     send runs while they are being written, until Ctrl-C`

export function addSync(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('sync')
    .description('Send runs to a Kymo server')
    .argument('[paths...]', 'run folders, or folders that hold runs')
    .option('--all', 'send what the server lacks of every run, also of those that were deleted there')
    .option('--follow', 'keep sending runs that are still being written, and new ones')
    .option('--base-url <url>', 'address of the server (default: of kymo login, or KYMO_BASE_URL)')
    .option('--entity <name>', "user or team to send to (default: the run's own)")
    .option('--project <name>', "project to send to (default: the run's own)")
    .option(
      '--otlp <where>',
      'send only spans, by OTLP: collector, jaeger, langfuse, langsmith, mlflow, phoenix, weave, an address, or several with commas',
    )
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((paths: string[], options: SyncCommandOptions) => finish(syncRuns(paths, options, context)))
}

async function syncRuns(
  paths: readonly string[],
  options: SyncCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (options.otlp !== undefined) return syncByOtlp(paths, { ...options, otlp: options.otlp }, context)
  const { target, warnings } = chooseSyncTarget(options)
  const server = await askServer(target)
  const dataId = server.info?.dataId
  const access = { apiKey: undefined, ...target }
  const sources = await findSyncSources(paths, {
    target,
    isAll: options.all === true,
    dataId,
    askHeld: async (logs) => (server.info === undefined ? undefined : askHeld(access, logs)),
    context,
  })
  const isFollowing = options.follow === true
  const progress = new Progress({ screen: context.err, nowMs: context.nowMs })
  const printer = new SyncPrinter({
    context,
    baseUrl: target.baseUrl,
    asJson: options.json === true,
    beforePrint: () => progress.clear(),
  })
  for (const warning of warnings) printer.warn(warning)
  if (server.problem !== undefined && (sources.folders.length > 0 || isFollowing)) throw server.problem
  const stop = watchForStop(context)
  try {
    const request = { target, isFollowing, progress, printer, signal: stop.signal }
    const outcomes = await sendSources(sources, request)
    printer.finish({ outcomes, settled: sources.settled, stoppedBy: stop.reason() })
    return exitCodeOf(outcomes, stop.reason())
  } finally {
    stop.release()
  }
}

async function syncByOtlp(
  paths: readonly string[],
  options: SyncCommandOptions & { readonly otlp: string },
  context: CommandContext,
): Promise<ExitCode> {
  if (options.follow === true) {
    throw new CliError('CLI_USAGE', 'Cannot sync with --otlp and --follow at once', [
      'Set KYMO_OTLP for the program itself: it then sends its spans while it runs',
    ])
  }
  const stop = watchForStop(context)
  try {
    const code = await syncSpans(paths, {
      otlp: options.otlp,
      fromStart: options.all === true,
      asJson: options.json === true,
      context,
      signal: stop.signal,
    })
    return stop.reason() === 'SIGTERM' ? EXIT.terminated : code
  } finally {
    stop.release()
  }
}

/** Where there is nothing to send, it does not matter that the server is away. */
async function askServer(target: SyncTarget): Promise<{ info?: ServerInfo; problem?: Error }> {
  try {
    return { info: await probeServer({ apiKey: undefined, ...target }) }
  } catch (error) {
    return { problem: error as Error }
  }
}

function exitCodeOf(outcomes: readonly SyncOutcome[], stoppedBy: StopSignal | undefined): ExitCode {
  if (stoppedBy === 'SIGINT') return EXIT.interrupted
  return stoppedBy === 'SIGTERM' ? EXIT.terminated : syncExitCode(outcomes)
}

interface StopWatch {
  readonly signal: AbortSignal
  reason(): StopSignal | undefined
  release(): void
}

function watchForStop(context: CommandContext): StopWatch {
  const controller = new AbortController()
  let stoppedBy: StopSignal | undefined
  const release = context.onStopSignal((signal) => {
    stoppedBy = signal
    controller.abort()
  })
  return { signal: controller.signal, reason: () => stoppedBy, release }
}
