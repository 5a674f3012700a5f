import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import { KymoError } from '../errors.ts'

export interface SourceStatus {
  readonly kind: 'file' | 'folder' | 'other'
  readonly sizeBytes: number
  /** Unix milliseconds. */
  readonly modifiedMs: number
}

/** @throws {KymoError} ARTIFACT_FILE_UNREADABLE */
export function statusOf(path: string): SourceStatus {
  try {
    const status = statSync(path)
    const kind = status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other'
    return { kind, sizeBytes: status.size, modifiedMs: status.mtimeMs }
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** For small files. @throws Node's errors */
export function readWhole(path: string): Uint8Array {
  return Uint8Array.from(readFileSync(path))
}

/**
 * Lists all files below a folder. Links to files count as files; links to folders are not followed, and what is neither file nor
 * folder is left out. One system call per folder and one per link.
 * @param options.withLinks every link counts as a file, whatever it leads to
 * @returns relative paths with `/`, sorted within each folder
 * @throws {KymoError} ARTIFACT_FILE_UNREADABLE
 */
export function listFiles(root: string, options: { readonly withLinks?: boolean } = {}): string[] {
  const isWantedLink = (entry: Dirent, path: string): boolean =>
    entry.isSymbolicLink() && (options.withLinks === true || isFile(path))
  const paths: string[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = readFolder(join(root, folder))
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) waiting.push(path)
      else if (entry.isFile() || isWantedLink(entry, join(root, path))) paths.push(path)
    }
  }
  return paths
}

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (error) {
    throw unreadable(path, error)
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

function unreadable(path: string, cause: unknown): KymoError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown failure'
  return new KymoError('ARTIFACT_FILE_UNREADABLE', `Cannot read ${path}: ${reason}`, {
    details: { path },
    cause,
  })
}
