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

  /** Idempotent. */
  close(): void
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
