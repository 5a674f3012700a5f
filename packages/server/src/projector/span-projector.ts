import { decodeTraceRequest, LogReader } from '@kymo/protocol'
import { TimeSlice } from '../domain/time-slice.ts'
import type { LogFile, LogIdentity, LogStat } from '../folders/log-file.ts'
import type { SpanLogRow, Store, TraceRow } from '../store/store.ts'
import { readSpan, type ReadSpan } from '../traces/read-span.ts'
import type { TraceTallies } from './trace-tallies.ts'

/** Read at once. */
const READ_BYTES: number = 256 * 1024
/** A commit holds no more than this, so that memory stays flat and other logs get their turn. */
const COMMIT_BYTES: number = 2 * 1024 * 1024
/** Of a trace, what its searches look through. */
const MAX_TEXT_CHARS = 16_384
const MAX_NAMES_CHARS = 8_192
const TRACES_PER_DELETION = 100

/** What is remembered of a log of spans with every commit. */
interface SpanLogState {
  readonly offset: number
  readonly identity: LogIdentity | undefined
  readonly damagedBytes: number
}

/** Whose spans they are; empty texts while that is not known. */
export interface SpanLogPlace {
  readonly runKey: string
  readonly projectKey: string
}

export interface SpanTurn {
  /** The row that was committed; undefined when there was nothing new. */
  readonly row: SpanLogRow | undefined
  readonly isBehind: boolean
}

/**
 * Brings the next stretch of a log of spans into the index: spans, the summaries of their traces, and the offset in one transaction.
 * Calls must not overlap with other writers of the store.
 */
export async function projectSpans(
  file: LogFile,
  stat: LogStat,
  log: {
    readonly store: Store
    readonly tallies: TraceTallies
    readonly logPath: string
    readonly committed: SpanLogRow | undefined
    readonly place: SpanLogPlace
  },
): Promise<SpanTurn> {
  const { store, tallies, logPath, place } = log
  let { committed } = log
  let state = stateOf(committed)
  const slice = new TimeSlice()
  const isOther =
    state.identity !== undefined &&
    (stat.sizeBytes < state.offset || !(await file.is(state.identity, state.offset)))
  if (isOther && committed !== undefined) {
    await clearSpanLog(store, tallies, committed)
    committed = { ...committed, state: encodeState(NEW_STATE) }
    store.updateSpanLog(committed)
    state = NEW_STATE
  }
  const stretch = await readStretch(file, { state, sizeBytes: stat.sizeBytes, slice })
  const isBehind = stretch.position < stat.sizeBytes
  if (stretch.offset === state.offset && !isOther) return { row: undefined, isBehind }
  const identity = await file.identify(stretch.offset)
  const next = encodeState({ offset: stretch.offset, identity, damagedBytes: stretch.damagedBytes })
  store.begin()
  const id = committed?.id ?? store.insertSpanLog({ logPath, ...place, state: next })
  const row: SpanLogRow = { id, logPath, ...place, state: next }
  store.updateSpanLog(row)
  for (const [traceId, spans] of stretch.traces) {
    putTrace(store, tallies, { row, traceId, spans })
    if (slice.isOver) await slice.rest()
  }
  store.commit()
  return { row, isBehind }
}

/** Removes a log of spans that is gone. */
export async function removeSpanLog(store: Store, tallies: TraceTallies, row: SpanLogRow): Promise<void> {
  await clearSpanLog(store, tallies, row)
  store.deleteSpanLog(row.id)
}

async function clearSpanLog(store: Store, tallies: TraceTallies, { id, runKey }: SpanLogRow): Promise<void> {
  tallies.clear()
  const slice = new TimeSlice()
  for (let traceIds: readonly string[] = ['']; traceIds.length > 0;) {
    store.begin()
    traceIds = store.deleteTraces(id, TRACES_PER_DELETION)
    refreshShared(store, tallies, { runKey, traceIds })
    store.commit()
    await slice.restIfOver()
  }
}

/** The log belongs to another run from now on: the traces of both are added up again. Inside no transaction. */
export function moveSpanLog(
  store: Store,
  tallies: TraceTallies,
  { row, place }: { row: SpanLogRow; place: SpanLogPlace },
): SpanLogRow {
  const moved = { ...row, ...place }
  tallies.clear()
  store.begin()
  store.updateSpanLog(moved)
  const traceIds = store.listSharedTraces(row.id)
  refreshShared(store, tallies, { runKey: row.runKey, traceIds })
  for (const traceId of traceIds) tallies.refresh(tallies.open(partsOf(store, moved, traceId)))
  store.commit()
  return moved
}

/** What other logs of a run have of traces. Inside a transaction. */
function refreshShared(
  store: Store,
  tallies: TraceTallies,
  { runKey, traceIds }: { runKey: string; traceIds: readonly string[] },
): void {
  if (runKey === '') return
  for (const traceId of traceIds) {
    const parts = store.findTraces(runKey, traceId)
    if (parts.length > 0) tallies.refresh(tallies.open(parts))
  }
}

/** The parts of a trace that are added up: of a log whose run is not known, its own. One in the log is made where there is none. */
function partsOf(store: Store, { id, runKey }: SpanLogRow, traceId: string): TraceRow[] {
  if (runKey === '') return [store.openTrace(id, traceId)]
  const parts = store.findTraces(runKey, traceId)
  if (parts.some(({ logId }) => logId === id)) return parts
  const part = store.openTrace(id, traceId)
  return parts.length === 0 ? [part] : store.findTraces(runKey, traceId)
}

interface Stretch {
  readonly traces: ReadonlyMap<string, readonly ReadSpan[]>
  /** After the last whole record. */
  readonly offset: number
  /** After the last byte that was read. */
  readonly position: number
  readonly damagedBytes: number
}

async function readStretch(
  file: LogFile,
  { state, sizeBytes, slice }: { state: SpanLogState; sizeBytes: number; slice: TimeSlice },
): Promise<Stretch> {
  const traces = new Map<string, ReadSpan[]>()
  let { damagedBytes } = state
  const reader = new LogReader({
    offset: state.offset,
    onDamage: ({ byteCount }) => (damagedBytes += byteCount),
  })
  let position = state.offset
  // One record may be longer than a commit: what has begun is read to its end.
  while (
    position < sizeBytes &&
    (position < state.offset + COMMIT_BYTES || reader.resumeOffset === state.offset)
  ) {
    const bytes = await file.read(position, Math.min(READ_BYTES, sizeBytes - position))
    if (bytes.length === 0) break
    position += bytes.length
    reader.push(bytes)
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      damagedBytes += take(entry.payload, entry.offset, traces)
      if (slice.isOver) await slice.rest()
    }
  }
  return { traces, offset: reader.resumeOffset, position, damagedBytes }
}

/** @returns bytes that could not be understood */
function take(payload: Uint8Array, offset: number, traces: Map<string, ReadSpan[]>): number {
  let request
  try {
    request = decodeTraceRequest(payload)
  } catch {
    return payload.length
  }
  for (const { scopes } of request)
    for (const { spans } of scopes)
      for (const span of spans) {
        const read = readSpan(span, offset)
        if (read === undefined) continue
        const known = traces.get(read.traceId)
        if (known === undefined) traces.set(read.traceId, [read])
        else known.push(read)
      }
  return 0
}

function putTrace(
  store: Store,
  tallies: TraceTallies,
  { row, traceId, spans }: { row: SpanLogRow; traceId: string; spans: readonly ReadSpan[] },
): void {
  const parts = partsOf(store, row, traceId)
  const index = parts.findIndex(({ logId }) => logId === row.id)
  const open = tallies.open(parts)
  let { names, text } = parts[index]
  for (const span of spans) {
    const isNew = tallies.put(open, parts[index].id, span)
    // The end of a span says again what its start said.
    const heard = isNew ? `${span.input}\n${span.output}` : span.output
    if (text.length < MAX_TEXT_CHARS && heard.trim() !== '') text += `${heard}\n`
    if (names.length < MAX_NAMES_CHARS && !names.includes(`\n${span.name}\n`))
      names += names === '' ? `\n${span.name}\n` : `${span.name}\n`
  }
  parts[index] = { ...parts[index], names, text }
  tallies.refresh(open)
}

const NEW_STATE: SpanLogState = { offset: 0, identity: undefined, damagedBytes: 0 }

function stateOf(row: SpanLogRow | undefined): SpanLogState {
  return row === undefined ? NEW_STATE : (JSON.parse(row.state) as SpanLogState)
}

function encodeState(state: SpanLogState): string {
  return JSON.stringify(state)
}
