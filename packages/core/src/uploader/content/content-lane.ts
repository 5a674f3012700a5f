import { createHash } from 'node:crypto'
import { stagedPath } from '../../artifacts/content.ts'
import type { ContentFiles } from '../../platform/content-files.ts'
import type { ContentAttempts } from './content-attempts.ts'
import type { ContentClaim, ContentKind, ContentSink } from './content-sink.ts'
import { runBounded } from '../../platform/run-bounded.ts'

/** One content that the log announces. */
export type ContentItem = {
  /** Of the record that announced it. */
  readonly offset: number
} & (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'blob'; readonly sha256: string; readonly sizeBytes: number; readonly label: string }
)

export interface LaneEvents {
  /** The backend has this; `sentBytes` is 0 when it had it before. */
  readonly onHeld: (item: ContentItem, sentBytes: number) => void
  /** Some of it was acknowledged. */
  readonly onSent: (byteCount: number) => void
  /** The backend lacks so much more than was known before. */
  readonly onLacking: (byteCount: number) => void
  /** It cannot be sent, because it is not here. */
  readonly onMissing: (item: ContentItem, reason: string) => void
}

export interface ContentLaneOptions {
  readonly kind: ContentKind
  readonly sink: ContentSink
  readonly files: ContentFiles
  readonly attempts: ContentAttempts
  readonly events: LaneEvents
}

/** Up to this size contents travel together; a larger one by itself, so that a cut transfer goes on where it was. */
const MAX_PACKED_BYTES = 512 * 1024
const MAX_PACK_BYTES = 4 * 1024 * 1024
/** Requests under way. Each holds a part or a pack, and fetch a copy of it. */
const MAX_REQUESTS = 3
/** A file that changes while it is being sent is tried so often; its next announcement begins anew. */
const MAX_CHANGES = 3

interface Claimed {
  readonly item: ContentItem
  readonly claim: ContentClaim
  /** Bytes that the backend holds already. */
  readonly heldBytes: number
}

/** Sends items of one kind, so many at a time as one question may have. */
export class ContentLane {
  readonly #options: ContentLaneOptions

  constructor(options: ContentLaneOptions) {
    this.#options = options
  }

  /**
   * Asks which of the items the backend lacks, and sends those.
   * @throws {ContentStop}
   */
  async send(items: readonly ContentItem[]): Promise<void> {
    const { kind, sink, attempts, events } = this.#options
    const claimed = await this.#claim(items)
    if (claimed.length === 0) return
    const claims = claimed.map(({ claim }) => claim)
    const reply = await attempts.run((signal) => sink.askMissing(kind, claims, signal))
    const missing = new Map(
      reply.kind === 'done' ? reply.value.map(({ index, offset }) => [index, offset]) : [],
    )
    const lacking: Claimed[] = []
    claimed.forEach((one, index) => {
      const heldBytes = missing.get(index)
      if (heldBytes === undefined) events.onHeld(one.item, 0)
      else lacking.push({ ...one, heldBytes })
    })
    events.onLacking(lacking.reduce((sum, { claim, heldBytes }) => sum + claim.sizeBytes - heldBytes, 0))
    await this.#sendAll(lacking)
  }

  async #sendAll(lacking: readonly Claimed[]): Promise<void> {
    const isPacked = ({ claim }: Claimed): boolean => claim.sizeBytes <= MAX_PACKED_BYTES
    const tasks = [
      ...toPacks(lacking.filter(isPacked)).map((pack) => () => this.#sendPack(pack)),
      ...lacking.filter((one) => !isPacked(one)).map((one) => () => this.#sendLarge(one)),
    ]
    await runBounded(tasks, MAX_REQUESTS)
  }

  /** Names what is there. A blob has its name from the log, so that nothing need be read to find out that the backend has it. */
  async #claim(items: readonly ContentItem[]): Promise<Claimed[]> {
    const claimed: Claimed[] = []
    const seen = new Set<string>()
    for (const item of items) {
      const key = item.kind === 'blob' ? item.sha256 : item.path
      // The newest announcement of a path, and one of equal contents, stand for all.
      if (seen.has(key)) this.#options.events.onHeld(item, 0)
      else {
        seen.add(key)
        // oxlint-disable-next-line no-await-in-loop -- one file after the other: the disk is not ours alone
        const claim = await this.#claimOf(item)
        if (claim !== undefined) claimed.push({ item, claim, heldBytes: 0 })
      }
    }
    return claimed
  }

  async #claimOf(item: ContentItem): Promise<ContentClaim | undefined> {
    if (item.kind === 'blob') return { sha256: item.sha256, sizeBytes: item.sizeBytes }
    const { files, attempts, events } = this.#options
    try {
      if ((await files.status(placeOf(item))) === undefined) {
        events.onMissing(item, 'it is no longer there')
        return undefined
      }
      const { sha256, sizeBytes } = await files.hash(placeOf(item), attempts.signal)
      return { path: item.path, sha256, sizeBytes }
    } catch (error) {
      if (!attempts.isCutOff) events.onMissing(item, reasonOf(error))
      return undefined
    }
  }

  async #sendPack(pack: readonly Claimed[]): Promise<void> {
    const { kind, sink, attempts, events } = this.#options
    const contents: { item: ContentItem; claim: ContentClaim; bytes: Uint8Array }[] = []
    for (const { item, claim } of pack) {
      // oxlint-disable-next-line no-await-in-loop -- one file after the other
      const bytes = await this.#readWhole(item, claim)
      if (bytes === undefined) continue
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      // What a file is now is as good as what it was; a blob is named by what it must be.
      if (sha256 === claim.sha256) contents.push({ item, claim, bytes })
      else if (item.kind === 'blob') events.onMissing(item, 'it is damaged')
      else contents.push({ item, claim: { ...claim, sha256, sizeBytes: bytes.length }, bytes })
    }
    if (contents.length === 0) return
    const outcome = await attempts.run((signal) => sink.sendPack(kind, contents, signal))
    for (const { item, bytes } of contents) {
      if (outcome.kind === 'mismatch')
        events.onMissing(item, 'the server received other bytes than were sent')
      else {
        events.onSent(bytes.length)
        events.onHeld(item, bytes.length)
      }
    }
  }

  async #sendLarge(first: Claimed): Promise<void> {
    const { events } = this.#options
    let claimed: Claimed | undefined = first
    for (let change = 0; claimed !== undefined && change < MAX_CHANGES; change++) {
      // oxlint-disable-next-line no-await-in-loop -- again, because the file changed
      const outcome = await this.#sendParts(claimed)
      if (outcome === 'missing') return
      if (typeof outcome === 'number') return events.onHeld(claimed.item, outcome)
      // oxlint-disable-next-line no-await-in-loop
      claimed = await this.#claimAgain(claimed)
    }
    if (claimed !== undefined) events.onMissing(claimed.item, 'it is being written')
  }

  /** @returns bytes that were sent */
  async #sendParts({ item, claim, heldBytes }: Claimed): Promise<number | 'changed' | 'missing'> {
    const { kind, sink, attempts, events } = this.#options
    let sentBytes = 0
    for (let offset = heldBytes; ;) {
      const count = Math.min(sink.maxPartBytes, claim.sizeBytes - offset)
      // oxlint-disable-next-line no-await-in-loop -- one part after the other
      const bytes = await this.#readPart(item, offset, Math.max(0, count))
      if (bytes === undefined) return 'missing'
      if (bytes.length < count) return 'changed'
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await attempts.run((signal) => sink.sendPart(kind, { claim, offset, bytes }, signal))
      if (outcome.kind === 'mismatch') return 'changed'
      sentBytes += bytes.length
      events.onSent(bytes.length)
      if (outcome.value.isComplete) return sentBytes
      offset = outcome.value.offset
    }
  }

  /** A blob that is not what it must be cannot be sent by anybody; a file has changed. */
  async #claimAgain({ item, claim }: Claimed): Promise<Claimed | undefined> {
    const { files, attempts, events } = this.#options
    try {
      const { sha256, sizeBytes } = await files.hash(placeOf(item), attempts.signal)
      if (item.kind === 'file') return { item, claim: { ...claim, sha256, sizeBytes }, heldBytes: 0 }
      if (sha256 === item.sha256) return { item, claim, heldBytes: 0 }
      events.onMissing(item, 'it is damaged')
    } catch (error) {
      if (!attempts.isCutOff) events.onMissing(item, reasonOf(error))
    }
    return undefined
  }

  #readWhole(item: ContentItem, claim: ContentClaim): Promise<Uint8Array | undefined> {
    // A little more, so that growth shows.
    return this.#readPart(item, 0, claim.sizeBytes + 1)
  }

  async #readPart(item: ContentItem, offset: number, count: number): Promise<Uint8Array | undefined> {
    const { files, events } = this.#options
    try {
      return await files.read(placeOf(item), offset, count)
    } catch (error) {
      events.onMissing(item, reasonOf(error))
      return undefined
    }
  }
}

function placeOf(item: ContentItem): string {
  return item.kind === 'blob' ? stagedPath(item.sha256) : `files/${item.path}`
}

function toPacks(claimed: readonly Claimed[]): Claimed[][] {
  const packs: Claimed[][] = []
  let packBytes = Number.POSITIVE_INFINITY
  for (const one of claimed) {
    if (packBytes + one.claim.sizeBytes > MAX_PACK_BYTES) {
      packs.push([])
      packBytes = 0
    }
    packs.at(-1)?.push(one)
    packBytes += one.claim.sizeBytes
  }
  return packs
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'it is no longer there'
  return code ?? (error instanceof Error ? error.message : 'unknown failure')
}
