import type { KymoError } from '../errors.ts'
import type { PinnedItems } from './disk-room.ts'

/** There was no room for an artifact; `pinned` can be tried again. */
export class DiskFullError extends Error {
  override readonly name: string = 'DiskFullError'
  override readonly cause: KymoError
  readonly pinned: PinnedItems

  constructor(cause: KymoError, pinned: PinnedItems) {
    super(cause.message)
    this.cause = cause
    this.pinned = pinned
  }
}
