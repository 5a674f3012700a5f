/** A stretch of time, in milliseconds. */
export interface Span {
  readonly startedMs: number
  readonly durationMs: number
}

/** Time that at least one span covers: of several at once it counts once, and what is between them not at all. */
export function coveredMs(spans: readonly Span[]): number {
  let [total, coveredTo] = [0, -Infinity]
  for (const { startedMs, durationMs } of spans.toSorted((a, b) => a.startedMs - b.startedMs)) {
    const endMs = startedMs + durationMs
    total += Math.max(0, endMs - Math.max(startedMs, coveredTo))
    coveredTo = Math.max(coveredTo, endMs)
  }
  return total
}
