import type { RunRef, Value } from '../api/types.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'
import type { SampleRow, Store } from '../store/store.ts'

export interface TableSource {
  readonly log: TrackedLog
  /** Below `files/` of the folder of the log; the increments before it come first. */
  readonly paths: readonly string[]
  /** Where the whole table is, when it was logged as an artifact too: `wandb-client-artifact://…` */
  readonly artifactPath: string | undefined
}

const MAX_INCREMENTS = 1_000

/** The table that a run logged under a key: at the greatest step, or the greatest up to `step`. */
export function findTable(
  store: Store,
  logs: readonly { readonly log: TrackedLog; readonly upToStep: number }[],
  { key, step }: { readonly key: string; readonly step?: number | undefined },
): TableSource | undefined {
  let found: { log: TrackedLog; sample: SampleRow } | undefined
  for (const { log, upToStep } of logs) {
    const to = Math.min(step ?? Infinity, upToStep, Number.MAX_SAFE_INTEGER - 1) + 0.5
    const range = { from: Number.MIN_SAFE_INTEGER, to, limit: 1, order: 'desc' } as const
    const [sample] = store.listSamples(log.id, key, range)
    if (sample !== undefined && sample.step >= (found?.sample.step ?? -Infinity)) found = { log, sample }
  }
  return found && toSource(found.log, JSON.parse(found.sample.json) as Value)
}

function toSource(log: TrackedLog, value: Value): TableSource | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const table = value as { readonly [key: string]: Value }
  if (table['_type'] !== 'table-file' && table['_type'] !== 'incremental-table-file') return undefined
  const before = table['previous_increments_paths']
  const paths = [...(Array.isArray(before) ? (before as Value[]).slice(-MAX_INCREMENTS) : []), table['path']]
  // Each increment is an artifact of its own.
  const artifactPath = table['_type'] === 'table-file' ? table['artifact_path'] : undefined
  return {
    log,
    paths: paths.filter((path) => typeof path === 'string'),
    artifactPath: typeof artifactPath === 'string' ? artifactPath : undefined,
  }
}

/** URL that the path of a media cell is appended to. */
export function runFileBase({ entity, project, run }: RunRef): string {
  return `/api/v1/runs/${[entity, project, run].map(encodeURIComponent).join('/')}/files/`
}
