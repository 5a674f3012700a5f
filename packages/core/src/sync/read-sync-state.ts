import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { spansPathOf } from '../spans/spans-path.ts'
import { CONTENT_CURSOR_FILE, resumeContentCursor } from '../uploader/content/content-cursor.ts'
import { parseCursor, type LogCursor } from '../uploader/cursor.ts'
import { locateLog, unreadable, type RunLog } from './locate-log.ts'

/** How far one sink has acknowledged the log of a folder. */
export interface SinkProgress {
  readonly sink: string
  /** Name of the log, as it was sent. */
  readonly file: string
  /** Server, entity and project. */
  readonly target: string
  readonly acknowledgedBytes: number
  /** Of the data that it was sent to, where the server says so. */
  readonly dataId?: string
  /** Files and artifacts that the log announces before this offset were sent too. */
  readonly contentsSentBefore: number
  /** Of the log of spans; 0 too when there is none. */
  readonly unsentSpanBytes: number
}

/** What {@link readSyncState} finds. */
export interface SyncState {
  readonly logBytes: number
  /** Where the log was sent to, sorted by sink. */
  readonly sinks: readonly SinkProgress[]
}

/** True when a sink has everything that the folder has to send to it. */
export function hasEverything(
  { acknowledgedBytes, contentsSentBefore, unsentSpanBytes }: SinkProgress,
  logBytes: number,
): boolean {
  return Math.min(acknowledgedBytes, contentsSentBefore) >= logBytes && unsentSpanBytes === 0
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
    return { logBytes: size, sinks: await readSinkProgress(log) }
  } catch (error) {
    throw unreadable(log, error)
  }
}

/** @returns nothing for cursors that cannot be read: they say only how much need not be sent again */
export async function readSinkProgress({
  folderPath,
  logPath,
}: Pick<RunLog, 'folderPath' | 'logPath'>): Promise<SinkProgress[]> {
  const dir = join(folderPath, 'cursors')
  const names = await readdir(dir).catch((): string[] => [])
  const contents = await readFile(join(folderPath, CONTENT_CURSOR_FILE), 'utf8').catch(() => undefined)
  const spanBytes = await stat(spansPathOf(logPath)).then(
    ({ size }) => size,
    () => 0,
  )
  const cursors = new Map<string, LogCursor>()
  for (const name of names.filter((file) => file.endsWith('.json')).toSorted()) {
    const cursor = parseCursor(await readFile(join(dir, name), 'utf8').catch(() => undefined))
    if (cursor !== undefined) cursors.set(name.slice(0, -'.json'.length), cursor)
  }
  return [...cursors].flatMap(([sink, cursor]) => {
    const { offset, file, state } = cursor
    // Of another log than the run's.
    if (!file.endsWith('.wandb')) return []
    const { target, dataId } = state
    const ofSpans = cursors.get(`${sink}-spans`)
    const areSpansThere = ofSpans?.state.target === target && ofSpans.state.dataId === dataId
    const sentSpanBytes = areSpansThere ? ofSpans.offset : 0
    const ofContents = resumeContentCursor(contents, { log: file, target })
    return [
      {
        sink,
        file,
        target,
        acknowledgedBytes: offset,
        ...(dataId === undefined ? {} : { dataId }),
        // Where the three were not sent to the same data, the server has to be asked.
        contentsSentBefore: ofContents.dataId === dataId ? ofContents.announcedBefore : 0,
        unsentSpanBytes: Math.max(0, spanBytes - sentSpanBytes),
      },
    ]
  })
}
