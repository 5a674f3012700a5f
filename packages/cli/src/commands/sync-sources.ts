import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findRunFolders, hasEverything, readSyncState, type SyncState } from '@kymo/core/sync'
import { CliError } from '../errors.ts'
import type { CommandContext } from './context.ts'
import { findRunsDir } from './find-runs.ts'
import type { QueuedFolder } from './run-queue.ts'
import { toFailure, type SyncOutcome } from './sync-outcome.ts'
import type { SyncTarget } from './sync-target.ts'

/** What one `kymo sync` is about. */
export interface SyncSources {
  /** Folders with something to send, as of the start. */
  readonly folders: readonly QueuedFolder[]
  /** Folders that were left out because their cursor says that this server has all of them. */
  readonly completeCount: number
  /** Paths that cannot be sent at all. */
  readonly failures: readonly SyncOutcome[]
  /** True when a path is a folder in which new runs may appear. */
  readonly canGrow: boolean
  /** The folders with something to send now. The first call answers with `folders`. */
  look(): Promise<readonly QueuedFolder[]>
}

export interface SourceOptions {
  readonly target: SyncTarget
  /** Also what the cursors call complete. */
  readonly isAll: boolean
  /** Of the server's data, when it has said so. What was sent to other data has to be sent again. */
  readonly dataId: string | undefined
  readonly context: CommandContext
}

/**
 * @param paths run folders, logs or folders of run folders, as the user gave them; none: the usual folder
 * @throws {CliError} FOLDER_NOT_FOUND when no path was given and there is no usual folder
 */
export async function findSyncSources(
  paths: readonly string[],
  options: SourceOptions,
): Promise<SyncSources> {
  const roots = paths.length === 0 ? [findRunsDir(undefined, options.context)] : paths
  const failures: SyncOutcome[] = []
  const usable: Root[] = []
  for (const root of roots) {
    const found = await openRoot(root, options)
    if (found instanceof CliError) failures.push(toFailure(root, found))
    else usable.push(found)
  }
  const first = await lookAt(usable, options)
  let isFirst = true
  return {
    folders: first.folders,
    completeCount: first.completeCount,
    failures,
    canGrow: usable.some((root) => root.kind === 'folder'),
    look: async () => {
      if (!isFirst) return (await lookAt(usable, options)).folders
      isFirst = false
      return first.folders
    },
  }
}

type Root = { readonly kind: 'run' | 'folder'; readonly path: string }

/** A named folder without runs is a mistake; the usual folder may well be empty. */
async function openRoot(named: string, { context }: SourceOptions): Promise<Root | CliError> {
  const path = resolve(context.cwd, named)
  const status = await stat(path).catch(() => undefined)
  if (status === undefined) {
    return new CliError('FOLDER_NOT_FOUND', `Cannot sync ${named}: there is no such file or folder`, [
      'Run: kymo ls, to see the runs that are there',
    ])
  }
  if (status.isFile()) return { kind: 'run', path }
  const [first] = await findRunFolders(path)
  return { kind: first === path ? 'run' : 'folder', path }
}

async function lookAt(
  roots: readonly Root[],
  options: SourceOptions,
): Promise<{ folders: QueuedFolder[]; completeCount: number }> {
  const paths = new Set<string>()
  for (const { kind, path } of roots)
    for (const found of kind === 'run' ? [path] : await findRunFolders(path)) paths.add(found)
  const folders: QueuedFolder[] = []
  let completeCount = 0
  for (const path of paths) {
    // What cannot be read is left to the sync itself to report.
    const state = await readSyncState(path).catch(() => undefined)
    if (!options.isAll && state !== undefined && isComplete(state, options)) completeCount++
    else folders.push({ path, stamp: state?.logBytes ?? 0 })
  }
  return { folders, completeCount }
}

/** By the folder's own cursors. The server's answer counts, and `--all` asks for it. */
function isComplete({ logBytes, sinks }: SyncState, { target: wanted, dataId }: SourceOptions): boolean {
  const { baseUrl, entity, project } = wanted
  return sinks.some((sink) => {
    const { target, dataId: sentTo } = sink
    if (dataId !== undefined && sentTo !== dataId) return false
    if (!hasEverything(sink, logBytes) || !target.startsWith(`${baseUrl}/`)) return false
    const [sentEntity, sentProject] = target.slice(baseUrl.length + 1).split('/')
    const isSame = (name: string | undefined, sent: string | undefined): boolean =>
      name === undefined || encodeURIComponent(name) === sent
    return isSame(entity, sentEntity) && isSame(project, sentProject)
  })
}
