import { findRunFolders, readRunFolder, type RunFolder } from '@kymo/core/sync'
import type { Command } from 'commander'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { Counter } from '../output/counter.ts'
import { formatCount, formatDuration, formatPlural, formatTime } from '../output/quantities.ts'
import { toErrorReport } from '../output/report-error.ts'
import type { Screen } from '../output/screen.ts'
import { formatTable, type Cell, type Column } from '../output/table.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { findRunsDir, showPath } from './find-runs.ts'
import { describeSync, toRunJson } from './run-facts.ts'
import { stateStyle } from './run-state.ts'

const COLUMNS: readonly Column[] = [
  { header: 'ID', minWidth: 8 },
  { header: 'NAME', minWidth: 8 },
  { header: 'PROJECT', minWidth: 8 },
  { header: 'STATE' },
  { header: 'STARTED' },
  { header: 'DURATION', align: 'right' },
  { header: 'ROWS', align: 'right' },
  { header: 'SYNCED' },
]

const HELP = `
DIR is ./kymo, or ./wandb if only that exists. Newest first; one line per folder, so a run that was resumed has several.

Examples:
  kymo ls
  kymo ls --json | jq -r '.runs[] | select(.state == "crashed") | .path'`

export function addLs(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('ls')
    .description('List the runs of a folder')
    .argument('[dir]', 'folder that holds runs')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((dir: string | undefined, options: CommonOptions) => finish(listRuns(dir, options, context)))
}

async function listRuns(
  dir: string | undefined,
  options: CommonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out, err } = context
  const runsDir = findRunsDir(dir, context)
  const { runs, unreadable } = await readRuns(runsDir, context)
  if (options.json === true) {
    out.write(`${toJson({ dir: runsDir, runs: runs.map(toRunJson), unreadable }, 2)}\n`)
    return exitCodeOf(unreadable)
  }
  if (runs.length > 0) {
    for (const line of formatTable(
      COLUMNS,
      runs.map((run) => toCells(run, out)),
      out,
    ))
      out.write(`${line}\n`)
  }
  for (const { message } of unreadable) err.write(`${err.style.yellow('warning:')} ${printable(message)}\n`)
  if (out.isTty || runs.length === 0) err.write(`${summarize(runs, showPath(runsDir, context))}\n`)
  return exitCodeOf(unreadable)
}

interface FoundRuns {
  /** Newest first. */
  readonly runs: readonly RunFolder[]
  readonly unreadable: readonly { readonly path: string; readonly message: string }[]
}

async function readRuns(runsDir: string, context: CommandContext): Promise<FoundRuns> {
  const runs: RunFolder[] = []
  const unreadable: { path: string; message: string }[] = []
  const folders = await findRunFolders(runsDir)
  const counter = new Counter({ screen: context.err, nowMs: context.nowMs, total: folders.length })
  for (const [i, path] of folders.entries()) {
    counter.show(i)
    try {
      runs.push(await readRunFolder(path))
    } catch (error) {
      unreadable.push({ path, message: toErrorReport(error).message })
    }
  }
  counter.clear()
  return { runs: runs.toSorted((a, b) => b.startedMs - a.startedMs || (a.id < b.id ? -1 : 1)), unreadable }
}

function exitCodeOf(unreadable: readonly unknown[]): ExitCode {
  return unreadable.length > 0 ? EXIT.failure : EXIT.ok
}

function summarize(runs: readonly RunFolder[], where: string): string {
  if (runs.length === 0) return `No runs in ${printable(where)}`
  return `${formatPlural(runs.length, 'run')} in ${printable(where)}`
}

function toCells(run: RunFolder, { style }: Screen): Cell[] {
  const sync = describeSync(run)
  return [
    { text: printable(run.id), style: style.bold },
    { text: printable(run.name) },
    { text: printable(run.project) },
    { text: run.state, style: stateStyle(run.state, style) },
    { text: formatTime(run.startedMs) },
    { text: formatDuration(run.durationMs) },
    { text: formatCount(run.rowCount) },
    { text: sync.short, style: sync.isComplete ? style.green : style.dim },
  ]
}
