import type { TokenUsage } from '../api/trace-types.ts'

/**
 * The seam over SQL: named operations on the index, synchronous (docs/decisions/0002-sql-seam.md). Nothing above this
 * folder knows a table. One writer; what is written between `begin` and `commit` is seen by readers of this object at
 * once, and is gone after `rollback` or a crash.
 */
export interface Store {
  begin(): void
  commit(): void
  rollback(): void

  listFolders(): FolderRow[]
  /** @returns the id of the new row */
  insertFolder(row: Omit<FolderRow, 'id'>): number
  updateFolder(row: FolderRow): void
  /** Removes the folder with its values; its series must have been deleted. */
  deleteFolder(folderId: number): void

  listValues(folderId: number): ValueRow[]
  /** The first values of one kind, by the JSON text of their keys. */
  listFirstValues(folderId: number, kind: number, limit: number): ValueRow[]
  putValue(folderId: number, value: ValueRow): void
  deleteValue(folderId: number, value: Pick<ValueRow, 'kind' | 'key'>): void
  deleteValues(folderId: number): void

  findSeries(folderId: number, name: string): SeriesRow | undefined
  listSeries(folderId: number): SeriesRow[]
  /** The first series, by the JSON text of their names. */
  listFirstSeries(folderId: number, limit: number): SeriesRow[]
  /** @returns an id that no series has, nor will have by another call */
  nextSeriesId(): number
  insertSeries(row: SeriesRow): void
  updateSeriesHead(seriesId: number, head: Uint8Array): void
  /** Removes the series with its chunks, pages and fragments. */
  deleteSeries(seriesId: number): void

  putChunk(place: Place, bytes: Uint8Array): void
  getChunk(place: Place): Uint8Array | undefined
  putPage(place: PagePlace, bytes: Uint8Array): void
  getPage(place: PagePlace): Uint8Array | undefined
  /** Pages of one level with indices in `[from, to)`, in order. */
  listPages(place: { seriesId: number; level: PageLevel; from: number; to: number }): Uint8Array[]
  putFragment(place: Place, bytes: Uint8Array): void
  /** In order of their index. */
  listFragments(seriesId: number): Uint8Array[]
  deleteFragments(seriesId: number): void

  /** Values of one log that are not numbers, by name and step; of two at one step the later stays. */
  putSample(folderId: number, name: string, sample: SampleRow): void
  /** One entry per name that has samples, those up to a step; in no order. */
  listSampleKeys(folderId: number, upToStep?: number): SampleKeyRow[]
  /** Ascending by step, or descending; steps in `[from, to)`. */
  listSamples(folderId: number, name: string, range: SampleRange): SampleRow[]
  deleteSamples(folderId: number): void

  /** Lines of the console of one log, in pages; the form of `json` belongs to console/. */
  putConsolePage(folderId: number, page: number, json: string): void
  getConsolePage(folderId: number, page: number): string | undefined
  deleteConsole(folderId: number): void

  /** Artifacts that a log says to have been logged or used, in its order; the form of `facts` and `manifest` belongs to the projector. */
  putArtifact(folderId: number, row: ArtifactRow): void
  /** Without manifests. */
  listArtifacts(folderId: number): Omit<ArtifactRow, 'manifest'>[]
  getManifest(folderId: number, seq: number): string | undefined
  deleteArtifacts(folderId: number): void

  /** Alerts that a log raised, in its order; the form of `json` belongs to the projector. */
  putAlert(folderId: number, row: AlertRow): void
  /** Newest first. */
  listAlerts(folderId: number, limit: number): AlertRow[]
  deleteAlerts(folderId: number): void

  /** Logs of spans, and the spans in them. */
  listSpanLogs(): SpanLogRow[]
  /** @returns the id of the new row */
  insertSpanLog(row: Omit<SpanLogRow, 'id'>): number
  updateSpanLog(row: SpanLogRow): void
  /** Its traces must have been deleted. */
  deleteSpanLog(logId: number): void
  /** Deletes some traces of a log with their spans. @returns their ids; none when there is nothing left to delete */
  deleteTraces(logId: number, limit: number): string[]
  /** Ids of the traces of a log that other logs have a part of, of whatever run. */
  listSharedTraces(logId: number): string[]

  /** The row of a trace; an empty one is made for a new trace. */
  openTrace(logId: number, traceId: string): TraceRow
  updateTrace(row: TraceRow): void
  /** The end of a span takes the place of its start, never the other way round. @returns undefined for a start that came too late */
  putSpan(traceRow: number, span: NewSpanRow): PutSpan | undefined
  /** Of a span that the trace does not have for certain. @returns the id of its row */
  insertSpan(traceRow: number, span: NewSpanRow): number
  /** In order of their start. */
  listSpans(traceRow: number, limit: number): SpanListRow[]
  /** Whether statistics by model count the span; putting it again changes nothing about that. */
  markCall(spanRow: number, isCall: boolean): void
  /** Spans that are marked. */
  listCalls(traceRow: number): { readonly id: number; readonly spanId: string }[]
  measureSpans(traceRow: number): SpanSizes
  findSpan(traceRow: number, spanId: string): SpanRow | undefined
  /** The rows of one trace of a run, by the path of their log: several when several logs have a part of it. */
  findTraces(runKey: string, traceId: string): FoundTrace[]
  /** A page of traces, and of the trace's parts in several logs of one run only the first. */
  queryTraces(query: TraceRowQuery): FoundTrace[]
  countTraces(query: TraceRowQuery): number
  /** When the first and the last start that match; undefined where none does. */
  findTraceRange(query: TraceRowQuery): { readonly fromMs: number; readonly toMs: number } | undefined
  /** Sums of all that match, by when they start; of buckets that are empty, none. */
  sumTraces(query: TraceRowQuery, buckets: TraceBuckets): TraceSums[]
  /** By model, sums over the spans that are marked as calls in all parts of all that match. */
  sumModelCalls(query: TraceRowQuery): ModelSums[]

  /** Idempotent. */
  close(): void
}

export interface SpanLogRow {
  readonly id: number
  /** Path below the runs folder, with `/`. */
  readonly logPath: string
  /** Of the run that it belongs to; empty as long as that is not known. */
  readonly runKey: string
  readonly projectKey: string
  /** What the projector keeps of it; JSON. */
  readonly state: string
}

/** `facts` of a trace that has just been made. */
export const NEW_TRACE_FACTS = '{}'

/** What the lists of traces show and look through. Texts for looking through are in lower case. */
export interface TraceRow {
  readonly id: number
  readonly logId: number
  readonly traceId: string
  /** Among the parts of the trace that logs of one run have: the one of rank 0 stands for all in lists. */
  readonly rank: number
  readonly partCount: number
  readonly hasRoot: boolean
  readonly startMs: number
  readonly durationMs: number
  readonly tokenCount: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** -1: none has a price. */
  readonly costUsd: number
  readonly status: string
  readonly operation: string
  readonly step: number | null
  readonly thread: string | null
  /** JSON; its form belongs to the projector. */
  readonly facts: string
  readonly names: string
  readonly models: string
  readonly text: string
}

/** A trace, and in whose log it is. */
export interface FoundTrace extends TraceRow {
  readonly runKey: string
  /** Of its log of spans. */
  readonly logPath: string
}

export interface SpanRow {
  readonly spanId: string
  readonly isOpen: boolean
  readonly startMs: number
  readonly durationMs: number | null
  /** Null for a span that calls no model. */
  readonly model: string | null
  readonly isError: boolean
  /** Where its record begins in the log. */
  readonly offset: number
  /** JSON; its form belongs to the projector. */
  readonly facts: string
}

export interface NewSpanRow extends SpanRow {
  readonly usage: TokenUsage | undefined
  readonly costUsd: number | undefined
}

export interface SpanListRow extends Pick<SpanRow, 'spanId' | 'isOpen' | 'facts'> {
  readonly id: number
  readonly isCall: boolean
}

/** What putting a span came to. */
export interface PutSpan {
  readonly rowId: number
  readonly isCall: boolean
  /** Undefined for a new span. */
  readonly before: Pick<SpanRow, 'isOpen' | 'isError' | 'startMs' | 'durationMs'> | undefined
}

export interface SpanSizes {
  readonly spanCount: number
  readonly errorCount: number
  readonly openCount: number
  /** Of the last end that is known, or of the last start. */
  readonly endMs: number
}

export interface TraceRowQuery {
  readonly runKey?: string
  readonly projectKey?: string
  /** Runs that nobody shall see. */
  readonly hiddenRunKeys?: readonly string[]
  readonly name?: string
  readonly text?: string
  readonly model?: string
  readonly status?: string
  readonly operation?: string
  readonly thread?: string
  readonly step?: number
  readonly duration?: NumberRange
  readonly tokens?: NumberRange
  readonly cost?: NumberRange
  readonly start?: NumberRange
  readonly order: TraceOrder
  readonly isDescending: boolean
  /** The last row of the page before. */
  readonly after?: { readonly value: number; readonly traceId: string; readonly runKey: string }
  readonly limit: number
}

export type TraceOrder = 'start' | 'duration' | 'tokens' | 'cost'

export interface NumberRange {
  readonly min?: number
  readonly max?: number
}

/** Of equal width; what starts after the last is in the last. */
export interface TraceBuckets {
  readonly fromMs: number
  readonly widthMs: number
  readonly count: number
}

/** Costs are rounded to 1e-10 dollars and then summed up exactly, so that their order makes no difference. Durations ascend. */
export interface TraceSums {
  readonly bucket: number
  readonly traceCount: number
  readonly errorCount: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costUsd: number
  readonly durationsMs: Float64Array
}

export interface ModelSums {
  readonly model: string
  readonly callCount: number
  readonly errorCount: number
  /** Absent where no call says. */
  readonly usage: TokenUsage
  readonly costUsd: number | undefined
  /** Of those that have ended. */
  readonly durationsMs: Float64Array
}

export interface FolderRow {
  readonly id: number
  /** Path of the log below the runs folder, with `/`. */
  readonly logPath: string
  /** What the projector keeps of a log besides its points; JSON. */
  readonly state: string
}

/** One user-given key of a folder. `kind` and the form of `json` belong to the projector. */
export interface ValueRow {
  readonly kind: number
  readonly key: string
  readonly json: string
}

export interface SeriesRow {
  readonly id: number
  readonly folderId: number
  readonly name: string
  /** See series/series-head.ts. */
  readonly head: Uint8Array
}

/** Level 1: a bucket is 64 points. Level 2: a bucket is a chunk of 4,096 points. */
export type PageLevel = 1 | 2

export interface Place {
  readonly seriesId: number
  /** Less than {@link MAX_PARTS}. */
  readonly index: number
}

export interface PagePlace extends Place {
  readonly level: PageLevel
}

/** Parts of one kind that a series can have: 4.3 billion points in chunks. */
export const MAX_PARTS: number = 2 ** 20

export interface SampleRow {
  readonly step: number
  /** Unix seconds. */
  readonly time: number
  /** In the form of the query API. */
  readonly json: string
}

export interface SampleKeyRow {
  readonly name: string
  readonly count: number
  readonly firstStep: number
  /** Of the sample at the greatest step. */
  readonly last: SampleRow
}

export interface SampleRange {
  readonly from: number
  readonly to: number
  readonly limit: number
  readonly order: 'asc' | 'desc'
}

export interface AlertRow {
  readonly seq: number
  readonly json: string
}

export interface ArtifactRow {
  readonly seq: number
  readonly kind: 'logged' | 'used'
  readonly facts: string
  readonly manifest: string | null
}
