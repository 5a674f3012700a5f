import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CONTENT_CURSOR_FILE, resumeContentCursor } from '../uploader/content/content-cursor.ts'
import { parseCursor } from '../uploader/cursor.ts'
import { locateLog, unreadable } from './locate-log.ts'

/** How far one sink has acknowledged the log of a folder. */
export interface SinkProgress {
  readonly sink: string
  /** Server, entity and project. */
  readonly target: string
  readonly acknowledgedBytes: number
  /** Of the data that it was sent to, where the server says so. */
  readonly dataId?: string
  /** Files and artifacts that the log announces before this offset were sent too. */
  readonly contentsSentBefore: number
}

/** What {@link readSyncState} finds. */
export interface SyncState {
  readonly logBytes: number
  /** Where the log was sent to, sorted by sink. */
  readonly sinks: readonly SinkProgress[]
}

/**
 * Looks how far a run folder was sent, without reading its log.
 *
 * @param path a run folder, or the log in it
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE
 */
export async function readSyncState(path: string): Promise<SyncState> {
  const log = await locateLog(path)
  try {
    const { size } = await stat(log.logPath)
    return { logBytes: size, sinks: await readSinkProgress(log.folderPath) }
  } catch (error) {
    throw unreadable(log, error)
  }
}

/** @returns nothing for cursors that cannot be read: they say only how much need not be sent again */
export async function readSinkProgress(folderPath: string): Promise<SinkProgress[]> {
  const dir = join(folderPath, 'cursors')
  const names = await readdir(dir).catch((): string[] => [])
  const files = names.filter((name) => name.endsWith('.json')).toSorted()
  const contents = await readFile(join(folderPath, CONTENT_CURSOR_FILE), 'utf8').catch(() => undefined)
  const cursors = await Promise.all(
    files.map(async (name) => parseCursor(await readFile(join(dir, name), 'utf8').catch(() => undefined))),
  )
  return cursors.flatMap((cursor, i) =>
    cursor === undefined
      ? []
      : [
          {
            sink: (files[i] ?? '').slice(0, -'.json'.length),
            target: cursor.state.target,
            acknowledgedBytes: cursor.offset,
            ...(cursor.state.dataId === undefined ? {} : { dataId: cursor.state.dataId }),
            contentsSentBefore: resumeContentCursor(contents, {
              log: cursor.file,
              target: cursor.state.target,
            }).announcedBefore,
          },
        ],
  )
}
