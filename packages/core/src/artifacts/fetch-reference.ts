import { copyFile, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { KymoError } from '../errors.ts'
import { hashFile } from '../platform/hash-file.ts'
import { openHttpStream, type HttpStream } from '../platform/http-stream.ts'
import { streamToFile } from '../platform/stream-to-file.ts'
import type { StagedEntry } from './content.ts'
import type { FetchContext } from './fetch-content.ts'

const IDLE_TIMEOUT_MS = 30_000

type ReferenceEntry = StagedEntry & { readonly ref: string }

/**
 * Brings the target of a reference, and compares what was kept of it: an ETag, or the MD5 of a file.
 * @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_CHANGED
 */
export async function fetchReference(
  entry: ReferenceEntry,
  target: string,
  context: FetchContext,
): Promise<void> {
  const { protocol } = new URL(entry.ref)
  if (protocol === 'file:') return copyFileTarget(entry, target)
  if (protocol === 'http:' || protocol === 'https:') return fetchHttpTarget(entry, target, context)
  throw unavailable(entry, `'${protocol}' is not fetched; use the option references: 'skip'`)
}

async function copyFileTarget(entry: ReferenceEntry, target: string): Promise<void> {
  const source = fileURLToPath(entry.ref)
  const name = await hashFile(source).catch((error: unknown) => {
    throw unavailable(entry, (error as NodeJS.ErrnoException).code ?? 'unknown failure')
  })
  if (entry.digest !== entry.ref && entry.digest !== name.md5) throw changed(entry)
  await rm(target, { force: true })
  await copyFile(source, target)
}

async function fetchHttpTarget(
  entry: ReferenceEntry,
  target: string,
  { signal, onFetched }: FetchContext,
): Promise<void> {
  let stream: HttpStream
  try {
    stream = await openHttpStream({
      url: entry.ref,
      headers: {},
      idleTimeoutMs: IDLE_TIMEOUT_MS,
      redirect: 'follow',
      ...(signal === undefined ? {} : { signal }),
    })
  } catch {
    throw unavailable(entry, 'its server does not answer')
  }
  const etag = stream.headers.get('etag')?.replaceAll(/^"|"$/g, '')
  const isOther = entry.digest !== entry.ref && etag !== undefined && etag !== entry.digest
  if (stream.status !== 200 || isOther) {
    stream.cancel()
    throw isOther ? changed(entry) : unavailable(entry, `its server answered ${stream.status}`)
  }
  await streamToFile(stream.body, target, onFetched).catch((error: unknown) => {
    throw unavailable(entry, error instanceof Error ? error.name : 'unknown failure')
  })
}

function unavailable({ path, ref }: ReferenceEntry, reason: string): KymoError {
  return new KymoError('ARTIFACT_UNAVAILABLE', `Cannot fetch '${path}', which is ${ref}: ${reason}`, {
    details: { path, ref, reason },
  })
}

function changed({ path, ref }: ReferenceEntry): KymoError {
  return new KymoError(
    'ARTIFACT_CHANGED',
    `Cannot use '${path}': ${ref} is not what it was when it was logged`,
    {
      details: { path, ref },
    },
  )
}
