import type { RunFolder } from '@kymo/core/sync'
import { toJsonObject } from '../output/json.ts'

export interface SyncFact {
  /** One word or figure for a table. */
  readonly short: string
  readonly isComplete: boolean
}

/** How far the best informed server has got, as this folder's cursors remember it. */
export function describeSync({ sinks, logBytes }: Pick<RunFolder, 'sinks' | 'logBytes'>): SyncFact {
  const sentBytes = Math.max(0, ...sinks.map((sink) => sink.acknowledgedBytes))
  if (sentBytes === 0) return { short: 'no', isComplete: false }
  if (sentBytes >= logBytes) return { short: 'yes', isComplete: true }
  return { short: `${Math.floor((sentBytes / logBytes) * 100)} %`, isComplete: false }
}

/** The same facts for programs, in `ls --json` and `show --json`. */
export function toRunJson(run: RunFolder): Record<string, unknown> {
  const { config, summary, ...facts } = run
  return {
    ...facts,
    isSynced: describeSync(run).isComplete,
    config: toJsonObject(config),
    summary: toJsonObject(summary),
  }
}
