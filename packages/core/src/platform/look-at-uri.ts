/** Asks for the ETag and the size of an address, within this time. */
const TIMEOUT_MS = 5000

/** @returns undefined when it cannot be reached, or has no ETag */
export async function lookAtUri(uri: string): Promise<{ digest: string; sizeBytes: number } | undefined> {
  try {
    const reply = await fetch(uri, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT_MS) })
    await reply.body?.cancel()
    const etag = reply.headers.get('etag')
    if (!reply.ok || etag === null) return undefined
    const length = Number(reply.headers.get('content-length') ?? 0)
    return {
      // As W&B's clients keep it.
      digest: etag.replace(/^"|"$/g, ''),
      sizeBytes: Number.isSafeInteger(length) && length >= 0 ? length : 0,
    }
  } catch {
    return undefined
  }
}
