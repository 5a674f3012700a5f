import type { SyncReport } from '@kymo/core/sync'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toErrorReport, type ErrorReport } from '../output/report-error.ts'

/** What became of one run folder. */
export type SyncOutcome =
  | { readonly kind: 'sent'; readonly path: string; readonly report: SyncReport }
  /** The server had all of it already. */
  | { readonly kind: 'unchanged'; readonly path: string; readonly report?: SyncReport }
  | {
      readonly kind: 'incomplete'
      readonly path: string
      readonly report: SyncReport
      readonly error: ErrorReport
    }
  | { readonly kind: 'failed'; readonly path: string; readonly error: ErrorReport }
  /** Ctrl-C came before its end. */
  | { readonly kind: 'interrupted'; readonly path: string; readonly report?: SyncReport }

export function toOutcome(path: string, report: SyncReport, isInterrupted: boolean): SyncOutcome {
  // One that was followed is never complete before its end; all of it so far is all there is.
  const { acknowledgedBytes, totalBytes, content } = report
  const isThere =
    report.complete || (isInterrupted && acknowledgedBytes >= totalBytes && content.pendingCount === 0)
  const isNews = report.sentBytes > 0 || content.sentBytes > 0
  if (isThere) return { kind: isNews ? 'sent' : 'unchanged', path, report }
  if (isInterrupted) return { kind: 'interrupted', path, report }
  const reason = report.reason ?? `Cannot send ${path}: the server has not acknowledged all of it`
  return { kind: 'incomplete', path, report, error: toErrorReport({ code: report.code, message: reason }) }
}

export function toFailure(path: string, error: unknown): SyncOutcome {
  return { kind: 'failed', path, error: toErrorReport(error) }
}

/**
 * The code of the one reason why nothing went through, such as a refused key; `incomplete` when some runs went
 * through and others did not, or the reasons differ.
 */
export function syncExitCode(outcomes: readonly SyncOutcome[]): ExitCode {
  const bad = outcomes.filter((outcome) => outcome.kind !== 'sent' && outcome.kind !== 'unchanged')
  if (bad.length === 0) return EXIT.ok
  const codes = new Set(bad.map((outcome) => ('error' in outcome ? outcome.error.exitCode : EXIT.incomplete)))
  const [only] = codes
  return codes.size === 1 && bad.length === outcomes.length && only !== undefined ? only : EXIT.incomplete
}

/** The outcome for programs, one element of `runs` in `sync --json`. */
export function toOutcomeJson(outcome: SyncOutcome): Record<string, unknown> {
  const { kind, path, report } = { report: undefined, ...outcome }
  const error = 'error' in outcome ? outcome.error : undefined
  return { path, status: kind, sentBytes: 0, ...report, ...(error === undefined ? {} : { error }) }
}
