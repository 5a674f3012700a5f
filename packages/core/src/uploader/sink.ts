import type { UploadErrorCode } from '../errors.ts'
import type { LogCursor } from './cursor.ts'

/** A range of a log, ready to be sent. */
export interface LogBatch {
  /** File offset of the first byte. */
  readonly offset: number
  readonly bytes: Uint8Array
  /** Sender's clock minus the log's modification time. */
  readonly ageMs: number
}

/** A batch after the work that can be done ahead (checksum, compression). */
export interface Parcel {
  readonly offset: number
  /** Bytes of the log in it, before compression. */
  readonly byteCount: number
  send(signal: AbortSignal): Promise<SendOutcome>
}

export type SendOutcome =
  /** The backend holds everything before `offset` durably, and that is where to continue: not always the parcel's end. */
  | { readonly kind: 'sent'; readonly offset: number; readonly stop?: boolean }
  /** Worth trying again. */
  | {
      readonly kind: 'retry'
      readonly code: UploadErrorCode
      readonly reason: string
      readonly afterMs?: number
    }
  /** The batch was too large and `maxBatchBytes` has shrunk: cut a smaller one at once. */
  | { readonly kind: 'resize' }
  /** Trying again soon is useless: the user has to change something. */
  | { readonly kind: 'refused'; readonly code: UploadErrorCode; readonly reason: string }

/**
 * One backend, as the uploader sees it: a pure translation plus one client. It has no timers and no retries of its own.
 * Re-sending must be harmless, which each backend achieves by its own means (docs/architecture.md, section 6).
 */
export interface Sink {
  /** Also the name of its cursor file. */
  readonly name: string
  /** May shrink when the backend says that a batch was too large. */
  readonly maxBatchBytes: number
  /** Names the data that the backend holds, known after `open`: cursors of other data are worth nothing. */
  readonly dataId?: string | undefined
  /** Finds out whether the backend is there and takes this log, and where to continue. */
  open(
    request: { readonly cursor: LogCursor; readonly ageMs: number; readonly sizeBytes: number },
    signal: AbortSignal,
  ): Promise<SendOutcome>
  /** An empty batch is a sign of life. */
  prepare(batch: LogBatch): Promise<Parcel>
}
