import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeName, encodeName, isHashedName, NAME_FILE } from '../domain/name-encoding.ts'

export interface Place {
  readonly entity: string
  readonly project: string
}

/** Entity and project that the place of a log gives it; undefined where the log itself says. */
export type PlaceRule = (logPath: string) => Place | undefined

/**
 * `served`: in `<entity>/<project>/<folder>/<file>` the names of the folders win over what the log says, because that is
 * where its sender put it. `plain`: the log says.
 */
export function placeRule(runsDir: string, layout: 'served' | 'plain'): PlaceRule {
  if (layout === 'plain') return () => undefined
  return (logPath) => {
    const parts = logPath.split('/')
    if (parts.length !== 4) return undefined
    const [entityFolder, projectFolder] = parts
    const entity = nameOf(join(runsDir, entityFolder), entityFolder)
    const project = nameOf(join(runsDir, entityFolder, projectFolder), projectFolder)
    return entity === undefined || project === undefined ? undefined : { entity, project }
  }
}

function nameOf(path: string, folder: string): string | undefined {
  if (!isHashedName(folder)) return decodeName(folder)
  try {
    const { name } = JSON.parse(readFileSync(join(path, NAME_FILE), 'utf8')) as { name?: unknown }
    return typeof name === 'string' && encodeName(name) === folder ? name : folder
  } catch {
    // The folder's own name is better than to lose the run.
    return folder
  }
}
