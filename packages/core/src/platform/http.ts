export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** For the whole exchange: connecting, sending, and the reply to its last byte. */
  readonly timeoutMs: number
  /** A longer reply is a failure. */
  readonly maxReplyBytes: number
}

export type HttpOutcome =
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly headers: HttpHeaders
      readonly text: string
      /** What `text` was read from; a fake may leave it out. */
      readonly bytes?: Uint8Array
    }
  /** `reason` completes the sentence "Cannot reach X: …" and never holds a header's value. */
  | {
      readonly kind: 'failed'
      readonly cause: 'network' | 'timeout' | 'reply-too-long'
      readonly reason: string
    }

export interface HttpHeaders {
  get(name: string): string | null
}

/** Does one exchange. Never throws; an aborted one is a `failed`. Redirects are handed to the caller, not followed. */
export type HttpSend = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpOutcome>

const MAX_REASON_LENGTH = 200

/** {@link HttpSend} over the built-in fetch, whose connections are kept alive per thread. */
export const sendHttp: HttpSend = async (request, signal) => {
  if (isAborted(signal)) return { kind: 'failed', cause: 'network', reason: 'aborted' }
  // One controller per exchange: AbortSignal.any() leaks its sources on Node 20, and AbortSignal.timeout() is unref'd.
  const controller = new AbortController()
  let isTimedOut = false
  const timer = setTimeout(() => {
    isTimedOut = true
    controller.abort()
  }, request.timeoutMs)
  const abort = (): void => controller.abort()
  signal?.addEventListener('abort', abort)
  try {
    return await exchange(request, controller)
  } catch (error) {
    if (isTimedOut)
      return { kind: 'failed', cause: 'timeout', reason: `no reply within ${request.timeoutMs} ms` }
    return { kind: 'failed', cause: 'network', reason: isAborted(signal) ? 'aborted' : reasonOf(error) }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

async function exchange(request: HttpRequest, controller: AbortController): Promise<HttpOutcome> {
  const { method, url, headers, maxReplyBytes } = request
  // No body of ours is shared with another thread, which is all that fetch's type asks for.
  const body = request.body as Uint8Array<ArrayBuffer> | undefined
  const response = await fetch(url, { method, headers, body, redirect: 'manual', signal: controller.signal })
  const chunks: Uint8Array[] = []
  let byteCount = 0
  for await (const chunk of response.body ?? []) {
    byteCount += chunk.byteLength
    if (byteCount > maxReplyBytes) {
      // Leaving the loop also ends the connection.
      return { kind: 'failed', cause: 'reply-too-long', reason: `the reply exceeds ${maxReplyBytes} bytes` }
    }
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  return {
    kind: 'reply',
    status: response.status,
    headers: response.headers,
    text: bytes.toString('utf8'),
    bytes,
  }
}

/** A function, because the compiler takes a signal's state for constant. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true
}

/** fetch says "fetch failed" and hides why in `cause`, sometimes a list of one failure per address. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause
  const code = (first as { code?: unknown } | undefined)?.code
  if (typeof code === 'string' && /^[A-Z0-9_]+$/.test(code)) return code
  if (first instanceof Error) return first.message.slice(0, MAX_REASON_LENGTH)
  // An error of fetch itself, without a cause, may quote a header.
  return error instanceof Error ? error.name : 'unknown failure'
}
