import { ContentStore } from '../platform/content-store.ts'
import { lookAtUri } from '../platform/look-at-uri.ts'
import { isDiskFull, nameItems, type PinnedItems } from './disk-room.ts'
import type { StagedEntry, StageItem } from './content.ts'
import { stageItems, toFailure, type StageFailure } from './stage-items.ts'

/** What a thread that stages one artifact is given. */
export interface StageStart {
  readonly kind: 'stage'
  readonly root: string
  readonly items: readonly StageItem[]
}

export type StageReply =
  | { readonly kind: 'staged'; readonly entries: readonly StagedEntry[] }
  /** `pinned`: the disk had no room; this is what to try again. */
  | { readonly kind: 'failed'; readonly failure: StageFailure; readonly pinned?: PinnedItems }

/** Never rejects. */
export async function runStage({ root, items }: StageStart): Promise<StageReply> {
  let store: ContentStore | undefined
  try {
    store = new ContentStore({ root, isDurable: true })
    return { kind: 'staged', entries: await stageItems(items, store, lookAtUri) }
  } catch (error) {
    const failure = toFailure(error)
    const pinned = isDiskFull(error)
      ? await nameItems(items, (name) => store?.has(name) === true).catch(() => undefined)
      : undefined
    return { kind: 'failed', failure, ...(pinned === undefined ? {} : { pinned }) }
  }
}
