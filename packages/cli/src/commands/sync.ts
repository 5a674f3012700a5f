import { basename } from 'node:path'
import { syncRunFolder } from '@kymo/core/sync'
import { parseRunFolderName } from '@kymo/protocol'
import type { Command } from 'commander'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { printable } from '../output/printable.ts'
import { Progress } from '../output/progress.ts'
import type { CommandContext, CommonOptions, StopSignal } from './context.ts'
import { probeServer } from './probe-server.ts'
import { sendAll } from './run-queue.ts'
import { SyncPrinter } from './sync-printer.ts'
import { SyncTotals } from './sync-progress.ts'
import { syncExitCode, toFailure, toOutcome, type SyncOutcome } from './sync-outcome.ts'
import { findSyncSources, type SyncSources } from './sync-sources.ts'
import { chooseSyncTarget, type SyncTarget } from './sync-target.ts'

interface SyncCommandOptions extends CommonOptions {
  readonly all?: boolean
  readonly follow?: boolean
  readonly baseUrl?: string
  readonly entity?: string
  readonly project?: string
}

/** Enough to hide the round trips of many small runs; a large run fills the line alone. */
const MAX_ACTIVE = 4
/** A followed run occupies its place until it ends. */
const MAX_FOLLOWED = 64
const LOOK_AGAIN_MS = 2000

const HELP = `
PATHS are run folders, logs, or folders that hold runs; without any, ./kymo. What the server has is not sent again, and
a sync that was killed continues where it was: run it as often as you like. One run that fails does not stop the others.

Examples:
  kymo sync
  kymo sync ./kymo/offline-run-20261123_101500-k3v9x2ab --base-url http://trainer:8765
  kymo sync --follow                     send runs while they are being written, until Ctrl-C`

export function addSync(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('sync')
    .description('send runs to a Kymo server')
    .argument('[paths...]', 'run folders, or folders that hold runs')
    .option('--all', 'ask the server about every run, also those that were sent completely before')
    .option('--follow', 'keep sending runs that are still being written, and new ones')
    .option('--base-url <url>', 'address of the server (default: of kymo login, or KYMO_BASE_URL)')
    .option('--entity <name>', "user or team to send to (default: the run's own)")
    .option('--project <name>', "project to send to (default: the run's own)")
    .option('--json', 'print one JSON object at the end')
    .addHelpText('after', HELP)
    .action((paths: string[], options: SyncCommandOptions) => finish(syncRuns(paths, options, context)))
}

async function syncRuns(
  paths: readonly string[],
  options: SyncCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const target = chooseSyncTarget(options)
  const sources = await findSyncSources(paths, { target, isAll: options.all === true, context })
  const printer = new SyncPrinter({ context, baseUrl: target.baseUrl, asJson: options.json === true })
  if (sources.folders.length > 0 || options.follow === true)
    await probeServer({ apiKey: undefined, ...target })
  const stop = watchForStop(context)
  try {
    const outcomes = await sendSources(sources, { target, options, context, printer, signal: stop.signal })
    printer.finish({ outcomes, completeCount: sources.completeCount, stoppedBy: stop.reason() })
    return exitCodeOf(outcomes, stop.reason())
  } finally {
    stop.release()
  }
}

function exitCodeOf(outcomes: readonly SyncOutcome[], stoppedBy: StopSignal | undefined): ExitCode {
  if (stoppedBy === 'SIGINT') return EXIT.interrupted
  return stoppedBy === 'SIGTERM' ? EXIT.terminated : syncExitCode(outcomes)
}

interface SendRequest {
  readonly target: SyncTarget
  readonly options: SyncCommandOptions
  readonly context: CommandContext
  readonly printer: SyncPrinter
  readonly signal: AbortSignal
}

async function sendSources(sources: SyncSources, request: SendRequest): Promise<SyncOutcome[]> {
  const { options, context, printer, signal } = request
  const outcomes: SyncOutcome[] = [...sources.failures]
  for (const failure of sources.failures) printer.report(failure)
  const progress = new Progress({ screen: context.err, nowMs: context.nowMs })
  const totals = new SyncTotals(progress)
  const isFollowing = options.follow === true
  await sendAll({
    discover: async () => {
      const folders = await sources.look()
      for (const { path, stamp } of folders) totals.expect(path, stamp)
      return folders
    },
    send: (path) => sendOne(path, totals, request),
    onOutcome: (outcome) => {
      outcomes.push(outcome)
      progress.clear()
      printer.report(outcome)
    },
    maxActive: isFollowing ? MAX_FOLLOWED : MAX_ACTIVE,
    ...(isFollowing && sources.canGrow ? { lookAgainMs: LOOK_AGAIN_MS } : {}),
    signal,
  })
  progress.clear()
  return outcomes
}

async function sendOne(
  path: string,
  totals: SyncTotals,
  { target, options, printer, signal }: SendRequest,
): Promise<SyncOutcome> {
  const label = printable(parseRunFolderName(basename(path))?.id ?? basename(path))
  try {
    const report = await syncRunFolder(path, {
      ...target,
      follow: options.follow === true,
      signal,
      onProgress: (progress) => totals.update(path, label, progress),
      onWarning: (warning) => printer.warn(warning.message),
    })
    return toOutcome(path, report, signal.aborted)
  } catch (error) {
    return toFailure(path, error)
  }
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
