import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isWireFileName, isWireFolderName, parseRunFolderName, runLogFileName } from '@kymo/protocol'
import { KymoError } from '../errors.ts'

/** A run folder and the log in it. */
export interface RunLog {
  /** Absolute. */
  readonly folderPath: string
  readonly folderName: string
  readonly logPath: string
  readonly fileName: string
}

/**
 * @param path a run folder, or the log in it
 * @throws {KymoError} RUN_FOLDER_INVALID when there is no log, or its name or the folder's cannot be one of a run
 */
export async function locateLog(path: string): Promise<RunLog> {
  const absolute = resolve(path)
  const isLog = absolute.endsWith('.wandb') && (await isFile(absolute))
  const folderPath = isLog ? dirname(absolute) : absolute
  const fileName = isLog ? basename(absolute) : await findLogFile(folderPath)
  const folderName = basename(folderPath)
  if (fileName === undefined) throw invalid(path, 'it holds no log (run-<id>.wandb)')
  if (!isWireFolderName(folderName)) {
    throw invalid(path, `'${folderName}' is not the name of a run folder (run-<date>_<time>-<id>)`)
  }
  if (!isWireFileName(fileName))
    throw invalid(path, `'${fileName}' is not the name of a log (run-<id>.wandb)`)
  return { folderPath, folderName, logPath: join(folderPath, fileName), fileName }
}

/** @returns the name of the log in a folder: the one that the folder's name announces, else the only one; or undefined */
export async function findLogFile(folderPath: string): Promise<string | undefined> {
  const id = parseRunFolderName(basename(folderPath))?.id
  if (id !== undefined && (await isFile(join(folderPath, runLogFileName(id))))) return runLogFileName(id)
  const names = await readdir(folderPath).catch((): string[] => [])
  const logs = names.filter((name) => /^run-.+\.wandb$/.test(name))
  const only = logs.length === 1 ? logs[0] : undefined
  return only !== undefined && (await isFile(join(folderPath, only))) ? only : undefined
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isFile(),
    () => false,
  )
}

function invalid(path: string, reason: string): KymoError {
  return new KymoError('RUN_FOLDER_INVALID', `Cannot use ${path} as a run folder: ${reason}`, {
    details: { path },
  })
}

export function unreadable(log: RunLog, cause: unknown): KymoError {
  const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown failure'
  const message = `Cannot read ${log.fileName} of ${log.folderName}: ${reason}`
  return new KymoError('RUN_FOLDER_UNREADABLE', message, { details: { path: log.logPath }, cause })
}
