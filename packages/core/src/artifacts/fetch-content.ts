import { KymoError } from '../errors.ts'
import type { ContentCache } from '../platform/content-cache.ts'
import {
  copyVerified,
  openVerifiedDraft,
  type ExpectedContent,
  type VerifiedDraft,
} from '../platform/verified-file.ts'
import type { ContentOrigin } from './content-source.ts'
import type { StagedEntry } from './content.ts'

export interface FetchContext {
  readonly origin: ContentOrigin
  readonly cache: ContentCache | undefined
  readonly sleep: (durationMs: number) => Promise<void>
  readonly signal: AbortSignal | undefined
  /** Bytes that came over the network. */
  readonly onFetched: (byteCount: number) => void
}

/** A broken connection goes on where it was, so often. */
const MAX_ATTEMPTS = 5
const RETRY_MS = 500

/**
 * Brings the content of an entry to its place: from this machine, the cache, or the server, in this order. It is checked on the way and
 * appears whole.
 * @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED
 * @throws Node's errors about the place
 */
export async function fetchContent(entry: StagedEntry, target: string, context: FetchContext): Promise<void> {
  const { origin, cache } = context
  const expected = toExpected(entry)
  const path = origin.localPath(entry)
  if (path !== undefined && (await copyVerified(path, target, expected))) return
  if (expected.sha256 === undefined || cache?.hasRoomFor(expected.sizeBytes) !== true)
    return download(entry, await openVerifiedDraft(target, expected), context)
  const content = { ...expected, sha256: expected.sha256 }
  if (await cache.copyTo(target, content)) return
  const draft = await cache.open(content)
  if (draft === undefined) return download(entry, await openVerifiedDraft(target, expected), context)
  await download(entry, draft, context)
  // Somebody may have made room meanwhile.
  if (!(await cache.copyTo(target, content)))
    await download(entry, await openVerifiedDraft(target, expected), context)
}

export function toExpected({ digest, sha256, sizeBytes }: StagedEntry): ExpectedContent {
  return { md5: digest, sha256, sizeBytes }
}

async function download(entry: StagedEntry, draft: VerifiedDraft, context: FetchContext): Promise<void> {
  try {
    for (let attempt = 1; draft.writtenBytes < entry.sizeBytes || attempt === 1; attempt++) {
      // oxlint-disable-next-line no-await-in-loop -- retries
      const error = await receive(entry, draft, context)
      if (error === undefined) break
      if (attempt >= MAX_ATTEMPTS || context.signal?.aborted === true) throw error
      // oxlint-disable-next-line no-await-in-loop
      await context.sleep(RETRY_MS * attempt)
    }
    if (await draft.finish()) return
    throw new KymoError(
      'ARTIFACT_CHANGED',
      `Cannot use '${entry.path}' of an artifact: what was received is not what was logged`,
      { details: { path: entry.path } },
    )
  } finally {
    await draft.discard()
  }
}

/** @returns what broke it off; undefined when all has come */
async function receive(
  entry: StagedEntry,
  draft: VerifiedDraft,
  { origin, signal, onFetched }: FetchContext,
): Promise<unknown> {
  if (origin.fetch === undefined)
    throw unavailable(entry, 'it is not on this machine, and there is no server to ask')
  try {
    const content = await origin.fetch(entry, draft.writtenBytes, signal)
    const { offset, body } = content
    let skipBytes = draft.writtenBytes - offset
    for await (const chunk of body) {
      const bytes = chunk.subarray(Math.min(skipBytes, chunk.length))
      skipBytes -= chunk.length - bytes.length
      if (draft.writtenBytes + bytes.length > entry.sizeBytes) {
        content.cancel()
        return unavailable(entry, `the server sends more than ${entry.sizeBytes} bytes`)
      }
      await draft.write(bytes)
      onFetched(bytes.length)
    }
    return draft.writtenBytes < entry.sizeBytes ? unavailable(entry, 'the connection broke') : undefined
  } catch (error) {
    return error instanceof KymoError
      ? error
      : unavailable(entry, error instanceof Error ? error.name : 'unknown')
  }
}

function unavailable({ path }: StagedEntry, reason: string): KymoError {
  return new KymoError('ARTIFACT_UNAVAILABLE', `Cannot fetch '${path}' of an artifact: ${reason}`, {
    details: { path, reason },
  })
}
