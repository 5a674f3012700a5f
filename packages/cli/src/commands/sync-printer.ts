import { basename } from 'node:path'
import { parseRunFolderName } from '@kymo/protocol'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatBytes, formatDuration, formatPlural } from '../output/quantities.ts'
import { reportError } from '../output/report-error.ts'
import type { CommandContext, StopSignal } from './context.ts'
import type { SettledFolders } from './sync-sources.ts'
import { toOutcomeJson, type SyncOutcome } from './sync-outcome.ts'

export interface SyncEnd {
  readonly outcomes: readonly SyncOutcome[]
  /** Runs that were not sent. */
  readonly settled: SettledFolders
  readonly stoppedBy: StopSignal | undefined
}

export interface SyncPrinterOptions {
  readonly context: CommandContext
  readonly baseUrl: string
  readonly asJson: boolean
  /** Takes the line of progress away. */
  readonly beforePrint: () => void
}

/** What `kymo sync` says: a line per run that was sent, a block per failure, one line at the end. */
export class SyncPrinter {
  readonly #context: CommandContext
  readonly #asJson: boolean
  readonly #baseUrl: string
  readonly #startedMs: number
  readonly #beforePrint: () => void

  constructor(options: SyncPrinterOptions) {
    this.#context = options.context
    this.#baseUrl = options.baseUrl
    this.#asJson = options.asJson
    this.#startedMs = options.context.nowMs()
    this.#beforePrint = options.beforePrint
  }

  report(outcome: SyncOutcome): void {
    const { out, err } = this.#context
    if (this.#asJson) return
    this.#beforePrint()
    if (outcome.kind === 'sent') {
      const { report, path } = outcome
      const bytes = formatBytes(report.sentBytes)
      const how = report.resumedFrom > 0 ? `${bytes}, continued at ${formatBytes(report.resumedFrom)}` : bytes
      out.write(
        `${out.style.green('✓')} ${printable(runIdOf(path))}  ${how}  ${out.style.cyan(printable(report.url))}\n`,
      )
    } else if ('error' in outcome) {
      reportError(outcome.error, err, false)
    }
  }

  warn(message: string): void {
    const { err } = this.#context
    if (this.#asJson) return
    this.#beforePrint()
    err.write(`${err.style.yellow('warning:')} ${printable(message)}\n`)
  }

  finish({ outcomes, settled, stoppedBy }: SyncEnd): void {
    const { out, err, nowMs } = this.#context
    const tookMs = nowMs() - this.#startedMs
    const counts = countOutcomes(outcomes, settled)
    if (this.#asJson) {
      const seconds = Math.round(tookMs) / 1000
      out.write(
        `${toJson({ baseUrl: this.#baseUrl, ...counts, seconds, runs: outcomes.map(toOutcomeJson) }, 2)}\n`,
      )
      return
    }
    for (const line of describeGone(settled)) out.write(`${out.style.yellow('·')} ${line}\n`)
    out.write(`${summarize(counts, tookMs, this.#baseUrl)}\n`)
    if (stoppedBy !== undefined) {
      err.write('Interrupted. What the server has acknowledged stays there, and nothing is lost here.\n')
    }
    if (stoppedBy !== undefined || counts.incomplete > 0)
      err.write('To continue, run the same command again.\n')
  }
}

interface OutcomeCounts {
  readonly sent: number
  readonly sentBytes: number
  /** The server had all of them before. */
  readonly unchanged: number
  /** Of those the ones of which the server could not be asked. */
  readonly believed: number
  /** In its trash, and deleted there for good. */
  readonly trashed: number
  readonly deleted: number
  readonly incomplete: number
  readonly failed: number
}

function countOutcomes(outcomes: readonly SyncOutcome[], settled: SettledFolders): OutcomeCounts {
  const { heldCount, believedCount, trashedIds, deletedIds } = settled
  const count = (...kinds: readonly SyncOutcome['kind'][]): number =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).length
  const reports = outcomes.map((outcome) => ('report' in outcome ? outcome.report : undefined))
  return {
    sent: count('sent'),
    sentBytes: reports.reduce((sum, report) => sum + (report?.sentBytes ?? 0), 0),
    unchanged: count('unchanged') + heldCount + believedCount,
    believed: believedCount,
    trashed: trashedIds.length,
    deleted: deletedIds.length,
    incomplete: count('incomplete', 'interrupted'),
    failed: count('failed'),
  }
}

function summarize(counts: OutcomeCounts, tookMs: number, baseUrl: string): string {
  const { sent, sentBytes, unchanged, believed, incomplete, failed } = counts
  const goneCount = counts.trashed + counts.deleted
  const server = printable(baseUrl)
  if (sent + unchanged + incomplete + failed + goneCount === 0) return 'Nothing to send: there are no runs'
  if (sent + incomplete + failed === 0) {
    if (unchanged === 0) return 'Nothing to send'
    const others = goneCount > 0 ? 'other ' : ''
    const which = unchanged === 1 ? `the ${others}run` : `all ${formatPlural(unchanged, `${others}run`)}`
    // Said as it is known: a server that was not asked may have lost them.
    return believed > 0
      ? `Nothing to send: ${which} ${unchanged === 1 ? 'was' : 'were'} sent to ${server} before; to ask it again, add --all`
      : `Nothing to send: ${which} ${unchanged === 1 ? 'is' : 'are'} on ${server} already`
  }
  const facts = [
    `Sent ${formatPlural(sent, 'run')}, ${formatBytes(sentBytes)} in ${formatDuration(tookMs)}, to ${server}`,
  ]
  if (unchanged > 0)
    facts.push(`${formatPlural(unchanged, 'run')} ${unchanged === 1 ? 'was' : 'were'} there already`)
  if (incomplete > 0) facts.push(`${formatPlural(incomplete, 'run')} not complete`)
  if (failed > 0) facts.push(`${formatPlural(failed, 'run')} failed`)
  return facts.join('; ')
}

/** Beyond so many lines only their number is said. */
const MAX_GONE_LINES = 20

function describeGone({ trashedIds, deletedIds }: SettledFolders): string[] {
  const lines = [
    ...trashedIds.map(
      (id) => `${printable(id)}  is in the trash of the server, from where it can be taken back`,
    ),
    ...deletedIds.map((id) => `${printable(id)}  was deleted on the server; to send it again, add --all`),
  ]
  if (lines.length <= MAX_GONE_LINES) return lines
  const more = `… and ${formatPlural(lines.length - MAX_GONE_LINES, 'more run')} that were deleted on the server`
  return [...lines.slice(0, MAX_GONE_LINES), more]
}

function runIdOf(path: string): string {
  return parseRunFolderName(basename(path))?.id ?? basename(path)
}
