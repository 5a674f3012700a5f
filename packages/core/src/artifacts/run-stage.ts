import { ContentStore } from '../platform/content-store.ts'
import { lookAtUri } from '../platform/look-at-uri.ts'
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
  | { readonly kind: 'failed'; readonly failure: StageFailure }

/** Never rejects. */
export async function runStage({ root, items }: StageStart): Promise<StageReply> {
  try {
    const store = new ContentStore({ root, isDurable: true })
    return { kind: 'staged', entries: await stageItems(items, store, lookAtUri) }
  } catch (error) {
    return { kind: 'failed', failure: toFailure(error) }
  }
}
