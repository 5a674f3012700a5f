import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { findRunFolders, readRunFolder, type RunFolder } from '@kymo/core/sync'
import { CliError } from '../errors.ts'
import type { CommandContext } from './context.ts'
import { findRunsDir } from './find-runs.ts'
import { matchRuns, nearestRuns } from './match-runs.ts'

/**
 * A run of a folder by its id, the beginning of its id, its name, the name of its folder, or a path.
 * @returns its folders, oldest first
 * @throws {CliError} RUN_NOT_FOUND, RUN_AMBIGUOUS, FOLDER_NOT_FOUND
 */
export async function findRun(
  wanted: string,
  dir: string | undefined,
  context: CommandContext,
): Promise<RunFolder[]> {
  const runs: RunFolder[] = []
  for (const folder of await findRunPaths(wanted, dir, context)) runs.push(await readRunFolder(folder))
  return runs.toSorted((a, b) => a.startedMs - b.startedMs)
}

/**
 * As {@link findRun}, without reading more of the logs than it must.
 * @returns paths of its folders; of a path as it was named
 */
export async function findRunPaths(
  wanted: string,
  dir: string | undefined,
  context: CommandContext,
): Promise<readonly string[]> {
  const path = resolve(context.cwd, wanted)
  // A name like `kymo` may also be a folder that merely holds runs.
  if (looksLikePath(wanted) && existsSync(path)) {
    const found = path.endsWith('.wandb') ? [path] : await findRunFolders(path)
    if (found.length > 0) return found
    throw new CliError('RUN_NOT_FOUND', `Cannot find a run in ${wanted}: there is no run folder`, [
      'A run folder holds a file named run-<id>.wandb',
    ])
  }
  const folders = await findRunFolders(findRunsDir(dir, context))
  const match = matchRuns(wanted, folders)
  if (match.kind === 'one') return match.folders
  if (match.kind === 'several') {
    throw new CliError(
      'RUN_AMBIGUOUS',
      `Cannot tell which run is meant by '${wanted}': ${match.ids.length} ids begin with it`,
      [`Give more of the id: ${match.ids.slice(0, 5).join(', ')}`],
    )
  }
  return findByName(wanted, folders)
}

/** Names are inside the logs, so all of them are read: only when nothing else matches. */
async function findByName(wanted: string, folders: readonly string[]): Promise<string[]> {
  const runs: RunFolder[] = []
  for (const folder of folders) {
    const run = await readRunFolder(folder).catch(() => undefined)
    if (run !== undefined) runs.push(run)
  }
  const named = runs.filter((run) => run.name === wanted)
  const ids = [...new Set(named.map((run) => run.id))]
  if (ids.length === 1) return named.map(({ path }) => path)
  if (ids.length > 1) {
    throw new CliError(
      'RUN_AMBIGUOUS',
      `Cannot tell which run is meant by '${wanted}': ${ids.length} runs have that name`,
      [`Give an id: ${ids.slice(0, 5).join(', ')}`],
    )
  }
  const near = nearestRuns(wanted, runs)
  throw new CliError('RUN_NOT_FOUND', `Cannot find the run '${wanted}': none has that id or name`, [
    ...(near.length > 0 ? [`Did you mean: ${near.join(', ')}`] : []),
    'Run: kymo ls, to see the runs that are there',
  ])
}

function looksLikePath(text: string): boolean {
  return text.includes('/') || text.includes('\\') || text.endsWith('.wandb') || /^(offline-)?run-/.test(text)
}
