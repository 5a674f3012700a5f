import { randomBytes } from 'node:crypto'
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  type FSWatcher,
} from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What tells that a file was written or replaced. */
export interface FileStamp {
  readonly sizeBytes: number
  readonly modifiedMs: number
  readonly inode: number
}

/** The file operations behind `run.save`. */
export interface SavedContent {
  /** @returns undefined when there is no such file */
  stamp(path: string): FileStamp | undefined
  /** With all links resolved. @throws Node's errors */
  realPath(path: string): string
  /** Puts a copy in its place, whole or not at all. @throws Node's errors */
  copyNow(source: string, target: string): void
  /** As `copyNow`, off this thread. */
  copy(source: string, target: string): Promise<void>
  /** The same file under a second name, so that what is written into it later is there too; a copy where that is impossible. @throws Node's errors */
  linkNow(source: string, target: string): void
  /** Calls back when something in the folder may have changed. @returns ends it; undefined when the system cannot watch */
  watch(folder: string, onChange: () => void): (() => void) | undefined
}

export const systemSavedContent: SavedContent = {
  stamp: (path) => {
    const status = statSync(path, { throwIfNoEntry: false })
    if (status?.isFile() !== true) return undefined
    return { sizeBytes: status.size, modifiedMs: status.mtimeMs, inode: status.ino }
  },
  realPath: (path) => realpathSync(path),
  copyNow: (source, target) => {
    mkdirSync(dirname(target), { recursive: true })
    const draft = draftOf(target)
    try {
      copyFileSync(source, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
      renameSync(draft, target)
    } finally {
      rmSync(draft, { force: true })
    }
  },
  copy: async (source, target) => {
    await mkdir(dirname(target), { recursive: true })
    const draft = draftOf(target)
    try {
      await copyFile(source, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
      await rename(draft, target)
    } finally {
      await rm(draft, { force: true })
    }
  },
  linkNow: (source, target) => {
    mkdirSync(dirname(target), { recursive: true })
    const draft = draftOf(target)
    try {
      // A link would be to the link, not to the file.
      linkSync(realpathSync(source), draft)
    } catch {
      return systemSavedContent.copyNow(source, target)
    }
    try {
      renameSync(draft, target)
    } finally {
      rmSync(draft, { force: true })
    }
  },
  watch: (folder, onChange) => {
    try {
      const watcher: FSWatcher = watch(folder, { persistent: false }, () => onChange())
      // The folder was removed, or the system ran out of watches: the timer still looks.
      watcher.on('error', () => watcher.close())
      return () => watcher.close()
    } catch {
      return undefined
    }
  },
}

function draftOf(target: string): string {
  return join(dirname(target), `.kymo-${randomBytes(9).toString('hex')}.tmp`)
}
