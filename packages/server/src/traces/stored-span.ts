import type { SpanInfo } from '../api/trace-types.ts'

/** What the index keeps of a span besides its columns: what lists and trees show. */
export type StoredSpan = Omit<SpanInfo, 'spanId'> & {
  readonly thread?: string
  /** Of a root, shortened. */
  readonly input?: string
  readonly output?: string
}

export function readStoredSpan(json: string): StoredSpan {
  return JSON.parse(json) as StoredSpan
}
