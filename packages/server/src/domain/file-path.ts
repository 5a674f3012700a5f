import { ServerError } from '../errors.ts'
import { shorten } from './shorten.ts'

/** Bytes of one name on every common file system. */
const MAX_SEGMENT_BYTES = 255
const MAX_PATH_BYTES = 1024
const MAX_DEPTH = 32
/** Names that Windows gives to devices, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=$|\.| )/i
/** Windows cuts ends of dots and spaces off, and `:` names a stream of another file. */
const WINDOWS_ONLY = /[<>:"|?*]|[. ]$/

/**
 * Checks a path below `files/` of a run folder, whoever named it. What passes names one file below the folder on this
 * system, as long as no link stands in the way.
 * @param segments decoded once
 * @returns the path, with `/`
 * @throws {ServerError} NAME_INVALID
 */
export function checkFilePath(
  segments: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string {
  const path = segments.join('/')
  const reason =
    problemOf(path, segments) ?? segments.map((part) => problemOfPart(part, platform)).find(Boolean)
  if (reason === undefined) return path
  throw new ServerError('NAME_INVALID', `Cannot use the file path '${shorten(path)}': ${reason}`, {
    remedy: 'Give the file a plain relative path with "/" between its folders.',
  })
}

function problemOf(path: string, segments: readonly string[]): string | undefined {
  const byteCount = Buffer.byteLength(path)
  if (byteCount > MAX_PATH_BYTES) return `it has ${byteCount} bytes, the limit is ${MAX_PATH_BYTES}`
  if (segments.length > MAX_DEPTH) return `it is ${segments.length} folders deep, the limit is ${MAX_DEPTH}`
  return segments.length === 0 ? 'it is empty' : undefined
}

function problemOfPart(part: string, platform: NodeJS.Platform): string | undefined {
  if (part === '') return 'a part of it is empty'
  if (part === '.' || part === '..') return `it contains '${part}'`
  if (/[/\\]/.test(part)) return 'a part of it contains a slash or a backslash'
  if (/\p{Cc}|\p{Cs}/u.test(part)) return 'it contains a control character or a broken one'
  if (DEVICE.test(part)) return `'${shorten(part)}' is the name of a device`
  const byteCount = Buffer.byteLength(part)
  if (byteCount > MAX_SEGMENT_BYTES)
    return `a part of it has ${byteCount} bytes, the limit is ${MAX_SEGMENT_BYTES}`
  return platform === 'win32' && WINDOWS_ONLY.test(part) ? 'Windows has no such name' : undefined
}
