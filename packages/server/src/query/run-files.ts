import { readdir, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { FileInfo, FileList } from '../api/file-types.ts'
import { mediaTypeOf } from '../domain/media-type.ts'
import { runFilePath } from '../folders/run-file-path.ts'
import type { RunEntry } from '../projector/run-registry.ts'
import type { TrackedLog } from '../projector/tracked-log.ts'

export const MAX_FILES_PER_PAGE = 10_000
/** Of one run; more than anybody looks through. */
const MAX_FILES = 200_000

export interface FileQuery {
  readonly prefix: string
  /** Only paths above this. */
  readonly after: string | undefined
  readonly limit: number
}

/** Files of all folders of a run, by path; of two with one path the later session's. */
export async function listRunFiles(runsDir: string, entry: RunEntry, query: FileQuery): Promise<FileList> {
  const files = new Map<string, FileInfo>()
  for (const log of entry.logs) {
    const root = join(runsDir, dirname(log.logPath), 'files')
    for (const path of await listPaths(root)) {
      if (!path.startsWith(query.prefix) || files.size >= MAX_FILES) continue
      const status = await stat(join(root, path)).catch(() => undefined)
      if (status === undefined) continue
      const info = {
        path,
        sizeBytes: status.size,
        mimeType: mediaTypeOf(path),
        modifiedMs: Math.round(status.mtimeMs),
      }
      files.set(path, { ...info, folder: log.folderName })
    }
  }
  const all = [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const rest = query.after === undefined ? all : all.filter(({ path }) => path > query.after!)
  const page = rest.slice(0, query.limit)
  return {
    files: page,
    totalCount: all.length,
    totalBytes: all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    next: page.length < rest.length ? page[page.length - 1].path : null,
  }
}

/** @param logs whose folders are looked into, the last first @returns absolute path of a file of a run; undefined when there is none */
export async function findRunFile(
  runsDir: string,
  logs: readonly { readonly log: TrackedLog }[],
  path: string,
): Promise<string | undefined> {
  for (const { log } of logs.toReversed()) {
    const found = await runFilePath(join(runsDir, dirname(log.logPath)), path)
    if (found !== undefined) return found
  }
  return undefined
}

async function listPaths(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    )
}
