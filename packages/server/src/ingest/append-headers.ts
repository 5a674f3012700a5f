import { crc32 } from 'node:zlib'
import { AGE_HEADER, CRC_HEADER } from '@kymo/protocol'
import { ServerError } from '../errors.ts'

/** What an append says about its body. */
export interface AppendHeaders {
  /** Of the file, where the body belongs. */
  readonly offset: number
  /** Of the bytes after decompression. */
  readonly crc32: number
  /** Of the sender's file. */
  readonly ageMs: number
}

/** No log is older than this: a clock that stood at 1970 must not push a run out of sight. */
const MAX_AGE_MS = 10 * 365 * 24 * 60 * 60 * 1000

/**
 * @param action for messages: what cannot be done without them
 * @throws {ServerError} REQUEST_INVALID
 */
export function parseAppendHeaders(
  headers: { get(name: string): string | null },
  offsetText: string | null,
  action = 'append to the log',
): AppendHeaders {
  const invalid = (reason: string): ServerError =>
    new ServerError('REQUEST_INVALID', `Cannot ${action}: ${reason}`, {
      remedy: 'Update the client; docs/architecture.md, section 7, describes the kymo wire.',
    })
  const offset = parseCount(offsetText)
  if (offset === undefined) {
    throw invalid(
      `the query parameter offset must be a whole number from 0, not '${(offsetText ?? '').slice(0, 40)}'`,
    )
  }
  const crcText = headers.get(CRC_HEADER) ?? ''
  if (!/^[0-9a-f]{8}$/.test(crcText)) {
    throw invalid(`the header ${CRC_HEADER} must be 8 lower-case hex digits, not '${crcText.slice(0, 40)}'`)
  }
  const ageText = headers.get(AGE_HEADER)
  const ageMs = ageText === null ? 0 : parseCount(ageText)
  if (ageMs === undefined) {
    throw invalid(
      `the header ${AGE_HEADER} must be a whole number of milliseconds from 0, not '${ageText?.slice(0, 40)}'`,
    )
  }
  return { offset, crc32: Number.parseInt(crcText, 16), ageMs: Math.min(ageMs, MAX_AGE_MS) }
}

export function parseCount(text: string | null): number | undefined {
  if (text === null || !/^\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** @throws {ServerError} LOG_BAD_CHECKSUM */
export function checkCrc(bytes: Uint8Array, wantedCrc: number, action: string): void {
  const actual = crc32(bytes)
  if (actual === wantedCrc) return
  const [got, wanted] = [actual, wantedCrc].map((crc) => crc.toString(16).padStart(8, '0'))
  throw new ServerError(
    'LOG_BAD_CHECKSUM',
    `Cannot ${action}: the CRC-32 of the ${bytes.byteLength} bytes that arrived is ${got}, the sender announced ${wanted}`,
    { remedy: 'The bytes were damaged on their way; send them again.' },
  )
}
