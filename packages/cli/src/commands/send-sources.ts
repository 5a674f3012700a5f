import { basename } from 'node:path'
import { syncRunFolder } from '@kymo/core/sync'
import { parseRunFolderName } from '@kymo/protocol'
import { printable } from '../output/printable.ts'
import type { Progress } from '../output/progress.ts'
import { sendAll } from './run-queue.ts'
import { toFailure, toOutcome, type SyncOutcome } from './sync-outcome.ts'
import type { SyncPrinter } from './sync-printer.ts'
import { SyncTotals } from './sync-progress.ts'
import type { SyncSources } from './sync-sources.ts'
import type { SyncTarget } from './sync-target.ts'

/** Enough to hide the round trips of many small runs; a large run fills the line alone. */
const MAX_ACTIVE = 4
/** A followed run occupies its place until it ends. */
const MAX_FOLLOWED = 64
const LOOK_AGAIN_MS = 2000
const REDRAW_MS = 200
/** A refusal ends the run at once and is told as its error; trouble that lasts longer than this is told as a warning. */
const WARN_AFTER_MS = 1000

export interface SendRequest {
  readonly target: SyncTarget
  readonly isFollowing: boolean
  readonly progress: Progress
  readonly printer: SyncPrinter
  readonly signal: AbortSignal
}

/** Sends what there is, and with `isFollowing` what comes. @returns one outcome per run and path that failed */
export async function sendSources(sources: SyncSources, request: SendRequest): Promise<SyncOutcome[]> {
  const { isFollowing, progress, printer, signal } = request
  const outcomes: SyncOutcome[] = [...sources.failures]
  for (const failure of sources.failures) printer.report(failure)
  const totals = new SyncTotals(progress)
  const redraw = setInterval(() => progress.refresh(), REDRAW_MS)
  await sendAll({
    discover: async () => {
      const folders = await sources.look()
      for (const { path, stamp } of folders) totals.expect(path, stamp)
      return folders
    },
    send: (path) => sendOne(path, totals, request),
    onOutcome: (outcome) => {
      outcomes.push(outcome)
      printer.report(outcome)
    },
    maxActive: isFollowing ? MAX_FOLLOWED : MAX_ACTIVE,
    ...(isFollowing && sources.canGrow ? { lookAgainMs: LOOK_AGAIN_MS } : {}),
    signal,
  })
  clearInterval(redraw)
  progress.clear()
  return outcomes
}

async function sendOne(
  path: string,
  totals: SyncTotals,
  { target, isFollowing, printer, signal }: SendRequest,
): Promise<SyncOutcome> {
  const label = printable(parseRunFolderName(basename(path))?.id ?? basename(path))
  const warnings = new Set<NodeJS.Timeout>()
  try {
    const report = await syncRunFolder(path, {
      ...target,
      follow: isFollowing,
      signal,
      onProgress: (progress) => totals.update(path, label, progress),
      onWarning: ({ message }) => void warnings.add(setTimeout(() => printer.warn(message), WARN_AFTER_MS)),
    })
    return toOutcome(path, report, signal.aborted)
  } catch (error) {
    return toFailure(path, error)
  } finally {
    for (const timer of warnings) clearTimeout(timer)
  }
}
