import { readdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { findRunFolders } from '@kymo/core/sync'
import { CliError } from '../errors.ts'
import type { CommandContext } from './context.ts'
import { findRunsDir } from './find-runs.ts'

/**
 * Run folders that hold spans.
 * @param paths run folders, logs or folders of run folders, as the user gave them; none: the usual folder
 * @throws {CliError} FOLDER_NOT_FOUND
 */
export async function findSpanFolders(paths: readonly string[], context: CommandContext): Promise<string[]> {
  const roots = paths.length === 0 ? [findRunsDir(undefined, context)] : paths
  const folders = new Set<string>()
  for (const root of roots) {
    const path = resolve(context.cwd, root)
    const status = await stat(path).catch(() => undefined)
    if (status === undefined) {
      throw new CliError('FOLDER_NOT_FOUND', `Cannot sync ${root}: there is no such file or folder`, [
        'Run: kymo ls, to see the runs that are there',
      ])
    }
    for (const folder of status.isFile() ? [dirname(path)] : await findRunFolders(path)) folders.add(folder)
  }
  const hasSpans = await Promise.all(
    [...folders].map(async (folder) =>
      (await readdir(folder).catch((): string[] => [])).some((name) => name.endsWith('.spans')),
    ),
  )
  return [...folders].filter((_, index) => hasSpans[index])
}
