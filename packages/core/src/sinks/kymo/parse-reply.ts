import type { AppendReply, ServerInfo, WireEncoding } from '@kymo/protocol'

/** Every reply of the wire is a few hundred bytes; anything longer is not from a Kymo server. */
export const MAX_REPLY_BYTES: number = 64 * 1024

const KNOWN_ENCODINGS: readonly WireEncoding[] = ['identity', 'gzip', 'zstd']
const MAX_TEXT_LENGTH = 300

/** What a client needs of {@link ServerInfo}. `wire` is any number: the caller decides which ones it speaks. */
export type ParsedServerInfo = Omit<ServerInfo, 'wire'> & { readonly wire: number }

/** @returns undefined for anything that is not a Kymo server's introduction */
export function parseServerInfo(text: string): ParsedServerInfo | undefined {
  const value = parseObject(text)
  if (value === undefined || value['product'] !== 'kymo' || !isCount(value['wire'])) return undefined
  const encodings = Array.isArray(value['encodings']) ? value['encodings'] : []
  const maxAppendBytes = value['maxAppendBytes']
  return {
    product: 'kymo',
    version: toPlainText(value['version']),
    wire: value['wire'],
    encodings: KNOWN_ENCODINGS.filter((encoding) => encodings.includes(encoding)),
    maxAppendBytes: isCount(maxAppendBytes) && maxAppendBytes > 0 ? maxAppendBytes : Number.MAX_SAFE_INTEGER,
    authRequired: value['authRequired'] === true,
    authenticated: value['authenticated'] === true,
    ...(typeof value['dataId'] === 'string' ? { dataId: toPlainText(value['dataId']) } : {}),
  }
}

/** @returns undefined unless `offset` is a byte count */
export function parseAppendReply(text: string): AppendReply | undefined {
  const value = parseObject(text)
  if (value === undefined || !isCount(value['offset'])) return undefined
  return { offset: value['offset'], ...(value['stop'] === true ? { stop: true } : {}) }
}

/** @returns undefined unless every entry is one of the claims, and says how much of it the server holds */
export function parseMissingReply(
  text: string,
  claims: readonly { readonly sizeBytes: number }[],
): { readonly value: readonly { readonly index: number; readonly offset: number }[] } | undefined {
  const missing = parseObject(text)?.['missing']
  if (!Array.isArray(missing)) return undefined
  const value = missing.map((one: unknown) => {
    const { index, offset } = (one ?? {}) as Record<string, unknown>
    return { index, offset }
  })
  const isSound = (one: { index: unknown; offset: unknown }): one is { index: number; offset: number } =>
    isCount(one.index) && isCount(one.offset) && one.offset <= (claims[one.index]?.sizeBytes ?? -1)
  return value.every(isSound) ? { value } : undefined
}

/** @returns undefined unless `offset` lies within the content, and is its end when it is said to be complete */
export function parsePartReply(
  text: string,
  sizeBytes: number,
): { readonly value: { readonly offset: number; readonly isComplete: boolean } } | undefined {
  const value = parseObject(text)
  const offset = value?.['offset']
  if (!isCount(offset) || offset > sizeBytes) return undefined
  return { value: { offset, isComplete: value?.['complete'] === true } }
}

/** @returns the server's own words, remedy included, safe to print; undefined when the reply is no error of ours */
export function parseErrorReply(
  text: string,
): { readonly code: string; readonly message: string } | undefined {
  const error = parseObject(text)?.['error'] as Record<string, unknown> | null | undefined
  if (typeof error !== 'object' || error === null) return undefined
  const parts = [toPlainText(error['message']), toPlainText(error['remedy'])].filter((part) => part !== '')
  return parts.length === 0 ? undefined : { code: toPlainText(error['code']), message: parts.join('. ') }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** A server's text ends up on a terminal: no control characters, no length of its own choice. */
function toPlainText(value: unknown): string {
  return typeof value === 'string'
    ? value
        .replaceAll(/\p{C}+/gu, ' ')
        .trim()
        .slice(0, MAX_TEXT_LENGTH)
    : ''
}
