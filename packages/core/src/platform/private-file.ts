import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** @returns undefined when the file does not exist */
export function readTextFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // ENOTDIR: a file stands where a folder of the path should be.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Replaces a file as a whole; only its owner may read it (0600, its folder 0700 when it is made here). */
export function writePrivateFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const draftPath = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeFileSync(draftPath, text, { mode: 0o600, flag: 'wx', flush: true })
    renameSync(draftPath, path)
  } catch (error) {
    rmSync(draftPath, { force: true })
    throw error
  }
}
