import { isRunId } from './run-id.ts'

/** '+' cannot be part of a run id. */
const FOLDER = /^(offline-)?run-(\d{8}_\d{6})-([^+]+)(?:\+([a-z0-9]{1,16}))?$/
const WIRE_FILE = /^run-(.+)\.(?:wandb|spans)$/
const MAX_NAME_CHARS = 150

/** What the name of a run's folder says. */
export interface RunFolderNameParts {
  readonly startedAt: Date
  readonly id: string
  readonly offline: boolean
  /** 1 to 16 of `[a-z0-9]` that tell this writer's folder from those of others, on other machines too. */
  readonly writer?: string
}

/**
 * Name of a run's folder: `run-YYYYMMDD_HHMMSS-<id>` in local time, with `offline-` in front when started offline, and
 * `+<writer>` at the end when several write into the run at the same time.
 */
export function runFolderName({ startedAt, id, offline, writer }: RunFolderNameParts): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const date = `${startedAt.getFullYear()}${two(startedAt.getMonth() + 1)}${two(startedAt.getDate())}`
  const time = `${two(startedAt.getHours())}${two(startedAt.getMinutes())}${two(startedAt.getSeconds())}`
  return `${offline ? 'offline-' : ''}run-${date}_${time}-${id}${writer === undefined ? '' : `+${writer}`}`
}

/** The parts of a run folder's name; undefined when it is not one. */
export function parseRunFolderName(
  name: string,
): { id: string; startedText: string; offline: boolean } | undefined {
  const match = FOLDER.exec(name)
  if (match === null) return undefined
  return { id: match[3], startedText: match[2], offline: match[1] !== undefined }
}

/** `run-<id>.wandb` */
export function runLogFileName(id: string): string {
  return `run-${id}.wandb`
}

/** `run-<id>.spans`, beside the log. */
export function runSpansFileName(id: string): string {
  return `run-${id}.spans`
}

/** True for a folder name that a server may create on disk. */
export function isWireFolderName(text: string): boolean {
  const parts = parseRunFolderName(text)
  return parts !== undefined && isWireName(text) && isRunId(parts.id)
}

/** True for a log's file name that a server may create on disk. */
export function isWireFileName(text: string): boolean {
  const id = WIRE_FILE.exec(text)?.[1]
  return id !== undefined && isWireName(text) && isRunId(id)
}

function isWireName(text: string): boolean {
  return text.length <= MAX_NAME_CHARS
}
