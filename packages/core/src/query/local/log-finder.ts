import { findRunFolders } from '../../sync/find-run-folders.ts'
import { locateLog } from '../../sync/locate-log.ts'
import { readRunHeader } from '../../sync/read-run-header.ts'
import type { RunAddress } from '../run-source.ts'

interface FoundLog {
  readonly logPath: string
  readonly writer: string
}

/** Finds the logs of a run again and again. A folder is looked into until its log says whose it is, and never after. */
export function createLogFinder(
  dir: string,
  { entity, project, run }: RunAddress,
): () => Promise<readonly FoundLog[]> {
  const known = new Set<string>()
  const logs: FoundLog[] = []
  return async () => {
    for (const path of await findRunFolders(dir)) {
      if (known.has(path)) continue
      try {
        const log = await locateLog(path)
        const header = await readRunHeader(log)
        known.add(path)
        if (header.id === run && header.project === project && header.entity === entity)
          logs.push({ logPath: log.logPath, writer: header.writer })
      } catch {
        // A folder that is being made has no log yet; a broken one must not hide the others.
      }
    }
    return logs
  }
}
