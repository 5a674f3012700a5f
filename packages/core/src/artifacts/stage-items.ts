import { fileURLToPath } from 'node:url'
import { KymoError } from '../errors.ts'
import { SourceChangedError, type ContentName, type ContentStore } from '../platform/content-store.ts'
import { hashFile } from '../platform/hash-file.ts'
import { statusOf } from '../platform/source-files.ts'
import type { ContentSource, StagedEntry, StageItem } from './content.ts'

/** Looks at the target of a reference. @returns undefined when it cannot be reached, or has no ETag */
export type LookAtUri = (
  uri: string,
) => Promise<{ readonly digest: string; readonly sizeBytes: number } | undefined>

/** What {@link KymoError} becomes when it crosses threads. */
export interface StageFailure {
  readonly code: 'ARTIFACT_FILE_UNREADABLE' | 'ARTIFACT_FILE_CHANGED' | 'ARTIFACT_NOT_STAGED'
  readonly reason: string
  readonly path: string
}

/** Looking at 10,000 addresses one after the other would take minutes. */
const MAX_LOOKS_AT_ONCE = 16

/**
 * Puts all content into the run folder and names it. Synchronous except for references; the caller's thread is busy meanwhile.
 * @throws {KymoError} ARTIFACT_FILE_UNREADABLE, ARTIFACT_FILE_CHANGED, ARTIFACT_NOT_STAGED
 */
export async function stageItems(
  items: readonly StageItem[],
  store: ContentStore,
  lookAt: LookAtUri,
): Promise<StagedEntry[]> {
  const entries = stageContents(items, store)
  const looks = items.flatMap((item, index) => (item.source.kind === 'reference' ? [{ item, index }] : []))
  for (let at = 0; at < looks.length; at += MAX_LOOKS_AT_ONCE) {
    const some = looks.slice(at, at + MAX_LOOKS_AT_ONCE)
    // oxlint-disable-next-line no-await-in-loop -- a bound on how many are under way
    const found = await Promise.all(some.map(({ item }) => lookAtReference(item, lookAt)))
    some.forEach(({ index }, i) => void (entries[index] = found[i]))
  }
  return entries
}

/** As {@link stageItems}, but a reference is kept by its address alone. */
export function stageContents(items: readonly StageItem[], store: ContentStore): StagedEntry[] {
  const entries = items.map((item) => {
    try {
      return stageItem(item, store)
    } catch (error) {
      throw toStageError(item, error)
    }
  })
  try {
    store.sync()
  } catch (error) {
    throw toStageError({ path: '' }, error)
  }
  return entries
}

export function toFailure(error: unknown): StageFailure {
  const path = detailOf(error, 'path') ?? ''
  const reason = detailOf(error, 'reason') ?? (error instanceof Error ? error.message : String(error))
  const code = error instanceof KymoError ? error.code : undefined
  const isOfSource = code === 'ARTIFACT_FILE_UNREADABLE' || code === 'ARTIFACT_FILE_CHANGED'
  return { code: isOfSource ? code : 'ARTIFACT_NOT_STAGED', reason, path }
}

function detailOf(error: unknown, name: 'path' | 'reason'): string | undefined {
  const detail = error instanceof KymoError ? error.details[name] : undefined
  return typeof detail === 'string' ? detail : undefined
}

export function fromFailure({ code, reason, path }: StageFailure, artifactName: string): KymoError {
  const where = path === '' ? '' : ` at '${path}'`
  return new KymoError(code, `Cannot log artifact ${artifactName}: ${reason}${where}`, {
    details: { path, reason, artifact: artifactName },
  })
}

function stageItem({ path, source }: StageItem, store: ContentStore): StagedEntry {
  switch (source.kind) {
    case 'bytes':
      return toEntry(path, store.putBytes(source.bytes))
    case 'file':
      return toEntry(path, putFile(source, store))
    case 'stored': {
      const { md5, sha256, sizeBytes } = source.content
      const isElsewhere = source.path === undefined || sha256 === undefined
      if (!isElsewhere) store.adopt(source.path, sha256)
      return { path, digest: md5, sha256, sizeBytes, ...(isElsewhere ? { isElsewhere } : {}) }
    }
    case 'reference':
      return { path, digest: source.uri, sha256: undefined, sizeBytes: 0, ref: source.uri }
    case 'resolved':
      return {
        path,
        digest: source.digest,
        sha256: undefined,
        sizeBytes: source.sizeBytes,
        ref: source.uri,
      }
  }
}

/** A file that was named before is taken from the store where it got there, and only as what it was. */
function putFile(source: Extract<ContentSource, { kind: 'file' }>, store: ContentStore): ContentName {
  const { expected } = source
  if (expected === undefined) return store.putFile(source.path, source.policy)
  if (store.has(expected)) return expected
  const { sizeBytes, modifiedMs } = statusOf(source.path)
  const isSame = sizeBytes === expected.sizeBytes && modifiedMs === expected.modifiedMs
  const name = isSame ? store.putFile(source.path, source.policy) : store.nameOf(source.path)
  if (name.sha256 !== expected.sha256)
    throw new SourceChangedError('it was changed before there was room for it on the disk')
  return isSame ? name : store.putFile(source.path, source.policy)
}

function toEntry(
  path: string,
  { md5, sha256, sizeBytes }: { md5: string; sha256: string; sizeBytes: number },
): StagedEntry {
  return { path, digest: md5, sha256, sizeBytes }
}

async function lookAtReference({ path, source }: StageItem, lookAt: LookAtUri): Promise<StagedEntry> {
  const { uri, checksum } = source as Extract<ContentSource, { kind: 'reference' }>
  const found = checksum ? await lookAtUri(uri, lookAt) : undefined
  return { path, digest: found?.digest ?? uri, sha256: undefined, sizeBytes: found?.sizeBytes ?? 0, ref: uri }
}

async function lookAtUri(
  uri: string,
  lookAt: LookAtUri,
): Promise<{ digest: string; sizeBytes: number } | undefined> {
  const { protocol } = new URL(uri)
  if (protocol === 'http:' || protocol === 'https:') return lookAt(uri)
  if (protocol !== 'file:') return undefined
  try {
    const { md5, sizeBytes } = await hashFile(fileURLToPath(uri))
    return { digest: md5, sizeBytes }
  } catch {
    return undefined
  }
}

function toStageError({ path }: { readonly path: string }, error: unknown): KymoError {
  if (error instanceof KymoError) return error
  const isChanged = error instanceof SourceChangedError
  const { code, syscall, message } = error as NodeJS.ErrnoException
  const reason = code === undefined ? message : `${code}${syscall === undefined ? '' : ` (${syscall})`}`
  const isSource = code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'EPERM'
  const failure = isChanged
    ? 'ARTIFACT_FILE_CHANGED'
    : isSource
      ? 'ARTIFACT_FILE_UNREADABLE'
      : 'ARTIFACT_NOT_STAGED'
  return new KymoError(failure, `Cannot stage '${path}': ${reason}`, {
    details: { path, reason },
    cause: error,
  })
}
