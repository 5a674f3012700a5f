import {
  decodeTraceRequest,
  LogReader,
  type SpanAttribute,
  type SpanRecord,
  type TraceRequest,
} from '@kymo/protocol'
import { LogFile } from '../folders/log-file.ts'

/** A span as its log has it. */
export interface FoundSpanRecord {
  readonly span: SpanRecord
  /** `name@version`; empty when the writer did not say. */
  readonly scope: string
  readonly resource: readonly SpanAttribute[]
}

const READ_BYTES = 64 * 1024

/**
 * Reads one span out of a log of spans.
 * @param offset where its record begins
 * @returns undefined when the log is gone, or is another one by now
 */
export async function readSpanRecord(
  path: string,
  offset: number,
  ids: { readonly traceId: string; readonly spanId: string },
): Promise<FoundSpanRecord | undefined> {
  const file = await LogFile.open(path)
  if (file === undefined) return undefined
  try {
    const request = await readRequest(file, offset)
    let found: FoundSpanRecord | undefined
    for (const { resource, scopes } of request ?? [])
      for (const { name, version, spans } of scopes)
        for (const span of spans)
          // A request may hold a span twice: the end counts.
          if (
            span.traceId === ids.traceId &&
            span.spanId === ids.spanId &&
            (found === undefined || span.endNs !== 0n)
          )
            found = { span, scope: version === '' ? name : `${name}@${version}`, resource }
    if (found === undefined || found.resource.length > 0) return found
    const head = await readRequest(file, 0)
    return { ...found, resource: head?.find(({ resource }) => resource.length > 0)?.resource ?? [] }
  } finally {
    await file.close()
  }
}

/** The first whole record from an offset on. */
async function readRequest(file: LogFile, offset: number): Promise<TraceRequest | undefined> {
  const reader = new LogReader({ offset })
  for (let at = offset; ;) {
    const bytes = await file.read(at, READ_BYTES)
    if (bytes.length === 0) return undefined
    at += bytes.length
    reader.push(bytes)
    const entry = reader.next()
    if (entry !== undefined) return tryDecode(entry.payload)
  }
}

function tryDecode(payload: Uint8Array): TraceRequest | undefined {
  try {
    return decodeTraceRequest(payload)
  } catch {
    return undefined
  }
}
