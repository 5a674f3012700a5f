import type { UploadErrorCode } from '../../errors.ts'

/** `file`: of the run, by its path below `files/`. `blob`: of an artifact, by its SHA-256 alone; stored once on a server. */
export type ContentKind = 'file' | 'blob'

/** What the sender has. */
export interface ContentClaim {
  /** Of a run file; absent for a blob. */
  readonly path?: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly sizeBytes: number
}

export interface ContentPart {
  readonly claim: ContentClaim
  readonly offset: number
  readonly bytes: Uint8Array
}

export type ContentFailure =
  | {
      readonly kind: 'retry'
      readonly code: UploadErrorCode
      readonly reason: string
      readonly afterMs?: number
    }
  | { readonly kind: 'refused'; readonly code: UploadErrorCode; readonly reason: string }

export type ContentOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** What arrived has another digest than was claimed; nothing of it is kept. */
  | { readonly kind: 'mismatch' }
  | ContentFailure

/** Of the claims in a question, one that the backend lacks. */
export interface MissingContent {
  readonly index: number
  /** Bytes of it that the backend holds already. */
  readonly offset: number
}

/** A backend that keeps files and blobs. No timers and no retries of its own; sending again is harmless. */
export interface ContentSink {
  readonly maxClaims: number
  readonly maxPartBytes: number
  askMissing(
    kind: ContentKind,
    claims: readonly ContentClaim[],
    signal: AbortSignal,
  ): Promise<ContentOutcome<readonly MissingContent[]>>
  /** Whole small contents in one request. */
  sendPack(
    kind: ContentKind,
    contents: readonly { readonly claim: ContentClaim; readonly bytes: Uint8Array }[],
    signal: AbortSignal,
  ): Promise<ContentOutcome<undefined>>
  /** @returns where to continue; not always the end of the part */
  sendPart(
    kind: ContentKind,
    part: ContentPart,
    signal: AbortSignal,
  ): Promise<ContentOutcome<{ readonly offset: number; readonly isComplete: boolean }>>
}
