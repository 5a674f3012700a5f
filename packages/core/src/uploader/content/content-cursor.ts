/** How far the contents that a log announces have been acknowledged. Losing it means "ask again", never "lose". */
export interface ContentCursor {
  /** Name of the log inside the run folder. */
  readonly log: string
  /** All contents announced before this offset of the log are with the backend. */
  readonly announcedBefore: number
  /** Paths below `files/` that are to be sent when the run ends. */
  readonly atEnd: readonly string[]
  /** Server, entity and project. */
  readonly target: string
  /** Of the data there that the contents were sent to, where the server says so. */
  readonly dataId?: string
}

/** Beside the log's own cursor, in another shape, so that nobody takes it for one. */
export const CONTENT_CURSOR_FILE = 'cursors/kymo-content.json'

/** @returns the stored cursor if it belongs to this log and target, else one at the beginning */
export function resumeContentCursor(
  text: string | undefined,
  fresh: Pick<ContentCursor, 'log' | 'target'>,
): ContentCursor {
  const start = { ...fresh, announcedBefore: 0, atEnd: [] }
  try {
    const value = JSON.parse(text ?? 'null') as Partial<ContentCursor> | null
    if (value?.log !== fresh.log || value.target !== fresh.target) return start
    const { announcedBefore, atEnd, dataId } = value
    const isSound =
      typeof announcedBefore === 'number' &&
      Number.isSafeInteger(announcedBefore) &&
      announcedBefore >= 0 &&
      Array.isArray(atEnd) &&
      atEnd.every((path) => typeof path === 'string')
    const ofData = typeof dataId === 'string' ? { dataId } : {}
    return isSound ? { ...fresh, announcedBefore, atEnd, ...ofData } : start
  } catch {
    return start
  }
}
