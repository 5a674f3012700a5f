import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Dirent } from 'node:fs'

/** Folders between the start and a run folder. */
const MAX_DEPTH = 4
/** `kymo ui` may be started in any folder: looking stops somewhere. */
const MAX_FOLDERS = 20_000
const LOG_FILE = /^run-.+\.wandb$/
const SKIPPED = new Set(['node_modules'])

export interface FoundLogs {
  /** Below the start, with `/`. */
  readonly logPaths: string[]
  /** Folders in which run folders may appear, the start (`''`) first. */
  readonly containers: string[]
}

/**
 * Finds the logs below a folder: `run-*.wandb` files in folders whose name contains `run-`, at most four folders down,
 * and in the start itself. Links are not followed. Folders that cannot be read count as empty.
 * @param isKnownRunFolder folders that are not read again
 */
export async function findLogs(
  start: string,
  isKnownRunFolder: (folder: string) => boolean = () => false,
): Promise<FoundLogs> {
  const found: FoundLogs = { logPaths: [], containers: [] }
  const waiting = [{ folder: '', depth: 0 }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { folder, depth } = next
    if (found.containers.length + found.logPaths.length >= MAX_FOLDERS) break
    const entries = await list(join(start, folder))
    const isRunFolder = depth === 0 || (folder.split('/').at(-1) ?? '').includes('run-')
    const logs = isRunFolder ? entries.filter((entry) => entry.isFile() && LOG_FILE.test(entry.name)) : []
    for (const log of logs) found.logPaths.push(below(folder, log.name))
    if (logs.length > 0 && depth > 0) continue
    found.containers.push(folder)
    if (depth >= MAX_DEPTH) continue
    for (const entry of entries) {
      const child = below(folder, entry.name)
      if (entry.isDirectory() && isSearched(entry.name) && !isKnownRunFolder(child)) {
        waiting.push({ folder: child, depth: depth + 1 })
      }
    }
  }
  return found
}

function isSearched(name: string): boolean {
  return !name.startsWith('.') && !SKIPPED.has(name)
}

async function list(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch {
    return []
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}
