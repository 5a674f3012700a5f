import { fileUrl, runFileBase } from '../../api/media-client.ts'
import type { MediaRun } from './media-run.ts'

/** Where a path of a logged value is found. */
export type ResolveFile = (path: string) => string

export function runFiles(run: MediaRun): ResolveFile {
  const base = runFileBase(run)
  return (path) => fileUrl(base, path)
}

/** The last part of a path, for a download and for people. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
