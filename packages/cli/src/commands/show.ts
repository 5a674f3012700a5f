import { verifyRunSpans } from '@kymo/core/sync'
import type { Command } from 'commander'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { wrapGuide } from '../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from './context.ts'
import { findRun } from './find-run.ts'
import { showPath } from './find-runs.ts'
import { formatRun } from './format-run.ts'
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
  const found = await findRun(wanted, options.dir, context)
  const runs = await Promise.all(found.map(async (run) => ({ run, spans: await verifyRunSpans(run.path) })))
  if (options.json === true) {
    const facts = runs.map(({ run, spans }) => ({
      ...toRunJson(run),
      ...(spans === undefined ? {} : { spans }),
    }))
    out.write(`${toJson({ runs: facts }, 2)}\n`)
  } else {
    const sections = runs.map(({ run, spans }) =>
      formatRun(run, { screen: out, shownPath: showPath(run.path, context), spans }),
    )
    out.write(`${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`)
  }
  const isDamaged = runs.some(({ run, spans }) => run.damagedBytes + (spans?.damagedBytes ?? 0) > 0)
  return isDamaged ? EXIT.damaged : EXIT.ok
}
