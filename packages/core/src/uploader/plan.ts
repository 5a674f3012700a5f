/** How often a live log is sent, and what counts as being behind. */
export interface UploadPace {
  /** Between the starts of two requests of a log that is being written. */
  readonly liveIntervalMs: number
  /** With this much unsent the sender is behind, and sends back to back. */
  readonly catchUpBytes: number
  /** Without anything to send, an empty batch this often. Infinity: never. */
  readonly heartbeatMs: number
  /** Looks at the size of the log at least this often even if nobody says that it grew. */
  readonly pollMs: number
}

export interface UploadSituation {
  readonly offset: number
  readonly sizeBytes: number
  readonly maxBatchBytes: number
  /** False once nothing more will be appended: then the end of the log is the end of the work. */
  readonly isFollowing: boolean
  readonly nowMs: number
  readonly lastRequestMs: number
}

export type UploadPlan =
  | { readonly kind: 'done' }
  /** Until the log grows. */
  | { readonly kind: 'idle'; readonly waitMs: number }
  /** To let more gather. */
  | { readonly kind: 'pace'; readonly waitMs: number }
  /** 0 bytes: a sign of life. */
  | { readonly kind: 'send'; readonly byteCount: number }

/** Decides the next move; acts on nothing. */
export function planUpload(situation: UploadSituation, pace: UploadPace): UploadPlan {
  const { offset, sizeBytes, maxBatchBytes, isFollowing, nowMs, lastRequestMs } = situation
  const unsentBytes = Math.max(0, sizeBytes - offset)
  const byteCount = Math.min(unsentBytes, maxBatchBytes)
  if (!isFollowing) return unsentBytes === 0 ? { kind: 'done' } : { kind: 'send', byteCount }
  // A clock that was set back must not stop the upload.
  const sinceRequestMs = nowMs < lastRequestMs ? Number.POSITIVE_INFINITY : nowMs - lastRequestMs
  if (unsentBytes === 0) {
    if (sinceRequestMs >= pace.heartbeatMs) return { kind: 'send', byteCount: 0 }
    return { kind: 'idle', waitMs: Math.min(pace.pollMs, pace.heartbeatMs - sinceRequestMs) }
  }
  if (unsentBytes < pace.catchUpBytes && sinceRequestMs < pace.liveIntervalMs) {
    return { kind: 'pace', waitMs: pace.liveIntervalMs - sinceRequestMs }
  }
  return { kind: 'send', byteCount }
}

/** @returns how many bytes after `endOffset` are worth preparing while the batch before it is on its way */
export function planAhead(
  situation: UploadSituation & { readonly endOffset: number },
  pace: UploadPace,
): number {
  const unsentBytes = situation.sizeBytes - situation.endOffset
  const isBehind = unsentBytes >= pace.catchUpBytes || (!situation.isFollowing && unsentBytes > 0)
  return isBehind ? Math.min(unsentBytes, situation.maxBatchBytes) : 0
}
