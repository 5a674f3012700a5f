import type { ApiRun } from '@kymo/core'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatPlural } from '../../output/quantities.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext, StopSignal } from '../context.ts'
import { addReadOptions, choosePlace, openPlace, type ReadOptions } from '../read/read-options.ts'
import { parseCount } from '../read/parse-count.ts'
import { selectRun } from '../read/select-run.ts'
import { historySource, RUN_COLUMNS, runsSource } from './export-sources.ts'
import { openOutput } from './open-output.ts'
import { runExport, type ExportFormat, type ExportOutcome } from './run-export.ts'

interface ExportOptions extends ReadOptions {
  readonly all?: boolean
  readonly runs?: boolean
  readonly format?: string
  readonly output?: string
  readonly keys?: readonly string[]
  readonly samples?: string
  readonly from?: string
  readonly to?: string
  readonly spreadsheet?: boolean
}

const HELP = `
RUNS are ids, names, beginnings of ids, or paths; of a server also entity/project/id. Rows are what was logged at one step,
ascending by step, with _step, _timestamp (Unix seconds), _writer in a run of several writers, and _run when there are
several runs. With --runs it is one row per run, with its facts, config and summary; then without RUNS all runs.

NaN and the infinities: NaN, Infinity and -Infinity in CSV, the same as texts in JSON lines, themselves in Parquet.
Numbers are doubles, steps are int64. A value that is an object or a list is JSON text. CSV is quoted as RFC 4180 says, and
holds texts as they were logged: --spreadsheet marks those that a spreadsheet would take for a formula.

Examples:
  kymo export k3v9x2ab > metrics.csv
  kymo export k3v9x2ab --keys 'loss,val/*' --format jsonl | head
  kymo export --all --output history.parquet
  kymo export --runs --output runs.csv
  kymo export team/digits/k3v9x2ab --samples 1000 --server http://trainer:8765`

export function addExport(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  const command = program
    .command('export')
    .description('Write history or the table of runs as CSV, JSON lines or Parquet')
    .argument('[runs...]', 'ids, names or paths of runs')
    .option('--all', 'all runs')
    .option('--runs', 'one row per run instead of its history')
    .option('--format <format>', 'csv, jsonl or parquet (default: by the name of --output, else csv)')
    .option('-o, --output <file>', 'file to write (default: standard output)')
    .option(
      '--keys <names>',
      'only these, separated by commas; a * at the end stands for anything',
      collectNames,
    )
    .option('--samples <count>', 'at most so many rows of each run, evenly spread (1 to 10,000)')
    .option('--from <step>', 'first step')
    .option('--to <step>', 'step after the last one')
    .option('--spreadsheet', 'in CSV, put an apostrophe before texts that look like formulas')
  addReadOptions(command)
    .option('--json', 'print one JSON object about the file that was written')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((runs: string[], options: ExportOptions) => finish(exportRuns(runs, options, context)))
}

function collectNames(text: string, known: readonly string[] | undefined): string[] {
  return [...(known ?? []), ...text.split(',').map((name) => name.trim())].filter((name) => name !== '')
}

async function exportRuns(
  wanted: readonly string[],
  options: ExportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const format = chooseFormat(options, context)
  // A wrong address is the reason, whatever else is missing.
  if (options.server !== undefined) choosePlace(options, context)
  const samples = parseCount('--samples', options.samples, { min: 1, max: 10_000 })
  const step = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
  const [fromStep, toStep] = [parseCount('--from', options.from, step), parseCount('--to', options.to, step)]
  const runs = await findRuns(wanted, options, context)
  const isTable = options.runs === true
  const source = isTable
    ? runsSource(runs, format !== 'jsonl')
    : historySource(runs, { keys: options.keys ?? [], samples, fromStep, toStep })
  let stoppedBy: StopSignal | undefined
  const release = context.onStopSignal((signal) => void (stoppedBy = signal))
  try {
    const output = await openOutput(options.output, context)
    const outcome = await runExport(
      {
        source,
        format,
        output,
        fixedColumns: isTable ? RUN_COLUMNS : [],
        isForSpreadsheet: options.spreadsheet === true,
        isStopped: () => stoppedBy !== undefined,
      },
      context,
    )
    if (stoppedBy !== undefined) return stoppedBy === 'SIGINT' ? EXIT.interrupted : EXIT.terminated
    report({ outcome, options, format, runCount: runs.length, byteCount: output.byteCount }, context)
    return EXIT.ok
  } finally {
    release()
  }
}

/** @throws {CliError} CLI_USAGE, RUN_NOT_FOUND … */
async function findRuns(
  wanted: readonly string[],
  options: ExportOptions,
  context: CommandContext,
): Promise<ApiRun[]> {
  const isAll = options.all === true || (wanted.length === 0 && options.runs === true)
  if (!isAll && wanted.length === 0)
    throw new CliError('CLI_USAGE', 'Cannot export: which runs?', [
      'Name them, or pass --all',
      'One row per run: kymo export --runs',
    ])
  const found = new Map<string, ApiRun>()
  for (const name of wanted) {
    const run = await selectRun(name, options, context)
    found.set(run.path, run)
  }
  if (!isAll) return [...found.values()]
  const api = openPlace(choosePlace(options, context))
  for (const { entity, project } of await api.projects())
    for await (const run of api.runs(`${entity}/${project}`)) found.set(run.path, run)
  return [...found.values()]
}

const FORMATS: readonly ExportFormat[] = ['csv', 'jsonl', 'parquet']

/** @throws {CliError} CLI_USAGE */
function chooseFormat({ format, output, json }: ExportOptions, { out }: CommandContext): ExportFormat {
  const ending = /\.(csv|jsonl|parquet)$/i.exec(output ?? '')?.[1]?.toLowerCase()
  const chosen = (format ?? ending ?? 'csv') as ExportFormat
  if (!FORMATS.includes(chosen))
    throw new CliError('CLI_USAGE', `Cannot export as '${chosen}': it must be csv, jsonl or parquet`)
  if (output === undefined && json === true)
    throw new CliError('CLI_USAGE', 'Cannot print a table and a JSON object about it to the same place', [
      'Name a file with --output, or leave out --json',
      'Rows as JSON: --format jsonl',
    ])
  if (chosen === 'parquet' && output === undefined && out.isTty)
    throw new CliError('CLI_USAGE', 'Cannot print Parquet to a terminal', ['Name a file with --output'])
  return chosen
}

interface ReportParts {
  readonly outcome: ExportOutcome
  readonly options: ExportOptions
  readonly format: ExportFormat
  readonly runCount: number
  readonly byteCount: number
}

function report(
  { outcome, options, format, runCount, byteCount }: ReportParts,
  context: CommandContext,
): void {
  const { out, err } = context
  const { rowCount, columns, lateColumns } = outcome
  if (lateColumns.length > 0) {
    const names = printable(lateColumns.slice(0, 5).join(', '))
    err.write(
      `${err.style.yellow('warning:')} ${formatPlural(lateColumns.length, 'metric')} appeared meanwhile and are not in it: ${names}\n`,
    )
  }
  if (options.output === undefined) return
  if (options.json === true) {
    const { output } = options
    out.write(`${toJson({ output, format, runCount, rowCount, columns, byteCount }, 2)}\n`)
    return
  }
  const facts = [
    formatPlural(rowCount, 'row'),
    ...(columns === undefined ? [] : [formatPlural(columns.length, 'column')]),
    `of ${formatPlural(runCount, 'run')}`,
  ]
  out.write(
    `${out.style.green('✓')} ${printable(options.output)}: ${facts.join(', ')}, ${formatBytes(byteCount)}\n`,
  )
}
