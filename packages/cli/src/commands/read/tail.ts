import type { ApiRun, HistoryRow } from '@kymo/core'
import type { Command } from 'commander'
import type { ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext } from '../context.ts'
import { stateStyle } from '../run-state.ts'
import { formatRow } from './format-row.ts'
import { parseCount } from './parse-count.ts'
import { addReadOptions, type ReadOptions } from './read-options.ts'
import { selectRun } from './select-run.ts'
import { untilStopped } from './until-stopped.ts'

interface TailOptions extends ReadOptions {
  readonly lines?: string
  readonly keys?: readonly string[]
  readonly follow: boolean
}

const DEFAULT_ROWS = 10
const MAX_ROWS = 1_000_000

const HELP = `
Prints the last rows of RUN and then every new one, until the run ends or Ctrl-C. Of a folder the rows come as they are
written, within a fifth of a second; of a server a step comes when it is complete, within two seconds.

Examples:
  kymo tail k3v9x2ab
  kymo tail k3v9x2ab --keys loss,accuracy -n 100
  kymo tail k3v9x2ab --json | jq -r '[._step, .loss] | @tsv'
  kymo tail team/digits/k3v9x2ab --server`

export function addTail(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  const command = program
    .command('tail')
    .description('Follow the metrics of a run while it is being written')
    .argument('<run>', 'id, name or path of a run')
    .option('-n, --lines <count>', 'so many of the rows that are there already (default: 10)')
    .option('--keys <names>', 'only these, separated by commas', collect)
    .option('--no-follow', 'print what is there, and end')
  addReadOptions(command)
    .option('--json', 'print one JSON object per row')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((run: string, options: TailOptions) => finish(tailRun(run, options, context)))
}

function collect(text: string, known: readonly string[] | undefined): string[] {
  return [...(known ?? []), ...text.split(',').map((name) => name.trim())].filter((name) => name !== '')
}

async function tailRun(wanted: string, options: TailOptions, context: CommandContext): Promise<ExitCode> {
  const last = parseCount('--lines', options.lines, { min: 0, max: MAX_ROWS }) ?? DEFAULT_ROWS
  const run = await selectRun(wanted, options, context)
  const { data, err } = context
  return untilStopped(context, async (signal) => {
    let rowCount = 0
    for await (const row of rowsOf(run, { options, last, signal })) {
      rowCount++
      const line = options.json === true ? toJson(row) : formatRow(row, context.out)
      if (!(await data.write(`${line}\n`))) return
    }
    if (signal.aborted || !err.isTty) return
    const { state } = await run.refresh()
    const what = rowCount === 0 ? 'No rows. ' : ''
    err.write(`${what}${printable(run.name)} is ${stateStyle(state, err.style)(state)}\n`)
  })
}

async function* rowsOf(
  run: ApiRun,
  {
    options,
    last,
    signal,
  }: { readonly options: TailOptions; readonly last: number; readonly signal: AbortSignal },
): AsyncGenerator<HistoryRow> {
  const query = options.keys === undefined ? {} : { keys: options.keys }
  if (options.follow) {
    yield* run.followHistory({ ...query, last, signal })
    return
  }
  const rows: HistoryRow[] = []
  for await (const row of run.history(query)) {
    rows.push(row)
    if (rows.length > 2 * last) rows.splice(0, rows.length - last)
    if (signal.aborted) return
  }
  yield* rows.slice(Math.max(0, rows.length - last))
}
