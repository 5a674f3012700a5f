import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

/** A small text file that is replaced as a whole: after a crash it holds the old text or the new one. */
export interface AtomicFile {
  /** @returns undefined when the file does not exist */
  read(): Promise<string | undefined>
  /** Makes the folder of the file where needed, but not the folder above. */
  write(text: string): Promise<void>
  /** Removes what processes left behind that ended in the middle of a write. Never rejects. */
  tidy(): Promise<void>
}

const DRAFT_SUFFIX = '.tmp'
/** Writing a draft takes milliseconds; a disk may stall. */
const STALE_DRAFT_MS = 10 * 60 * 1000

export function openAtomicFile(path: string): AtomicFile {
  return {
    read: () => readText(path),
    write: (text) => replaceText(path, text),
    tidy: () => removeStaleDrafts(path),
  }
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
  await makeFolder(dirname(path))
  // A name of its own: two processes may sync one folder at once.
  const draftPath = `${path}.${randomBytes(6).toString('hex')}${DRAFT_SUFFIX}`
  try {
    await writeSynced(draftPath, text)
    await rename(draftPath, path)
  } catch (error) {
    await rm(draftPath, { force: true })
    throw error
  }
}

/** Only the last folder of the path: a run folder that somebody removed shall not come back. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** A process that ends between writing and renaming leaves its draft behind. Best effort. */
async function removeStaleDrafts(path: string): Promise<void> {
  const folder = dirname(path)
  const names = await readdir(folder).catch((): string[] => [])
  const drafts = names.filter((name) => name.startsWith(`${basename(path)}.`) && name.endsWith(DRAFT_SUFFIX))
  for (const name of drafts) {
    const modifiedMs = await stat(join(folder, name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    )
    if (Date.now() - modifiedMs > STALE_DRAFT_MS)
      await rm(join(folder, name), { force: true }).catch(() => undefined)
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
