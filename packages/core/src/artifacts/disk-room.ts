import { hashFile } from '../platform/hash-file.ts'
import { readWhole, statusOf } from '../platform/source-files.ts'
import type { ContentSource, StageItem } from './content.ts'

/** What an artifact was when the disk had no room for it. */
export interface PinnedItems {
  readonly items: readonly StageItem[]
  /** What the disk needs to have free, as far as that is known. */
  readonly neededBytes: number
  /** Of it what is held in memory. */
  readonly heldBytes: number
}

/** True when there was no room: on the disk, or of the user's share of it. */
export function isDiskFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') return true
  }
  return false
}

/** Small files are taken into memory: whatever happens to them, the artifact is what it was when it was logged. @throws Node's errors, KymoError */
export function holdItems(items: readonly StageItem[]): PinnedItems {
  return sumUp(
    items.map(({ path, source }): StageItem => {
      if (source.kind !== 'file') return { path, source }
      return { path, source: { kind: 'bytes', bytes: readWhole(source.path) } }
    }),
  )
}

/**
 * Large files are named: a later try takes nothing else for them.
 * @param isHere whether the run folder has a content already
 * @throws Node's errors, KymoError
 */
export async function nameItems(
  items: readonly StageItem[],
  isHere: (name: { readonly sha256: string; readonly sizeBytes: number }) => boolean,
): Promise<PinnedItems> {
  const named: StageItem[] = []
  for (const { path, source } of items) {
    if (source.kind !== 'file' || source.expected !== undefined) named.push({ path, source })
    else {
      // oxlint-disable-next-line no-await-in-loop -- one file after the other: the disk is in trouble as it is
      const expected = await nameFile(source.path)
      named.push({ path, source: { ...source, expected } })
    }
  }
  return sumUp(named, isHere)
}

async function nameFile(
  path: string,
): Promise<NonNullable<Extract<ContentSource, { kind: 'file' }>['expected']>> {
  const { modifiedMs } = statusOf(path)
  return { ...(await hashFile(path)), modifiedMs }
}

function sumUp(
  items: readonly StageItem[],
  isHere: Parameters<typeof nameItems>[1] = () => false,
): PinnedItems {
  let neededBytes = 0
  let heldBytes = 0
  for (const { source } of items) {
    if (source.kind === 'bytes') heldBytes += source.bytes.byteLength
    if (source.kind === 'file' && source.expected !== undefined && !isHere(source.expected))
      neededBytes += source.expected.sizeBytes
  }
  return { items, neededBytes: neededBytes + heldBytes, heldBytes }
}
