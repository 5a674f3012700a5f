import type { Dirent } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

const LOG_FILE = /^run-.+\.wandb$/

export interface ServedLog {
  /** Below the runs folder, with `/`. */
  readonly logPath: string
  readonly sizeBytes: number
}

/**
 * Every log in `<entity>/<project>/<folder>/`, or nothing: unlike {@link findLogs}, which finds what it can, this one fails when
 * any folder cannot be read. Links are not followed.
 */
export async function listServedLogs(runsDir: string): Promise<ServedLog[]> {
  const found: ServedLog[] = []
  for (const entity of await foldersIn(runsDir, [])) {
    for (const project of await foldersIn(runsDir, [entity])) {
      for (const folder of await foldersIn(runsDir, [entity, project])) {
        const place = [entity, project, folder]
        const logs = (await read(runsDir, place)).filter(
          (entry) => entry.isFile() && LOG_FILE.test(entry.name),
        )
        for (const { name } of logs) {
          const logPath = [...place, name].join('/')
          found.push({ logPath, sizeBytes: (await lstat(join(runsDir, logPath))).size })
        }
      }
    }
  }
  return found
}

async function foldersIn(runsDir: string, place: readonly string[]): Promise<string[]> {
  const entries = await read(runsDir, place)
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

function read(runsDir: string, place: readonly string[]): Promise<Dirent[]> {
  return readdir(join(runsDir, ...place), { withFileTypes: true })
}
