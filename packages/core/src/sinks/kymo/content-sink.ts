import { crc32 } from 'node:zlib'
import {
  CRC_HEADER,
  encodePack,
  MAX_PACK_FILES,
  MAX_PART_BYTES,
  SHA256_HEADER,
  type FileClaim,
} from '@kymo/protocol'
import type { HttpOutcome, HttpRequest, HttpSend } from '../../platform/http.ts'
import type {
  ContentClaim,
  ContentFailure,
  ContentKind,
  ContentOutcome,
  ContentPart,
  ContentSink,
  MissingContent,
} from '../../uploader/content/content-sink.ts'
import { classifyFailure } from './classify-reply.ts'
import { parseErrorReply, parseMissingReply, parsePartReply } from './parse-reply.ts'
import { findTargetProblem, trimBaseUrl, type KymoTarget } from './target.ts'

/** A question about this many contents gets an answer of some 40 bytes for each. */
const MAX_REPLY_BYTES = 256 * 1024
const REQUEST_TIMEOUT_MS = 15_000
const SLOWEST_LINE_BYTES_PER_MS = 32

export interface KymoContentSinkOptions {
  readonly target: KymoTarget
  readonly send: HttpSend
  readonly nowMs: () => number
}

/** Files and blobs on a Kymo server (protocol/src/wire/kymo-wire.ts). */
export class KymoContentSink implements ContentSink {
  readonly maxClaims: number = MAX_PACK_FILES
  readonly maxPartBytes: number = MAX_PART_BYTES
  readonly #options: KymoContentSinkOptions
  readonly #baseUrl: string

  constructor(options: KymoContentSinkOptions) {
    this.#options = options
    this.#baseUrl = trimBaseUrl(options.target.baseUrl)
  }

  async askMissing(
    kind: ContentKind,
    claims: readonly ContentClaim[],
    signal: AbortSignal,
  ): Promise<ContentOutcome<readonly MissingContent[]>> {
    const files: FileClaim[] = claims.map(({ path, sha256, sizeBytes }) => ({
      ...(path === undefined ? {} : { path }),
      sha256,
      size: sizeBytes,
    }))
    const body = new TextEncoder().encode(JSON.stringify({ files }))
    const headers = { 'content-type': 'application/json' }
    const outcome = await this.#send(
      { method: 'POST', path: `${this.#place(kind)}/missing`, body, headers },
      signal,
    )
    return judge(outcome, (text) => parseMissingReply(text, claims))
  }

  async sendPack(
    kind: ContentKind,
    contents: readonly { readonly claim: ContentClaim; readonly bytes: Uint8Array }[],
    signal: AbortSignal,
  ): Promise<ContentOutcome<undefined>> {
    const body = encodePack(
      contents.map(({ claim, bytes }) => ({
        name: claim.path ?? '',
        sha256: claim.sha256,
        content: bytes,
      })),
    )
    const headers = { 'content-type': 'application/octet-stream', [CRC_HEADER]: crcOf(body) }
    const outcome = await this.#send(
      { method: 'POST', path: `${this.#place(kind)}/pack`, body, headers },
      signal,
    )
    return judge(outcome, () => ({ value: undefined }))
  }

  async sendPart(
    kind: ContentKind,
    { claim, offset, bytes }: ContentPart,
    signal: AbortSignal,
  ): Promise<ContentOutcome<{ readonly offset: number; readonly isComplete: boolean }>> {
    const { path, sha256, sizeBytes } = claim
    const name = path === undefined ? `sha256/${sha256}` : path.split('/').map(encodeURIComponent).join('/')
    const query = `offset=${offset}&size=${sizeBytes}`
    const headers = {
      'content-type': 'application/octet-stream',
      [CRC_HEADER]: crcOf(bytes),
      [SHA256_HEADER]: sha256,
    }
    const request = {
      method: 'PUT',
      path: `${this.#place(kind)}/${name}?${query}`,
      body: bytes,
      headers,
    } as const
    return judge(await this.#send(request, signal), (text) => parsePartReply(text, sizeBytes))
  }

  #place(kind: ContentKind): string {
    if (kind === 'blob') return '/api/v1/blobs'
    const { entity, project, folder } = this.#options.target.address
    return `/api/v1/files/${[entity, project, folder].map(encodeURIComponent).join('/')}`
  }

  async #send(
    request: Pick<HttpRequest, 'method' | 'headers'> & { readonly path: string; readonly body: Uint8Array },
    signal: AbortSignal,
  ): Promise<HttpOutcome | ContentFailure> {
    const { target, send, nowMs } = this.#options
    const problem = findTargetProblem(target)
    if (problem !== undefined) return { kind: 'refused', ...problem }
    const { method, path, body, headers } = request
    const authorization: Record<string, string> =
      target.apiKey === undefined ? {} : { authorization: `Bearer ${target.apiKey}` }
    const outcome = await send(
      {
        method,
        url: `${this.#baseUrl}${path}`,
        headers: { ...authorization, accept: 'application/json', ...headers },
        body,
        timeoutMs: REQUEST_TIMEOUT_MS + Math.ceil(body.byteLength / SLOWEST_LINE_BYTES_PER_MS),
        maxReplyBytes: MAX_REPLY_BYTES,
      },
      signal,
    )
    const isSuccess = outcome.kind === 'reply' && (outcome.status === 200 || outcome.status === 409)
    if (isSuccess || isMismatch(outcome)) return outcome
    return classifyFailure(outcome, { baseUrl: this.#baseUrl, nowMs: nowMs() })
  }
}

function judge<T>(
  outcome: HttpOutcome | ContentFailure,
  parse: (text: string) => { readonly value: T } | undefined,
): ContentOutcome<T> {
  if (outcome.kind === 'retry' || outcome.kind === 'refused') return outcome
  if (outcome.kind === 'failed') return { kind: 'retry', code: 'UPLOAD_UNREACHABLE', reason: outcome.reason }
  if (outcome.status === 422) return { kind: 'mismatch' }
  const parsed = parse(outcome.text)
  if (parsed !== undefined) return { kind: 'done', value: parsed.value }
  const reason = `it answered ${outcome.status} with a reply that makes no sense`
  return { kind: 'retry', code: 'UPLOAD_REPLY_INVALID', reason }
}

function isMismatch(outcome: HttpOutcome): boolean {
  return (
    outcome.kind === 'reply' &&
    outcome.status === 422 &&
    parseErrorReply(outcome.text)?.code === 'CONTENT_MISMATCH'
  )
}

function crcOf(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, '0')
}
