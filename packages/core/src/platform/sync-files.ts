import { open } from 'node:fs/promises'

/** Asks the disk to keep what was written into these files, in the background. Never rejects: only a crash of the machine would tell. */
export async function syncFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- gentle on purpose: training has the disk too
      const handle = await open(path, 'r+')
      // oxlint-disable-next-line no-await-in-loop
      await handle.datasync().catch(() => undefined)
      // oxlint-disable-next-line no-await-in-loop
      await handle.close()
    } catch {
      // Read-only links of the user's own files, or a folder that has been removed.
    }
  }
}
