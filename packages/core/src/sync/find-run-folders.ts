import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseRunFolderName } from '@kymo/protocol'
import { KymoError } from '../errors.ts'
import { findLogFile } from './locate-log.ts'

/** Folders that hold run folders: ours, and those of W&B's clients. */
const RUN_PARENTS = ['kymo', 'wandb', '.wandb']

/**
 * Finds the run folders of a directory: the directory itself if it is one, its children, and the children of a
 * `kymo`, `wandb` or `.wandb` folder in it. Links such as `latest-run` are not followed, folders without a log are
 * not listed.
 *
 * @returns absolute paths, sorted by name and with that by start
 * @throws {KymoError} RUN_FOLDER_UNREADABLE when the directory cannot be read
 * @example
 * ```js
 * import { findRunFolders } from '@kymo/core/sync'
 *
 * for (const path of await findRunFolders('.')) console.log(path)
 * ```
 */
export async function findRunFolders(dir: string): Promise<string[]> {
  const root = resolve(dir)
  if ((await findLogFile(root)) !== undefined) return [root]
  const names = await listFolders(root)
  const parents = [
    root,
    ...RUN_PARENTS.filter((name) => names.includes(name)).map((name) => join(root, name)),
  ]
  const found = await Promise.all(
    parents.map((parent) => findChildren(parent, parent === root ? names : undefined)),
  )
  return found.flat()
}

async function findChildren(parent: string, knownNames: readonly string[] | undefined): Promise<string[]> {
  const names = knownNames ?? (await listFolders(parent))
  const paths = names
    .filter((name) => parseRunFolderName(name) !== undefined)
    .map((name) => join(parent, name))
  const logs = await Promise.all(paths.map(findLogFile))
  return paths.filter((_, i) => logs[i] !== undefined)
}

async function listFolders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    // A link to a folder is not a folder here: each run is found once, and nothing outside.
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted(compareNames)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown failure'
    throw new KymoError('RUN_FOLDER_UNREADABLE', `Cannot look for runs in ${dir}: ${reason}`, {
      details: { path: dir },
      cause: error,
    })
  }
}

/** `offline-run-…` sorts with `run-…`: what follows is the time of the start. */
function compareNames(a: string, b: string): number {
  const [left, right] = [a.replace(/^offline-/, ''), b.replace(/^offline-/, '')]
  if (left === right) return 0
  return left < right ? -1 : 1
}
