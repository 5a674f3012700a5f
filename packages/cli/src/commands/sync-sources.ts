import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  findRunFolders,
  hasEverything,
  readSyncState,
  type SinkProgress,
  type SyncState,
} from '@kymo/core/sync'
import { parseRunFolderName, type HeldLog, type LogAddress } from '@kymo/protocol'
import { CliError } from '../errors.ts'
import type { CommandContext } from './context.ts'
import { findRunsDir } from './find-runs.ts'
import type { QueuedFolder } from './run-queue.ts'
import { toFailure, type SyncOutcome } from './sync-outcome.ts'
import type { SyncTarget } from './sync-target.ts'

/** Runs that are not sent. */
export interface SettledFolders {
  /** The server has said that it has all of their logs. */
  readonly heldCount: number
  /** Were sent before, by their cursors; the server could not be asked. */
  readonly believedCount: number
  /** Are in the server's trash. */
  readonly trashedIds: readonly string[]
  /** Were deleted on the server for good. */
  readonly deletedIds: readonly string[]
}

type FolderVerdict = 'send' | 'held' | 'believed' | 'trashed' | 'deleted'

/** What one `kymo sync` is about. */
export interface SyncSources {
  /** Folders with something to send, as of the start. */
  readonly folders: readonly QueuedFolder[]
  /** Folders that were left out, as of the start. */
  readonly settled: SettledFolders
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
  /** What the server holds of these logs now; undefined where it cannot be asked. */
  readonly askHeld: (logs: readonly LogAddress[]) => Promise<readonly HeldLog[] | undefined>
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
  const judged = new Map<string, FolderVerdict>()
  const first = await lookAt(usable, options, judged)
  let isFirst = true
  return {
    folders: first.folders,
    settled: first.settled,
    failures,
    canGrow: usable.some((root) => root.kind === 'folder'),
    look: async () => {
      if (!isFirst) return (await lookAt(usable, options, judged)).folders
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

interface Look {
  readonly folders: QueuedFolder[]
  readonly settled: SettledFolders
}

/** @param judged what was found out before; asked about once, because a followed sync looks every other second */
async function lookAt(
  roots: readonly Root[],
  options: SourceOptions,
  judged: Map<string, FolderVerdict>,
): Promise<Look> {
  const paths = new Set<string>()
  for (const { kind, path } of roots)
    for (const found of kind === 'run' ? [path] : await findRunFolders(path)) paths.add(found)
  const states = new Map<string, SyncState | undefined>()
  // What cannot be read is left to the sync itself to report.
  for (const path of paths) states.set(path, await readSyncState(path).catch(() => undefined))
  if (!options.isAll) await judge(states, options, judged)
  const folders: QueuedFolder[] = []
  const settled = { heldCount: 0, believedCount: 0, trashedIds: [] as string[], deletedIds: [] as string[] }
  for (const [path, state] of states) {
    const verdict = judged.get(path) ?? 'send'
    const id = parseRunFolderName(basename(path))?.id ?? basename(path)
    if (verdict === 'send') folders.push({ path, stamp: state?.logBytes ?? 0 })
    else if (verdict === 'held') settled.heldCount += 1
    else if (verdict === 'believed') settled.believedCount += 1
    else if (verdict === 'trashed') settled.trashedIds.push(id)
    else settled.deletedIds.push(id)
  }
  return { folders, settled }
}

/** Those that were sent to this server before: does it have them still? */
async function judge(
  states: ReadonlyMap<string, SyncState | undefined>,
  options: SourceOptions,
  judged: Map<string, FolderVerdict>,
): Promise<void> {
  const open = [...states].flatMap(([path, state]) => {
    const sink = state?.sinks.find((one) => isSameTarget(one, options.target))
    if (state === undefined || sink === undefined) return []
    const isComplete = hasEverything(sink, state.logBytes) && isSameData(sink, options)
    // What has grown since is news again, unless it was deleted.
    if (!isComplete && judged.get(path) !== 'deleted') judged.delete(path)
    return judged.has(path)
      ? []
      : [{ path, logBytes: state.logBytes, isComplete, address: addressOf(path, sink) }]
  })
  const held = await options.askHeld(open.map(({ address }) => address))
  for (const [i, { path, logBytes, isComplete }] of open.entries()) {
    const verdict = judgeOne(held?.[i], { logBytes, isComplete })
    if (verdict !== 'send') judged.set(path, verdict)
  }
}

/** By the server's answer, where it gives one; else by the folder's own cursors. */
function judgeOne(
  held: HeldLog | undefined,
  { logBytes, isComplete }: { readonly logBytes: number; readonly isComplete: boolean },
): FolderVerdict {
  if (held?.state === 'deleted') return 'deleted'
  if (!isComplete) return 'send'
  if (held === undefined) return 'believed'
  if (held.offset < logBytes) return 'send'
  return held.state === 'trashed' ? 'trashed' : 'held'
}

function isSameData({ dataId: sentTo }: SinkProgress, { dataId }: SourceOptions): boolean {
  return dataId === undefined || sentTo === dataId
}

function isSameTarget({ target }: SinkProgress, { baseUrl, entity, project }: SyncTarget): boolean {
  if (!target.startsWith(`${baseUrl}/`)) return false
  const [sentEntity, sentProject] = target.slice(baseUrl.length + 1).split('/')
  const isSame = (name: string | undefined, sent: string | undefined): boolean =>
    name === undefined || encodeURIComponent(name) === sent
  return isSame(entity, sentEntity) && isSame(project, sentProject)
}

/** The target is the address of the server, the entity and the project. */
function addressOf(path: string, { target, file }: SinkProgress): LogAddress {
  const [entity = '', project = ''] = target.split('/').slice(-2).map(decodeURIComponent)
  return { entity, project, folder: basename(path), file }
}
