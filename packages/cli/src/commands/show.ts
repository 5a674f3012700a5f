import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { findRunFolders, readRunFolder, type RunFolder } from '@kymo/core/sync'
import type { Command } from 'commander'
import { CliError } from '../errors.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { findRunsDir, showPath } from './find-runs.ts'
import { formatRun } from './format-run.ts'
import { matchRuns, nearestRuns } from './match-runs.ts'
import { toRunJson } from './run-facts.ts'

interface ShowOptions extends CommonOptions {
  readonly dir?: string
}

const HELP = `
RUN is an id, a name, the beginning of an id, the name of a run folder, or a path. A run that was resumed has several
folders; each is shown. Ends with 7 when a log has damaged bytes; an unfinished record at the end of a log is normal
after a kill and not damage.

Examples:
  kymo show k3v9x2ab
  kymo show ./kymo/run-20261123_101500-k3v9x2ab
  kymo show k3v9x2ab --json | jq '.runs[0].summary'`

export function addShow(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('show')
    .description('Show one run: facts, config, summary, and whether its log is intact')
    .argument('<run>', 'id, name or path of a run')
    .option('--dir <dir>', 'folder that holds runs')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((run: string, options: ShowOptions) => finish(showRun(run, options, context)))
}

async function showRun(wanted: string, options: ShowOptions, context: CommandContext): Promise<ExitCode> {
  const { out } = context
  const runs = await findRun(wanted, options, context)
  if (options.json === true) {
    out.write(`${toJson({ runs: runs.map(toRunJson) }, 2)}\n`)
  } else {
    const sections = runs.map((run) =>
      formatRun(run, { screen: out, shownPath: showPath(run.path, context) }),
    )
    out.write(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`)
  }
  return runs.some((run) => run.damagedBytes > 0) ? EXIT.damaged : EXIT.ok
}

/** @returns the folders of one run, oldest first */
async function findRun(wanted: string, options: ShowOptions, context: CommandContext): Promise<RunFolder[]> {
  const path = resolve(context.cwd, wanted)
  // A name like `kymo` may also be a folder that merely holds runs.
  if (looksLikePath(wanted) && existsSync(path)) {
    return readAll(path.endsWith('.wandb') ? [path] : await findRunFolders(path), wanted)
  }
  const folders = await findRunFolders(findRunsDir(options.dir, context))
  const match = matchRuns(wanted, folders)
  if (match.kind === 'one') return readAll(match.folders, wanted)
  if (match.kind === 'several') {
    throw new CliError(
      'RUN_AMBIGUOUS',
      `Cannot tell which run is meant by '${wanted}': ${match.ids.length} ids begin with it`,
      [`Give more of the id: ${match.ids.slice(0, 5).join(', ')}`],
    )
  }
  return findByName(wanted, folders)
}

/** Names are inside the logs, so all of them are read: only when nothing else matches. */
async function findByName(wanted: string, folders: readonly string[]): Promise<RunFolder[]> {
  const runs: RunFolder[] = []
  for (const folder of folders) {
    const run = await readRunFolder(folder).catch(() => undefined)
    if (run !== undefined) runs.push(run)
  }
  const named = runs.filter((run) => run.name === wanted)
  const ids = [...new Set(named.map((run) => run.id))]
  if (ids.length === 1) return named
  if (ids.length > 1) {
    throw new CliError(
      'RUN_AMBIGUOUS',
      `Cannot tell which run is meant by '${wanted}': ${ids.length} runs have that name`,
      [`Give an id: ${ids.slice(0, 5).join(', ')}`],
    )
  }
  const near = nearestRuns(wanted, runs)
  throw new CliError('RUN_NOT_FOUND', `Cannot show '${wanted}': no run has that id or name`, [
    ...(near.length > 0 ? [`Did you mean: ${near.join(', ')}`] : []),
    'Run: kymo ls, to see the runs that are there',
  ])
}

async function readAll(folders: readonly string[], wanted: string): Promise<RunFolder[]> {
  if (folders.length === 0) {
    throw new CliError('RUN_NOT_FOUND', `Cannot show ${wanted}: there is no run folder`, [
      'A run folder holds a file named run-<id>.wandb',
    ])
  }
  const runs: RunFolder[] = []
  for (const folder of folders) runs.push(await readRunFolder(folder))
  return runs.toSorted((a, b) => a.startedMs - b.startedMs)
}

function looksLikePath(text: string): boolean {
  return text.includes('/') || text.includes('\\') || text.endsWith('.wandb') || /^(offline-)?run-/.test(text)
}
