import { crc32 } from 'node:zlib'
import { MAX_APPEND_BYTES, type WireEncoding } from '@kymo/protocol'
import type { HttpSend } from '../../platform/http.ts'
import type { LogBatch, Parcel, SendOutcome, Sink } from '../../uploader/sink.ts'
import { createKymoClient, type AppendOutcome, type KymoClient } from './client.ts'
import { chooseEncoding, encodeBody } from './encode-body.ts'
import type { ParsedServerInfo } from './parse-reply.ts'
import { hearDataId } from './server-data.ts'
import { findTargetProblem, isLoopbackUrl, type KymoTarget } from './target.ts'

/** Two of these are in memory at most. Larger ones gain nothing: the round trip is already a small part. */
const FULL_BATCH_BYTES = Math.min(MAX_APPEND_BYTES, 4 * 1024 * 1024)
/** A server that finds even this too large will never take the log. */
const MIN_BATCH_BYTES = 4096
/** Below this rate an address that looks like this machine is a tunnel to another one, and compression pays. */
const TUNNEL_BYTES_PER_MS = 20_000
/** Smaller requests say nothing about the line. */
const MIN_RATED_BYTES = 256 * 1024

export interface KymoSinkOptions {
  readonly target: KymoTarget
  readonly send: HttpSend
  readonly nowMs: () => number
  readonly requestTimeoutMs?: number
}

/** Ships the bytes of a log as they are. The server's own size of its copy is the cursor. */
export class KymoSink implements Sink {
  readonly name = 'kymo'
  readonly #options: KymoSinkOptions
  #client: KymoClient | undefined
  #dataId: string | undefined
  #encoding: WireEncoding = 'identity'
  #compressedEncoding: WireEncoding = 'identity'
  #largestBatchBytes = FULL_BATCH_BYTES
  #maxBatchBytes = FULL_BATCH_BYTES

  constructor(options: KymoSinkOptions) {
    this.#options = options
  }

  get maxBatchBytes(): number {
    return this.#maxBatchBytes
  }

  get dataId(): string | undefined {
    return this.#dataId
  }

  async open(request: Parameters<Sink['open']>[0], signal: AbortSignal): Promise<SendOutcome> {
    const problem = findTargetProblem(this.#options.target)
    if (problem !== undefined) return { kind: 'refused', ...problem }
    this.#client ??= createKymoClient({
      ...this.#options,
      // Of each reply: the server may have been replaced since it introduced itself.
      send: hearDataId(this.#options.send, (id) => void (this.#dataId = id)),
    })
    const outcome = await this.#client.readServerInfo(signal)
    if (outcome.kind !== 'info') return outcome
    this.#adapt(outcome.info)
    // An empty append asks where to continue, and proves that this key may write there.
    const offset = request.cursor.offset
    const probe = {
      offset,
      body: new Uint8Array(0),
      encoding: 'identity',
      crc32: 0,
      ageMs: request.ageMs,
    } as const
    return this.#digest(await this.#client.append(probe, signal), 0)
  }

  async prepare(batch: LogBatch): Promise<Parcel> {
    const { body, encoding } = await encodeBody(batch.bytes, this.#encoding)
    const { offset, ageMs, bytes } = batch
    const byteCount = bytes.byteLength
    const request = { offset, body, encoding, crc32: crc32(bytes), ageMs }
    return {
      offset,
      byteCount,
      send: async (signal) => {
        if (this.#client === undefined)
          return { kind: 'retry', code: 'UPLOAD_UNREACHABLE', reason: 'not connected' }
        const startedMs = this.#options.nowMs()
        const outcome = await this.#client.append(request, signal)
        this.#rate(byteCount, this.#options.nowMs() - startedMs)
        return this.#digest(outcome, byteCount)
      },
    }
  }

  #adapt(info: ParsedServerInfo): void {
    this.#dataId = info.dataId
    this.#largestBatchBytes = Math.max(1, Math.min(FULL_BATCH_BYTES, info.maxAppendBytes))
    this.#maxBatchBytes = Math.min(this.#maxBatchBytes, this.#largestBatchBytes)
    this.#compressedEncoding = chooseEncoding(info.encodings)
    this.#encoding = isLoopbackUrl(this.#options.target.baseUrl) ? 'identity' : this.#compressedEncoding
  }

  /** An address of this machine may be the near end of a slow tunnel. */
  #rate(byteCount: number, tookMs: number): void {
    if (byteCount >= MIN_RATED_BYTES && byteCount < tookMs * TUNNEL_BYTES_PER_MS)
      this.#encoding = this.#compressedEncoding
  }

  #digest(outcome: AppendOutcome, byteCount: number): SendOutcome {
    switch (outcome.kind) {
      case 'too-large':
        return this.#shrink(byteCount)
      case 'timeout':
        // A line this slow gets smaller requests, so that each of them has a chance.
        if (byteCount > MIN_RATED_BYTES) this.#maxBatchBytes = Math.ceil(byteCount / 2)
        return outcome.failure
      case 'sent':
        if (byteCount === this.#maxBatchBytes)
          this.#maxBatchBytes = Math.min(this.#largestBatchBytes, byteCount * 2)
        return outcome
      case 'resize':
      case 'retry':
      case 'refused':
        return outcome
    }
  }

  #shrink(byteCount: number): SendOutcome {
    if (byteCount <= MIN_BATCH_BYTES) {
      return {
        kind: 'refused',
        code: 'UPLOAD_REFUSED',
        reason: `it answered 413 to a request of ${byteCount} bytes`,
      }
    }
    this.#maxBatchBytes = Math.max(MIN_BATCH_BYTES, Math.floor(byteCount / 2))
    this.#largestBatchBytes = this.#maxBatchBytes
    return { kind: 'resize' }
  }
}
