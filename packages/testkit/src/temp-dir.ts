import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of its own for one test. */
export interface TempDir {
  readonly path: string
  /** @returns a path inside the folder */
  join(...parts: string[]): string
  remove(): void
}

export function createTempDir(): TempDir {
  // The real path: on some systems the temporary folder is behind a link.
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'kymo-test-')))
  return {
    path,
    join: (...parts) => join(path, ...parts),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }),
  }
}
