export interface HttpStreamRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Without a byte for so long the exchange is given up. */
  readonly idleTimeoutMs: number
  readonly signal?: AbortSignal
  /** Default `manual`: a key must not travel to a place that the user did not name. */
  readonly redirect?: 'follow' | 'manual'
}

export interface HttpStream {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** Ends when all has come; throws when the connection breaks. Read it to the end, or call `cancel`. */
  readonly body: AsyncIterable<Uint8Array>
  cancel(): void
}

/** GET with a reply of any size. @throws what fetch throws, when there is no reply */
export async function openHttpStream(request: HttpStreamRequest): Promise<HttpStream> {
  const { url, headers, idleTimeoutMs, signal, redirect = 'manual' } = request
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  if (signal?.aborted === true) abort()
  signal?.addEventListener('abort', abort)
  let timer = setTimeout(abort, idleTimeoutMs)
  const end = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  try {
    const reply = await fetch(url, { headers, redirect, signal: controller.signal })
    const touch = (): void => {
      clearTimeout(timer)
      timer = setTimeout(abort, idleTimeoutMs)
    }
    const cancel = (): void => {
      end()
      abort()
    }
    return { status: reply.status, headers: reply.headers, body: readBody(reply, { touch, end }), cancel }
  } catch (error) {
    end()
    throw error
  }
}

async function* readBody(
  reply: Response,
  { touch, end }: { touch: () => void; end: () => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of reply.body ?? []) {
      touch()
      yield chunk
    }
  } finally {
    end()
  }
}
