import { constants, type Stats } from 'node:fs'
import { lstat, mkdir, open, realpath, rename, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ServerError } from '../errors.ts'

/** O_NOFOLLOW does not exist on Windows, where making a link needs rights of its own. */
export const NO_FOLLOW: number = (constants as { O_NOFOLLOW?: number }).O_NOFOLLOW ?? 0

/** What is at a path, itself and not what it links to. @returns undefined when there is nothing */
export async function lstatOrUndefined(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path)
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined
    throw error
  }
}

/**
 * Makes one folder in another, durably. One level at a time: a recursive mkdir would follow a link and make folders
 * behind it.
 * @returns its path
 * @throws {ServerError} LOG_PLACE_UNSAFE when something else is there
 */
export async function makeFolder(parent: string, name: string): Promise<string> {
  const path = join(parent, name)
  const status = await lstatOrUndefined(path)
  if (status === undefined) {
    await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
    await syncFolder(parent)
  } else if (!status.isDirectory()) {
    throw placeUnsafe()
  }
  return path
}

/**
 * Gives a file that is durable already its final name; what had the name is replaced in one step. The folder has to be
 * synced after it.
 * @throws {ServerError} LOG_PLACE_UNSAFE
 */
export async function moveInto(draftPath: string, path: string): Promise<void> {
  // The folders may have been replaced by links since they were looked at.
  const folder = dirname(path)
  if ((await realpath(folder)) !== folder) throw placeUnsafe()
  try {
    await rename(draftPath, path)
  } catch (error) {
    if (isCode(error, 'EISDIR', 'ENOTEMPTY', 'EEXIST')) throw placeUnsafe()
    throw error
  }
}

/** Makes the names in a folder durable. Some systems cannot open a folder; there the file system sees to it. */
export async function syncFolder(path: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'r')
    await handle.sync()
  } catch (error) {
    if (!isCode(error, 'EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP')) throw error
  } finally {
    await handle?.close()
  }
}

export function placeUnsafe(what = 'file'): ServerError {
  return new ServerError(
    'LOG_PLACE_UNSAFE',
    `Cannot write the ${what}: its place on the server is a link or not a file`,
    {
      remedy:
        'The administrator of the server has to replace the link below its data folder by a real folder or file.',
    },
  )
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')
}

const FULL_CODES: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** What a failed write means for a client: the system's code, and never a path of this machine. */
export function toWriteError(error: unknown, what: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (error instanceof ServerError || code === undefined) return error
  if (isCode(error, ...FULL_CODES)) {
    return new ServerError(
      'DISK_FULL',
      `Cannot write the ${what}: the disk of the server is full (${code})`,
      {
        cause: error,
        remedy:
          'Nothing is lost: the sender keeps what it has and tries again. Free some space on the server.',
      },
    )
  }
  return new ServerError('LOG_UNWRITABLE', `Cannot write the ${what}: ${code}`, {
    cause: error,
    remedy:
      'Nothing is lost: the sender keeps what it has and tries again. Check the disk and the permissions of the data folder.',
  })
}
