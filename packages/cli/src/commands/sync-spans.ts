import { basename } from 'node:path'
import { syncRunSpans, type SyncSpansReport } from '@kymo/core/sync'
import { parseRunFolderName } from '@kymo/protocol'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatPlural } from '../output/quantities.ts'
import { reportError, toErrorReport, type ErrorReport } from '../output/report-error.ts'
import type { CommandContext } from './context.ts'
import { findSpanFolders } from './find-span-folders.ts'

export interface SyncSpansRequest {
  /** Names and addresses, separated by commas. */
  readonly otlp: string
  readonly fromStart: boolean
  readonly asJson: boolean
  readonly context: CommandContext
  readonly signal: AbortSignal
}

interface SpansOutcome {
  readonly path: string
  readonly backends: readonly SyncSpansReport[]
  readonly error?: ErrorReport
}

/** `kymo sync --otlp`: sends the spans of runs to other backends than ours, one run after the other. */
export async function syncSpans(paths: readonly string[], request: SyncSpansRequest): Promise<ExitCode> {
  const { context, asJson, signal } = request
  const folders = await findSpanFolders(paths, context)
  const outcomes: SpansOutcome[] = []
  for (const path of folders) {
    if (signal.aborted) break
    const outcome = await sendOne(path, request)
    // What is missing is missing for every run.
    if (isUnusable(outcome)) throw new CliError('CLI_USAGE', outcome.error?.message ?? '', USAGE)
    outcomes.push(outcome)
    if (!asJson) print(outcome, context)
  }
  finish(outcomes, request)
  if (signal.aborted) return EXIT.interrupted
  return outcomes.every(isComplete) ? EXIT.ok : EXIT.incomplete
}

const USAGE = [
  'Name collector, jaeger, langfuse, langsmith, mlflow, phoenix or weave, or an http address',
  'Set the variables that the backend needs: see docs/guides/otlp.md',
]

async function sendOne(
  path: string,
  { otlp, fromStart, context, signal, asJson }: SyncSpansRequest,
): Promise<SpansOutcome> {
  const choices = otlp
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  try {
    const backends = await syncRunSpans(path, {
      otlp: choices,
      env: context.env,
      fromStart,
      signal,
      onWarning: ({ message }) => {
        if (!asJson) context.err.write(`${context.err.style.yellow('warning:')} ${printable(message)}\n`)
      },
    })
    return { path, backends }
  } catch (error) {
    return { path, backends: [], error: toErrorReport(error) }
  }
}

function isUnusable({ error }: SpansOutcome): boolean {
  return error?.code === 'SYNC_TARGET_MISSING' || error?.code === 'SETTING_INVALID'
}

function isComplete({ backends, error }: SpansOutcome): boolean {
  return error === undefined && backends.every(({ complete }) => complete)
}

function print({ path, backends, error }: SpansOutcome, { out, err }: CommandContext): void {
  if (error !== undefined) reportError(error, err, false)
  const id = printable(parseRunFolderName(basename(path))?.id ?? basename(path))
  for (const { target, backend, sentCount, refusedCount, complete, reason } of backends) {
    const where = `${backend} ${out.style.cyan(printable(target))}`
    const refused = refusedCount === 0 ? '' : `, ${refusedCount} refused`
    if (complete && sentCount + refusedCount > 0)
      out.write(`${out.style.green('✓')} ${id}  ${formatPlural(sentCount, 'span')}${refused}  ${where}\n`)
    if (!complete)
      err.write(`${err.style.red('error:')} ${printable(reason ?? `Not all spans of ${id} are sent`)}\n`)
  }
}

function finish(outcomes: readonly SpansOutcome[], { asJson, context }: SyncSpansRequest): void {
  const { out, err } = context
  if (asJson) {
    out.write(`${toJson({ runs: outcomes }, 2)}\n`)
    return
  }
  const sum = (count: (report: SyncSpansReport) => number): number =>
    outcomes.flatMap(({ backends }) => backends).reduce((total, report) => total + count(report), 0)
  const sentCount = sum((report) => report.sentCount)
  if (outcomes.length === 0) out.write('Nothing to send: no run has spans\n')
  else if (sentCount === 0 && outcomes.every(isComplete))
    out.write('Nothing to send: all spans are there already\n')
  else out.write(`Sent ${formatPlural(sentCount, 'span')} of ${formatPlural(outcomes.length, 'run')}\n`)
  if (!outcomes.every(isComplete)) err.write('To continue, run the same command again.\n')
}
