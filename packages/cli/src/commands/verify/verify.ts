import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { findRunFolders, verifyRunFolder, type VerifyReport } from '@kymo/core/sync'
import type { Command } from 'commander'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { Counter } from '../../output/counter.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatCount, formatPlural } from '../../output/quantities.ts'
import { toErrorReport } from '../../output/report-error.ts'
import type { Screen } from '../../output/screen.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import { accessOf } from '../ask-server.ts'
import type { CommandContext, CommonOptions } from '../context.ts'
import { findRunPaths } from '../find-run.ts'
import { findRunsDir, showPath } from '../find-runs.ts'
import { compareWithServer, type ServerComparison } from './compare-with-server.ts'

interface VerifyOptions extends CommonOptions {
  readonly dir?: string
  readonly server?: string | true
}

interface Verified {
  readonly report: VerifyReport
  readonly comparison: ServerComparison | undefined
}

const MAX_SHOWN = 20

const HELP = `
Reads all of a run, or of every run of a folder: each record of the log with its checksum, each file that the log names, and
each content of its artifacts with its SHA-256. An unfinished record at the end of a log is normal after a kill. With
--server the server is asked whether it has the same: the log to its last byte, and every file and content by its digest.

Ends with 7 when something is damaged, missing or changed; with 6 when all is well here and the server lacks something.

Examples:
  kymo verify
  kymo verify k3v9x2ab
  kymo verify ./kymo --server
  kymo verify --json | jq -r '.runs[] | select(.intact | not) | .path'`

export function addVerify(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('verify')
    .description('Check that runs are whole: every record, file and artifact')
    .argument('[run]', 'id, name or path of a run, or a folder of runs (default: all)')
    .option('--dir <dir>', 'folder that holds runs')
    .option('--server [url]', 'compare with a server; without a URL, that of kymo login or KYMO_BASE_URL')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((run: string | undefined, options: VerifyOptions) => finish(verify(run, options, context)))
}

async function verify(
  wanted: string | undefined,
  options: VerifyOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out, err } = context
  const access = options.server === undefined ? undefined : accessOf(options.server)
  const paths = await findPaths(wanted, options, context)
  const counter = new Counter({ screen: err, nowMs: context.nowMs, total: paths.length })
  const verified: Verified[] = []
  const unreadable: { path: string; message: string }[] = []
  for (const [i, path] of paths.entries()) {
    counter.show(i)
    try {
      const report = await verifyRunFolder(path)
      const comparison = access === undefined ? undefined : await compareWithServer(report, access)
      counter.clear()
      verified.push({ report, comparison })
      if (options.json !== true)
        for (const line of describe({ report, comparison }, context)) out.write(`${line}\n`)
    } catch (error) {
      counter.clear()
      const { code, message } = toErrorReport(error)
      if (!code.startsWith('RUN_FOLDER')) throw error
      unreadable.push({ path, message })
      err.write(`${err.style.yellow('warning:')} ${printable(message)}\n`)
    }
  }
  const exitCode = exitCodeOf(verified, unreadable.length)
  if (options.json === true) {
    const runs = verified.map(({ report: { contents, ...facts }, comparison }) => ({
      ...facts,
      contentCount: contents.length,
      ...(comparison === undefined ? {} : { server: comparison }),
    }))
    out.write(`${toJson({ runs, unreadable }, 2)}\n`)
  } else if (paths.length === 0) {
    err.write('No runs to verify\n')
  } else if (paths.length > 1) {
    const wellCount = verified.filter(({ report }) => report.intact).length
    out.write(`${formatCount(wellCount)} of ${formatPlural(paths.length, 'run')} intact\n`)
  }
  return exitCode
}

async function findPaths(
  wanted: string | undefined,
  { dir }: VerifyOptions,
  context: CommandContext,
): Promise<readonly string[]> {
  if (wanted === undefined) return findRunFolders(findRunsDir(dir, context))
  const path = resolve(context.cwd, wanted)
  const isFolder = existsSync(path) && statSync(path).isDirectory()
  const found = isFolder ? await findRunFolders(path) : []
  return found.length > 0 ? found : findRunPaths(wanted, dir, context)
}

function exitCodeOf(verified: readonly Verified[], unreadableCount: number): ExitCode {
  if (unreadableCount > 0 || verified.some(({ report }) => !report.intact)) return EXIT.damaged
  return verified.some(({ comparison }) => comparison?.isComplete === false) ? EXIT.incomplete : EXIT.ok
}

function describe({ report, comparison }: Verified, context: CommandContext): string[] {
  const { style } = context.out
  const { intact, id, path, logBytes, recordCount, tornBytes, contents, contentBytes } = report
  const isWell = intact && comparison?.isComplete !== false
  const facts = [
    `${formatPlural(recordCount, 'record')} (${formatBytes(logBytes)})`,
    ...(report.spans === undefined
      ? []
      : [
          `${formatPlural(report.spans.recordCount, 'record')} of spans (${formatBytes(report.spans.logBytes)})`,
        ]),
    ...(contents.length > 0
      ? [`${formatPlural(contents.length, 'file')} (${formatBytes(contentBytes)})`]
      : []),
    ...(tornBytes > 0 ? [`${formatPlural(tornBytes, 'byte')} of an unfinished record at the end`] : []),
  ]
  return [
    `${isWell ? style.green('✓') : style.red('✗')} ${style.bold(printable(id))}  ${facts.join(', ')}  ${style.dim(printable(showPath(path, context)))}`,
    ...problemsOf(report, context.out),
    ...serverProblemsOf(report, comparison, context.out),
  ]
}

function problemsOf(report: VerifyReport, { style }: Screen): string[] {
  const { damages, damagedBytes, undecodableCount, problems, spans } = report
  const lines = damages.map(
    ({ offset, byteCount, reason }) =>
      `    ${style.red('damaged')} ${formatPlural(byteCount, 'byte')} of the log at ${formatCount(offset)}: ${reason}`,
  )
  const shownBytes = damages.reduce((sum, { byteCount }) => sum + byteCount, 0)
  if (damagedBytes > shownBytes) lines.push(`    … ${formatPlural(damagedBytes - shownBytes, 'byte')} more`)
  if (undecodableCount > 0)
    lines.push(`    ${style.red('damaged')} ${formatPlural(undecodableCount, 'record')} cannot be understood`)
  if (spans !== undefined && spans.damagedBytes > 0)
    lines.push(`    ${style.red('damaged')} ${formatPlural(spans.damagedBytes, 'byte')} of the log of spans`)
  if (spans !== undefined && spans.undecodableCount > 0)
    lines.push(
      `    ${style.red('damaged')} ${formatPlural(spans.undecodableCount, 'record')} of spans cannot be understood`,
    )
  for (const { path, problem, label } of problems.slice(0, MAX_SHOWN))
    lines.push(`    ${style.red(problem)} ${printable(path)} ${style.dim(`(${printable(label)})`)}`)
  if (problems.length > MAX_SHOWN)
    lines.push(`    … ${formatPlural(problems.length - MAX_SHOWN, 'file')} more`)
  return lines
}

function serverProblemsOf(
  { logBytes }: VerifyReport,
  comparison: ServerComparison | undefined,
  { style }: Screen,
): string[] {
  if (comparison === undefined || comparison.isComplete) return []
  const { missingFiles, missingContents, baseUrl } = comparison
  const lines: string[] = []
  const lacks = (what: string): void =>
    void lines.push(`    ${style.yellow('not on')} ${printable(baseUrl)}: ${what}`)
  if (comparison.logBytes < logBytes) lacks(`${formatBytes(logBytes - comparison.logBytes)} of the log`)
  if (missingFiles.length > 0)
    lacks(`${formatPlural(missingFiles.length, 'file')}, or other versions of them`)
  if (missingContents.length > 0) lacks(formatPlural(missingContents.length, 'content') + ' of artifacts')
  return lines
}
