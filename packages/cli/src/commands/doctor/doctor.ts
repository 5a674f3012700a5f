import {
  describeSettings,
  explainSettings,
  settingsFilePath,
  type ResolvedSettings,
} from '@kymo/core/settings'
import type { Command } from 'commander'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { toErrorReport } from '../../output/report-error.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from '../context.ts'
import { listSettings, runChecks, type Check } from './checks.ts'

const HELP = `
Looks at this machine as a program that calls init() would: settings and where each came from (keys are not shown), the
folder for runs, the disk, the server and its clock, proxies, runs that are not sent, and programs that Kymo asks. It sends
nothing but the question who the server is. Ends with 1 when something must be mended.

Examples:
  kymo doctor
  kymo doctor --json | jq '.checks[] | select(.status == "fail")'`

export function addDoctor(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('doctor')
    .description('Check this machine, the settings and the server')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((options: CommonOptions) => finish(diagnose(options, context)))
}

async function diagnose(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  const { out } = context
  const { resolved, problem } = readSettings()
  const checks = [...(problem === undefined ? [] : [problem]), ...(await runChecks(resolved, context))]
  const secrets = new Set<string>(
    describeSettings()
      .filter(({ isSecret }) => isSecret)
      .map(({ name }) => name),
  )
  const settings = listSettings(resolved, secrets)
  if (options.json === true) {
    out.write(`${toJson({ checks, settings, settingsFile: settingsFilePath() }, 2)}\n`)
  } else {
    for (const check of checks) for (const line of formatCheck(check, context)) out.write(`${line}\n`)
    out.write(`\n${out.style.bold('settings')} ${out.style.dim(`(${printable(settingsFilePath())})`)}\n`)
    if (settings.length === 0) out.write('  all as they are by default\n')
    for (const { name, value, source } of settings) {
      const text = typeof value === 'string' ? printable(value) : toJson(value)
      out.write(`  ${name} = ${text}  ${out.style.dim(SOURCES.get(source) ?? source)}\n`)
    }
  }
  return checks.some(({ status }) => status === 'fail') ? EXIT.failure : EXIT.ok
}

/** What init() would refuse is a finding here. */
function readSettings(): { readonly resolved: ResolvedSettings; readonly problem?: Check } {
  try {
    return { resolved: explainSettings() }
  } catch (error) {
    const { message, remedies } = toErrorReport(error)
    // Without the mode, which is an error when it is online and no server is known; what is wrong otherwise is thrown.
    const resolved = explainSettings({ mode: 'offline' })
    return { resolved, problem: { name: 'settings', status: 'fail', text: printable(message), remedies } }
  }
}

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['env', 'environment, KYMO_*'],
  ['wandb-env', 'environment, WANDB_*'],
  ['workspace-file', './kymo/settings.json'],
  ['user-file', 'your settings file'],
])

function formatCheck({ name, status, text, remedies = [] }: Check, { out }: CommandContext): string[] {
  const { style } = out
  const mark = {
    ok: style.green('✓'),
    warn: style.yellow('!'),
    fail: style.red('✗'),
    info: style.dim('·'),
  }[status]
  return [
    `${mark} ${style.bold(name.padEnd(8))} ${text}`,
    ...remedies.map((remedy) => `             ${style.cyan('remedy:')} ${printable(remedy)}`),
  ]
}
