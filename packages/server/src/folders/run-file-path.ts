import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

const MAX_PATH_CHARS = 4_096

/**
 * Absolute path of a file below `files/` of a run folder. The name comes from a log, so from anybody: it must be
 * relative, without `..`, and not lead out of the folder over a link.
 * @returns undefined when there is no such file, or it is not one of the run's
 */
export async function runFilePath(folder: string, path: string): Promise<string | undefined> {
  const parts = path.split('/')
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\0\\:]/.test(part))
  if (!isSafe || path.length > MAX_PATH_CHARS) return undefined
  try {
    const root = await realpath(join(folder, 'files'))
    const file = await realpath(join(root, ...parts))
    return file.startsWith(root + sep) ? file : undefined
  } catch {
    return undefined
  }
}
