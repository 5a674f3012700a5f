import type { SpanRecord } from '@kymo/protocol'
import type { NewSpanRow } from '../store/store.ts'
import { mapSpan } from './map-span.ts'
import { searchable, shortenText, toSearchText, toText } from './preview.ts'
import type { StoredSpan } from './stored-span.ts'

const MAX_NAME_CHARS = 512
const TRACE_ID = /^(?!0{32})[0-9a-f]{32}$/
const SPAN_ID = /^(?!0{16})[0-9a-f]{16}$/

/** A span as the index takes it. */
export interface ReadSpan {
  readonly traceId: string
  readonly row: NewSpanRow
  /** What `row.facts` says. */
  readonly stored: StoredSpan
  /** In lower case. */
  readonly name: string
  readonly input: string
  readonly output: string
}

/** @param offset of its record in the log @returns undefined for one without ids, which nothing could find */
export function readSpan(span: SpanRecord, offset: number): ReadSpan | undefined {
  const { traceId, spanId, parentSpanId, startNs, endNs } = span
  if (!TRACE_ID.test(traceId) || !SPAN_ID.test(spanId)) return undefined
  const facts = mapSpan(span)
  const { operation, status, inputMessages, outputMessages, input, output } = facts
  const startMs = toMs(startNs)
  // An instrumentation whose clock went backwards is no reason for a negative time.
  const durationMs = endNs === 0n ? null : Math.max(0, toMs(endNs - startNs))
  const isRoot = parentSpanId === '' || parentSpanId === spanId
  const { model, provider, usage, costUsd, timeToFirstTokenMs, step, writer, thread } = facts
  const stored: StoredSpan = {
    ...(isRoot ? {} : { parentId: parentSpanId }),
    name: shortenName(span.name),
    operation,
    status,
    startMs,
    durationMs,
    ...omitAbsent({ model: model && shortenName(model), provider: provider && shortenName(provider) }),
    ...omitAbsent({ usage, costUsd, timeToFirstTokenMs, step }),
    ...omitAbsent({ writer: writer && shortenName(writer), thread: thread && shortenName(thread) }),
    ...(isRoot ? previewsOf(toText(inputMessages, input), toText(outputMessages, output)) : {}),
  }
  return {
    traceId,
    stored,
    name: searchable(stored.name),
    input: toSearchText(inputMessages, input),
    output: toSearchText(outputMessages, output),
    row: {
      spanId,
      isOpen: endNs === 0n,
      startMs,
      durationMs,
      model: stored.model === undefined ? null : stored.model.replaceAll('\0', ' '),
      isError: status === 'error',
      offset,
      usage,
      costUsd,
      facts: JSON.stringify(stored),
    },
  }
}

function toMs(timeNs: bigint): number {
  return Number(timeNs) / 1e6
}

function shortenName(name: string): string {
  return name.length <= MAX_NAME_CHARS ? name : `${name.slice(0, MAX_NAME_CHARS - 1)}…`
}

function previewsOf(input: string, output: string): { input?: string; output?: string } {
  return {
    ...(input === '' ? {} : { input: shortenText(input) }),
    ...(output === '' ? {} : { output: shortenText(output) }),
  }
}

function omitAbsent<T extends object>(values: T): { [Key in keyof T]?: Exclude<T[Key], undefined | ''> } {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as { [Key in keyof T]?: Exclude<T[Key], undefined | ''> }
}
