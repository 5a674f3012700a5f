import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'

/** A small text file that is replaced as a whole: after a crash it holds the old text or the new one. */
export interface AtomicFile {
  /** @returns undefined when the file does not exist */
  read(): Promise<string | undefined>
  write(text: string): Promise<void>
}

export function openAtomicFile(path: string): AtomicFile {
  return { read: () => readText(path), write: (text) => replaceText(path, text) }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function replaceText(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // A name of its own: two processes may sync one folder at once.
  const draftPath = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeSynced(draftPath, text)
    await rename(draftPath, path)
  } catch (error) {
    await rm(draftPath, { force: true })
    throw error
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
