import type { ApiRun, ConsoleText } from '@kymo/core'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import type { ExitCode } from '../../exit-codes.ts'
import { consoleText } from '../../output/console-text.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext } from '../context.ts'
import { LineJoiner, type ConsoleLine } from './console-lines.ts'
import { timeOfDay } from './format-row.ts'
import { parseCount } from './parse-count.ts'
import { addReadOptions, type ReadOptions } from './read-options.ts'
import { selectRun } from './select-run.ts'
import { untilStopped } from './until-stopped.ts'

interface LogsOptions extends ReadOptions {
  readonly follow?: boolean
  readonly lines?: string
  readonly stream?: string
  readonly writer?: string
  readonly timestamps?: boolean
  /** False with --no-color. */
  readonly color: boolean
}

const MAX_LINES = 1_000_000

const HELP = `
Prints what the program of RUN printed, standard output and standard error together in order of time. Progress bars show
their last state. Colours are kept on a terminal; other escape sequences are left out. In a run of several writers each
line begins with the writer's label.

Examples:
  kymo logs k3v9x2ab
  kymo logs k3v9x2ab --follow
  kymo logs k3v9x2ab --stream stderr -n 50
  kymo logs k3v9x2ab --json | jq -r .text`

export function addLogs(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  const command = program
    .command('logs')
    .description('Print what the program of a run printed')
    .argument('<run>', 'id, name or path of a run')
    .option('-f, --follow', 'go on until the run ends, or Ctrl-C')
    .option('-n, --lines <count>', 'only so many of the last lines (default: all)')
    .option('--stream <stream>', 'stdout or stderr alone')
    .option('--writer <label>', 'this writer alone')
    .option('--timestamps', 'put the time before each line')
    .option('--no-color', 'leave colours out')
  addReadOptions(command)
    .option('--json', 'print one JSON object per line')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((run: string, options: LogsOptions) => finish(printLogs(run, options, context)))
}

async function printLogs(wanted: string, options: LogsOptions, context: CommandContext): Promise<ExitCode> {
  const last = parseCount('--lines', options.lines, { min: 0, max: MAX_LINES })
  const { stream } = options
  if (stream !== undefined && stream !== 'stdout' && stream !== 'stderr')
    throw new CliError('CLI_USAGE', `Cannot print the stream '${stream}': it must be stdout or stderr`)
  const run = await selectRun(wanted, options, context)
  return untilStopped(context, async (signal) => {
    let lineCount = 0
    for await (const line of linesOf(run, { options, last, signal })) {
      lineCount++
      if (!(await context.data.write(`${formatLine(line, options, context)}\n`))) return
    }
    if (lineCount === 0 && !signal.aborted && context.err.isTty)
      context.err.write('Nothing was printed, or it was not kept (the setting console)\n')
  })
}

interface LinesQuery {
  readonly options: LogsOptions
  readonly last: number | undefined
  readonly signal: AbortSignal
}

async function* linesOf(run: ApiRun, { options, last, signal }: LinesQuery): AsyncGenerator<ConsoleLine> {
  const isFollowing = options.follow === true
  const lines = new ChosenLines(options)
  if (last === undefined) {
    yield* lines.read(isFollowing ? run.followConsole({ signal }) : run.console())
    yield* lines.end()
    return
  }
  const kept: ConsoleLine[] = []
  for await (const line of lines.read(run.console())) {
    kept.push(line)
    if (kept.length > 2 * last) kept.splice(0, kept.length - last)
  }
  if (!isFollowing) kept.push(...lines.end())
  yield* kept.slice(Math.max(0, kept.length - last))
  if (!isFollowing) return
  yield* lines.read(skipSeen(run.followConsole({ signal }), lines.seenCounts))
  yield* lines.end()
}

/** Leaves out what was read before: pieces of one writer always come in the same order. */
async function* skipSeen(
  texts: AsyncIterable<ConsoleText>,
  seenCounts: ReadonlyMap<string, number>,
): AsyncGenerator<ConsoleText> {
  const left = new Map(seenCounts)
  for await (const text of texts) {
    const count = left.get(text.writer) ?? 0
    if (count === 0) yield text
    else left.set(text.writer, count - 1)
  }
}

/** The lines of the streams and writers that were asked for, out of pieces of output. */
class ChosenLines {
  readonly #joiner = new LineJoiner()
  readonly #options: LogsOptions
  /** Pieces of each writer so far. */
  readonly seenCounts = new Map<string, number>()

  constructor(options: LogsOptions) {
    this.#options = options
  }

  async *read(texts: AsyncIterable<ConsoleText>): AsyncGenerator<ConsoleLine> {
    const { stream, writer } = this.#options
    for await (const piece of texts) {
      this.seenCounts.set(piece.writer, (this.seenCounts.get(piece.writer) ?? 0) + 1)
      const isChosen =
        (stream === undefined || piece.stream === stream) && (writer === undefined || piece.writer === writer)
      if (isChosen) yield* this.#joiner.add(piece)
    }
  }

  end(): ConsoleLine[] {
    return this.#joiner.end()
  }
}

function formatLine(line: ConsoleLine, options: LogsOptions, { out }: CommandContext): string {
  if (options.json === true) return toJson(line)
  const { style } = out
  // Colours are wanted where ours are.
  const hasColor = options.color && style.bold('x') !== 'x'
  const dim = hasColor ? style.dim : (text: string): string => text
  const time = options.timestamps === true ? `${dim(timeOfDay(line.timeMs))} ` : ''
  const writer = line.writer === '' ? '' : `${dim(`[${printable(line.writer)}]`)} `
  return `${time}${writer}${consoleText(line.text, { hasColor })}`
}
