import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import {
  findRunFolders,
  readRunFolder,
  hasEverything,
  readSyncState,
  verifyRunFolder,
  type RunFolder,
  type SyncState,
  type VerifyReport,
} from '@kymo/core/sync'
import { accessOf } from '../ask-server.ts'
import { compareWithServer } from '../verify/compare-with-server.ts'

/** A run folder that may go, or why it must stay. */
export interface RunVerdict {
  readonly path: string
  readonly id: string
  readonly sizeBytes: number
  /** Undefined: it may go. */
  readonly keptBecause: string | undefined
}

export interface PlanRunsOptions {
  readonly runsDir: string
  readonly olderThanMs: number
  readonly nowMs: number
}

/** All that a run folder of Kymo or W&B holds. Anything else was put there by somebody, and nobody has sent it. */
const KNOWN_NAMES =
  /^(run-.+\.wandb|run-.+\.spans|files|artifacts|cursors|spool|logs|tmp|owner\.json|wandb-summary\.json)$/

/**
 * Looks at every run folder. One may go when its run is over, it has not been touched for long enough, and the server that it was
 * sent to says now, by size and digest, that it has everything of it.
 */
export async function* planRuns(options: PlanRunsOptions): AsyncGenerator<RunVerdict> {
  for (const path of await findRunFolders(options.runsDir)) {
    const sizeBytes = await sizeOf(path)
    try {
      const run = await readRunFolder(path)
      yield { path, id: run.id, sizeBytes, keptBecause: await findReason(run, options) }
    } catch {
      yield { path, id: '', sizeBytes, keptBecause: 'it cannot be read' }
    }
  }
}

async function findReason(
  run: RunFolder,
  { olderThanMs, nowMs }: PlanRunsOptions,
): Promise<string | undefined> {
  if (run.state === 'running') return 'it is running'
  const state = await readSyncState(run.path)
  const target = fullySentTo(state)
  if (target === undefined) return 'not all of it has been sent'
  const ageMs = nowMs - (await newestMs(run.path))
  if (ageMs < olderThanMs) return 'it is not old enough'
  const names = await readdir(run.path)
  const foreign = names.find((name) => !KNOWN_NAMES.test(name))
  if (foreign !== undefined) return `it holds '${foreign}', which is no part of a run`
  if ((await readdir(join(run.path, 'spool')).catch((): string[] => [])).length > 0)
    return 'it holds media that are not finished; run kymo sync'
  return askServerOf(run, target)
}

/** Asks again: what was acknowledged once may have been deleted there. */
async function askServerOf(run: RunFolder, target: string): Promise<string | undefined> {
  try {
    const report = await verifyRunFolder(run.path)
    if (!report.intact) return 'it is damaged; run kymo verify'
    const unknown = await findUnannounced(report)
    if (unknown !== undefined) return `it holds '${unknown}', which its log does not name`
    // The target is the address of the server, the entity and the project.
    const parts = target.split('/')
    const [entity = '', project = ''] = parts.slice(-2).map(decodeURIComponent)
    const baseUrl = parts.slice(0, -2).join('/')
    const comparison = await compareWithServer(report, accessOf(baseUrl), { entity, project })
    return comparison.isComplete ? undefined : `${baseUrl} does not have all of it (any more)`
  } catch {
    return 'its server cannot be asked'
  }
}

/** Written for W&B's tools out of what the log holds. */
const DERIVED_FILES: ReadonlySet<string> = new Set([
  'wandb-metadata.json',
  'wandb-summary.json',
  'config.yaml',
])

/** A file that no record announces was never sent. */
async function findUnannounced({ path, contents }: VerifyReport): Promise<string | undefined> {
  const root = join(path, 'files')
  const known = new Set(contents.flatMap((content) => (content.kind === 'file' ? [content.path] : [])))
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory()) continue
    const name = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!known.has(name) && !DERIVED_FILES.has(name)) return name
  }
  return undefined
}

/** @returns the target of a cursor that says that it has everything */
function fullySentTo({ sinks, logBytes }: SyncState): string | undefined {
  return sinks.find((sink) => hasEverything(sink, logBytes))?.target
}

async function newestMs(path: string): Promise<number> {
  let newest = 0
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    const { mtimeMs } = await stat(join(entry.parentPath, entry.name)).catch(() => ({ mtimeMs: 0 }))
    newest = Math.max(newest, mtimeMs)
  }
  return newest
}

async function sizeOf(path: string): Promise<number> {
  if (!existsSync(path)) return 0
  let sumBytes = 0
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue
    const { size } = await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))
    sumBytes += size
  }
  return sumBytes
}
