import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { copyVerified, openVerifiedDraft, type ExpectedContent, type VerifiedDraft } from './verified-file.ts'

export interface ContentCacheOptions {
  readonly root: string
  /** Above this the least recently used contents are removed. 0: nothing is kept. */
  readonly maxBytes: number
  readonly nowMs: () => number
}

/** Room that an eviction makes, so that the next download does not begin with another. */
const KEPT_RATIO = 0.9
/** The time of use is the file's modification time; it is not set more often than this. */
const TOUCH_INTERVAL_MS = 60_000
/** A draft of a process that has died. */
const STALE_DRAFT_MS = 24 * 60 * 60 * 1000

type CachedContent = ExpectedContent & { readonly sha256: string }

/**
 * Contents by their SHA-256 in a folder that many processes share. A content has its name only when it is whole; what is read is checked
 * again; removing one while another process copies it does no harm, because that one then fetches it.
 */
export class ContentCache {
  readonly #options: ContentCacheOptions
  #addedBytes = 0

  constructor(options: ContentCacheOptions) {
    this.#options = options
  }

  /** Whether it makes sense to put a content of this size here. */
  hasRoomFor(sizeBytes: number): boolean {
    return sizeBytes <= this.#options.maxBytes * KEPT_RATIO
  }

  /** Copies a content out. A damaged one is removed. @returns false when it is not here */
  async copyTo(target: string, content: CachedContent): Promise<boolean> {
    const path = this.#pathOf(content.sha256)
    const status = await stat(path).catch(() => undefined)
    if (status === undefined) return false
    if (!(await copyVerified(path, target, content))) {
      await rm(path, { force: true }).catch(() => undefined)
      return false
    }
    const nowMs = this.#options.nowMs()
    if (nowMs - status.mtimeMs > TOUCH_INTERVAL_MS)
      await utimes(path, nowMs / 1000, nowMs / 1000).catch(() => undefined)
    return true
  }

  /** @returns undefined when the cache cannot be written: then do without */
  async open(content: CachedContent): Promise<VerifiedDraft | undefined> {
    const path = this.#pathOf(content.sha256)
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      this.#addedBytes += content.sizeBytes
      return await openVerifiedDraft(path, content)
    } catch {
      return undefined
    }
  }

  /** Removes what is too much, least recently used first. Cheap when nothing was added. Never rejects. */
  async evict(): Promise<void> {
    if (this.#addedBytes === 0) return
    this.#addedBytes = 0
    const { maxBytes, nowMs } = this.#options
    for (const { path } of (await planEviction({ root: this.#options.root, maxBytes, nowMs: nowMs() }))
      .doomed)
      // oxlint-disable-next-line no-await-in-loop -- until there is room
      await rm(path, { force: true }).catch(() => undefined)
  }

  #pathOf(sha256: string): string {
    return join(this.#options.root, 'sha256', sha256.slice(0, 2), sha256)
  }
}

export interface CachedFile {
  readonly path: string
  /** Not whole: its process is at it, or has died. */
  readonly isDraft: boolean
  readonly sizeBytes: number
  /** Unix milliseconds. */
  readonly usedMs: number
}

export interface EvictionPlan {
  /** Of whole contents. */
  readonly totalBytes: number
  readonly count: number
  /** What is too much, and drafts of processes that have died. */
  readonly doomed: readonly CachedFile[]
}

/** Which contents have to go so that the cache is within its bound, least recently used first. Changes nothing. Never rejects. */
export async function planEviction({
  root,
  maxBytes,
  nowMs,
}: {
  readonly root: string
  readonly maxBytes: number
  readonly nowMs: number
}): Promise<EvictionPlan> {
  const files = await listCache(root)
  const doomed = files.filter(({ isDraft, usedMs }) => isDraft && nowMs - usedMs > STALE_DRAFT_MS)
  const contents = files.filter(({ isDraft }) => !isDraft).toSorted((a, b) => a.usedMs - b.usedMs)
  const totalBytes = contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (totalBytes > maxBytes) {
    let leftBytes = totalBytes
    for (const content of contents) {
      if (leftBytes <= maxBytes * KEPT_RATIO) break
      doomed.push(content)
      leftBytes -= content.sizeBytes
    }
  }
  return { totalBytes, count: contents.length, doomed }
}

async function listCache(cacheRoot: string): Promise<CachedFile[]> {
  const root = join(cacheRoot, 'sha256')
  const files: CachedFile[] = []
  for (const prefix of await readdir(root).catch((): string[] => [])) {
    // oxlint-disable-next-line no-await-in-loop -- 256 folders
    for (const name of await readdir(join(root, prefix)).catch((): string[] => [])) {
      const path = join(root, prefix, name)
      // oxlint-disable-next-line no-await-in-loop
      const status = await stat(path).catch(() => undefined)
      if (status?.isFile() !== true) continue
      files.push({ path, isDraft: name.startsWith('.'), sizeBytes: status.size, usedMs: status.mtimeMs })
    }
  }
  return files
}
