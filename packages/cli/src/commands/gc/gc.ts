import { rm } from 'node:fs/promises'
import { loadSettings } from '@kymo/core/settings'
import { planCacheEviction, type CacheEviction } from '@kymo/core/sync'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatPlural } from '../../output/quantities.ts'
import { wrapGuide } from '../../output/wrap-guide.ts'
import type { CommandContext, CommonOptions } from '../context.ts'
import { findRunsDir, showPath } from '../find-runs.ts'
import { planRuns, type RunVerdict } from './plan-runs.ts'

interface GcOptions extends CommonOptions {
  readonly dir?: string
  readonly synced?: boolean
  readonly olderThan: string
  readonly delete?: boolean
}

const HELP = `
Says what could go, and deletes nothing without --delete. Contents of artifacts that are beyond the bound of the cache (the
setting cacheMaxBytes) go least recently used first; they can be fetched again.

With --synced also run folders: those whose run is over, in which nothing changed for the time of --older-than, and of which
their server says, asked again by size and digest, that it has the log and every file and content. A run that was not sent,
or whose server does not answer, always stays.

Examples:
  kymo gc
  kymo gc --delete
  kymo gc --synced --older-than 90d
  kymo gc --synced --older-than 90d --delete`

export function addGc(
  program: Command,
  context: CommandContext,
  finish: (code: Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('gc')
    .description('Free space: the artifact cache, and runs that a server has')
    .argument('[dir]', 'folder that holds runs')
    .option('--synced', 'also run folders that a server has completely')
    .option('--older-than <time>', 'only those in which nothing changed for so long (s, m, h, d, w)', '30d')
    .option('--delete', 'delete; without it only what would be deleted is said')
    .option('--json', 'print one JSON object')
    .addHelpText('after', () => `\n${wrapGuide(HELP, context.out)}`)
    .action((dir: string | undefined, options: GcOptions) =>
      finish(collect({ ...options, ...(dir === undefined ? {} : { dir }) }, context)),
    )
}

async function collect(options: GcOptions, context: CommandContext): Promise<ExitCode> {
  const olderThanMs = parseAge(options.olderThan)
  const cache = await planCacheEviction(loadSettings({ mode: 'offline' }))
  const runs = options.synced === true ? await findRuns(options, olderThanMs, context) : []
  const failures = options.delete === true ? await deleteAll(cache, runs) : []
  if (options.json === true) printJson({ cache, runs, failures, options }, context)
  else print({ cache, runs, failures, options }, context)
  return failures.length > 0 ? EXIT.failure : EXIT.ok
}

async function findRuns(
  options: GcOptions,
  olderThanMs: number,
  context: CommandContext,
): Promise<RunVerdict[]> {
  const runs: RunVerdict[] = []
  const runsDir = findRunsDir(options.dir, context)
  for await (const verdict of planRuns({ runsDir, olderThanMs, nowMs: Date.now() })) runs.push(verdict)
  return runs
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
])

/** @throws {CliError} CLI_USAGE */
function parseAge(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? []
  const unitMs = UNIT_MS.get(unit)
  if (unitMs !== undefined) return Number(count) * unitMs
  throw new CliError(
    'CLI_USAGE',
    `Cannot use --older-than ${text}: it must be a number with s, m, h, d or w`,
    ['For example: --older-than 30d'],
  )
}

/** @returns what could not be deleted */
async function deleteAll(cache: CacheEviction, runs: readonly RunVerdict[]): Promise<string[]> {
  const failures: string[] = []
  const remove = async (path: string): Promise<void> => {
    try {
      await rm(path, { recursive: true, force: true })
    } catch (error) {
      failures.push(`${path}: ${(error as NodeJS.ErrnoException).code ?? 'unknown failure'}`)
    }
  }
  for (const { path } of cache.doomed) await remove(path)
  for (const { path, keptBecause } of runs) if (keptBecause === undefined) await remove(path)
  return failures
}

interface Outcome {
  readonly cache: CacheEviction
  readonly runs: readonly RunVerdict[]
  readonly failures: readonly string[]
  readonly options: GcOptions
}

function freedBytesOf({ cache, runs }: Outcome): { cacheBytes: number; runBytes: number } {
  const sum = (sizes: readonly { readonly sizeBytes: number }[]): number =>
    sizes.reduce((total, { sizeBytes }) => total + sizeBytes, 0)
  return {
    cacheBytes: sum(cache.doomed),
    runBytes: sum(runs.filter(({ keptBecause }) => keptBecause === undefined)),
  }
}

function printJson(outcome: Outcome, { out }: CommandContext): void {
  const { cache, runs, failures, options } = outcome
  const { doomed, ...facts } = cache
  out.write(
    `${toJson({ isDeleted: options.delete === true, ...freedBytesOf(outcome), cache: { ...facts, doomedCount: doomed.length }, runs, failures }, 2)}\n`,
  )
}

function print(outcome: Outcome, context: CommandContext): void {
  const { cache, runs, failures, options } = outcome
  const { out, err } = context
  const { style } = out
  const isDeleting = options.delete === true
  const verb = isDeleting ? 'deleted' : 'would delete'
  const { cacheBytes, runBytes } = freedBytesOf(outcome)
  const held = `${formatBytes(cache.totalBytes)} in ${formatPlural(cache.count, 'content')}, bound ${formatBytes(cache.maxBytes)}`
  out.write(
    `cache  ${held}: ${verb} ${formatPlural(cache.doomed.length, 'file')} (${formatBytes(cacheBytes)})\n`,
  )
  for (const { path, sizeBytes, keptBecause } of runs) {
    const where = printable(showPath(path, context))
    out.write(
      keptBecause === undefined
        ? `run    ${where}: ${style.yellow(verb)} (${formatBytes(sizeBytes)})\n`
        : `run    ${where}: ${style.dim(`kept, ${printable(keptBecause)}`)}\n`,
    )
  }
  for (const failure of failures)
    err.write(`${err.style.red('error:')} Cannot delete ${printable(failure)}\n`)
  const total = formatBytes(cacheBytes + runBytes)
  out.write(isDeleting ? `${total} freed\n` : `${total} could be freed; to delete, add --delete\n`)
}
