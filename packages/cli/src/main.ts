import { Command, CommanderError } from 'commander'
import { addArtifact } from './commands/artifact/artifact.ts'
import type { CommandContext } from './commands/context.ts'
import { addDoctor } from './commands/doctor/doctor.ts'
import { addExport } from './commands/export/export.ts'
import { addGc } from './commands/gc/gc.ts'
import { addLogin } from './commands/login.ts'
import { addLs } from './commands/ls.ts'
import { addLogs } from './commands/read/logs.ts'
import { addTail } from './commands/read/tail.ts'
import { addServer } from './commands/server.ts'
import { addShow } from './commands/show.ts'
import { addSync } from './commands/sync.ts'
import { addVerify } from './commands/verify/verify.ts'
import { addUi } from './commands/ui.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { reportError, toErrorReport, type ErrorReport } from './output/report-error.ts'
import { createProcessContext } from './process-context.ts'

/** Runs the command line of this process and sets its exit code. */
export async function runProcess(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), createProcessContext())
}

/**
 * Runs one command line. Never throws: a failure is reported and becomes the exit code.
 * @param args without the program's name
 */
export async function main(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.ok
  const finish = async (command: Promise<ExitCode>): Promise<void> => {
    exitCode = await command
  }
  const program = createProgram(context)
  for (const add of [
    addUi,
    addSync,
    addLs,
    addShow,
    addTail,
    addLogs,
    addExport,
    addArtifact,
    addVerify,
    addGc,
    addDoctor,
    addLogin,
    addServer,
  ])
    add(program, context, finish)
  if (args.length === 0) {
    program.outputHelp()
    return EXIT.ok
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok
    const report =
      error instanceof CommanderError ? toUsageReport(error, program, args) : toErrorReport(error)
    reportError(report, context.err, args.includes('--json'))
    if (context.env['KYMO_DEBUG'] && error instanceof Error) context.err.write(`${error.stack ?? ''}\n`)
    return report.exitCode
  }
}

function createProgram(context: CommandContext): Command {
  const { out, err } = context
  return new Command('kymo')
    .description('Experiment tracking that stays on your disk first: look at runs, ship them, serve them.')
    .version(context.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      styleTitle: (text) => out.style.bold(text),
      styleCommandText: (text) => out.style.cyan(text),
      styleSubcommandText: (text) => out.style.cyan(text),
      styleOptionText: (text) => out.style.cyan(text),
      styleArgumentText: (text) => out.style.cyan(text),
    })
    .configureOutput({
      writeOut: (text) => out.write(text),
      writeErr: (text) => err.write(text),
      getOutHelpWidth: () => out.columns ?? 100,
      getOutHasColors: () => true,
      // Reported once, in our own form, by main().
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText('after', '\nkymo COMMAND --help tells more about one command. Every command takes --json.')
}

/** `error: unknown option '--folow'\n(Did you mean --follow?)` as message and remedies. */
function toUsageReport(error: CommanderError, program: Command, args: readonly string[]): ErrorReport {
  const text = error.message === '(outputHelp)' ? 'which command of it?' : error.message
  const [reason = '', hint = ''] = text.replace(/^error: /, '').split('\n')
  const command = program.commands.find((candidate) => args.includes(candidate.name()))
  const help = command === undefined ? 'kymo --help' : `kymo ${command.name()} --help`
  const remedies = [hint.replace(/^\(|\)$/g, ''), `Run: ${help}`].filter((line) => line !== '')
  return {
    code: 'CLI_USAGE',
    message: `Cannot read the command line: ${reason}`,
    remedies,
    exitCode: EXIT.usage,
  }
}
