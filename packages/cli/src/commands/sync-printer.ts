import { basename } from 'node:path'
import { parseRunFolderName } from '@kymo/protocol'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatBytes, formatDuration, formatPlural } from '../output/quantities.ts'
import { reportError } from '../output/report-error.ts'
import type { CommandContext, StopSignal } from './context.ts'
import { toOutcomeJson, type SyncOutcome } from './sync-outcome.ts'

export interface SyncEnd {
  readonly outcomes: readonly SyncOutcome[]
  /** Runs that were not even asked about. */
  readonly completeCount: number
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

  finish({ outcomes, completeCount, stoppedBy }: SyncEnd): void {
    const { out, err, nowMs } = this.#context
    const tookMs = nowMs() - this.#startedMs
    const counts = countOutcomes(outcomes, completeCount)
    if (this.#asJson) {
      const seconds = Math.round(tookMs) / 1000
      out.write(
        `${toJson({ baseUrl: this.#baseUrl, ...counts, seconds, runs: outcomes.map(toOutcomeJson) }, 2)}\n`,
      )
      return
    }
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
  readonly incomplete: number
  readonly failed: number
}

function countOutcomes(outcomes: readonly SyncOutcome[], completeCount: number): OutcomeCounts {
  const count = (...kinds: readonly SyncOutcome['kind'][]): number =>
    outcomes.filter(({ kind }) => kinds.includes(kind)).length
  const reports = outcomes.map((outcome) => ('report' in outcome ? outcome.report : undefined))
  return {
    sent: count('sent'),
    sentBytes: reports.reduce((sum, report) => sum + (report?.sentBytes ?? 0), 0),
    unchanged: count('unchanged') + completeCount,
    incomplete: count('incomplete', 'interrupted'),
    failed: count('failed'),
  }
}

function summarize(counts: OutcomeCounts, tookMs: number, baseUrl: string): string {
  const { sent, sentBytes, unchanged, incomplete, failed } = counts
  const server = printable(baseUrl)
  if (sent + unchanged + incomplete + failed === 0) return 'Nothing to send: there are no runs'
  if (sent + incomplete + failed === 0) {
    return `Nothing to send: ${unchanged === 1 ? 'the run is' : `all ${formatPlural(unchanged, 'run')} are`} on ${server} already`
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

function runIdOf(path: string): string {
  return parseRunFolderName(basename(path))?.id ?? basename(path)
}
