/**
 * Run folders → index → answers. Everything that the HTTP edge needs to know about runs goes through this one object;
 * it owns the index, follows the logs, and is the only writer of the index.
 */
import { dirname, join, relative, sep } from 'node:path'
import type {
  ChartAnswer,
  ChartRequest,
  Entry,
  MetricInfo,
  PointPage,
  ProjectInfo,
  RunDetail,
  RunEvent,
  RunList,
  RunRef,
} from './api/types.ts'
import type { SpanDetail, TraceDetail, TraceList, TraceStatistics } from './api/trace-types.ts'
import { AlertBook, type AlertQuery } from './alerts/alert-book.ts'
import type { AlertInfo, ConsolePage, EnvironmentList, FileList } from './api/file-types.ts'
import type {
  HistoryPage,
  RunQuery,
  TablePage,
  TableRequest,
  ValueKeyInfo,
  ValuePage,
} from './api/value-types.ts'
import { ArtifactAnswers, fileBaseOf } from './artifacts/artifact-answers.ts'
import { ArtifactBook, incomplete } from './artifacts/artifact-book.ts'
import { DigestSet } from './blobs/digest-set.ts'
import { openArtifactCatalog, type ArtifactCatalog } from './catalog/artifact-catalog.ts'
import { openRunCatalog, type RunCatalog } from './catalog/run-catalog.ts'
import { TimeSlice } from './domain/time-slice.ts'
import { isServerError } from './errors.ts'
import { listServedLogs } from './folders/list-served-logs.ts'
import { LogWatcher } from './folders/log-watcher.ts'
import { isFile } from './folders/is-file.ts'
import { runFilePath } from './folders/run-file-path.ts'
import { placeRule, type PlaceRule } from './folders/place-rule.ts'
import { spansPathOf } from './folders/spans-path.ts'
import { statLog } from './folders/stat-log.ts'
import { ProjectQueue } from './projector/project-queue.ts'
import { SpanLogs } from './projector/span-logs.ts'
import { RunRegistry, type RunEntry } from './projector/run-registry.ts'
import { FolderGrave } from './run-changes/folder-grave.ts'
import { RunChanges } from './run-changes/run-changes.ts'
import { toFolderRow, toTrackedLog, type TrackedLog } from './projector/tracked-log.ts'
import { queryChart } from './query/query-chart.ts'
import { queryConsole, type ConsoleQuery } from './query/query-console.ts'
import { findRunFile, listRunFiles, type FileQuery } from './query/run-files.ts'
import { RunConsoles } from './query/run-console.ts'
import { queryHistory, type HistoryQuery } from './query/query-history.ts'
import { queryPoints, queryPointsOfWriters } from './query/query-points.ts'
import { listDisplay, listValueKeys, queryValues, type ValueQuery } from './query/query-values.ts'
import { startedOf } from './query/read-row.ts'
import { TraceAnswers, type TraceFilter, type TraceQuery, type TraceScope } from './query/trace-answers.ts'
import { RunAnswers } from './query/run-answers.ts'
import { faultyLogs, printablePath, type FaultyLog } from './artifacts/faulty-logs.ts'
import { RunSeries } from './query/run-series.ts'
import { listWriters, logsByWriter, ownLogs, visibleLogs, type VisibleLog } from './query/visible-logs.ts'
import { deleteIndex, openStore } from './store/open-store.ts'
import { findTable, runFileBase } from './tables/find-table.ts'
import { TableHost } from './tables/table-host.ts'
import { databaseProblem } from './store/sqlite/database.ts'
import type { Store } from './store/store.ts'

/** Unix milliseconds; a port, so that tests can move time. */
export interface Clock {
  nowMs(): number
}

export interface DataPlaneOptions {
  /** Folder below which run folders are found, at any depth up to 4. Need not exist yet. */
  readonly runsDir: string
  /** SQLite file that the index is kept in, or ':memory:'. Its folder is created. Deleting the file loses nothing. */
  readonly indexPath: string
  /**
   * `served`: folders lie in `<entity>/<project>/`, encoded, and those names win over what the log says.
   * `plain`: entity and project come from the log. Default: `served`.
   */
  readonly layout?: 'served' | 'plain'
  /** Where the content of artifacts lies that clients have sent, by its SHA-256; besides what run folders hold themselves. */
  readonly findBlob?: (sha256: string) => Promise<string | undefined>
  /** Where folders of runs go that are deleted for good, on the same file system. Absent: none can be deleted. */
  readonly graveDir?: string
  /** Called with alerts, oldest first, each once per process; what was told by an earlier one comes again. Must not throw. */
  readonly onAlerts?: (alerts: readonly AlertInfo[]) => void
  /** SQLite file that keeps what logs do not say: versions and aliases, edits, the trash. Never deleted. Default: in memory, made anew each time. */
  readonly catalogPath?: string
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Called after each change of a run, never from inside a call of this interface. Must not throw. */
  readonly onRunChanged?: (event: RunEvent) => void
  /** Called for trouble that does not stop the plane: an unreadable log, an index that was rebuilt. */
  readonly onWarning?: (warning: DataPlaneWarning) => void
}

export interface DataPlaneWarning {
  readonly code: 'LOG_UNREADABLE' | 'LOG_DAMAGED' | 'INDEX_REBUILT' | 'INDEX_IN_MEMORY'
  readonly message: string
}

export interface PageRange {
  readonly limit: number
  readonly offset: number
}

export interface PointRange {
  /** Only points at steps above this. */
  readonly after?: number
  /** 1–100,000. */
  readonly limit: number
  /** Label of the writer. Default: all. */
  readonly writer?: string
}

export interface DataPlane {
  readonly artifacts: ArtifactAnswers
  /** Edits, the trash, and deleting for good. */
  readonly changes: RunChanges
  /** Newest first. */
  listAlerts(query: AlertQuery): AlertInfo[]
  /** Content of artifacts has come: versions may be complete now. */
  contentArrived(): void
  /** Most recent activity first. */
  listProjects(): ProjectInfo[]
  /** Newest start first. @returns undefined when there is no such project */
  listRuns(entity: string, project: string, range: PageRange): RunList | undefined
  /**
   * Runs that pass a filter, in an order.
   * @throws {RangeError} for a filter or an order that is not one
   */
  queryRuns(entity: string, project: string, query: RunQuery): RunList | undefined
  /**
   * A page of a table that a run logged.
   * @returns undefined when there is no such run, or no such table
   * @throws {RangeError} when the table's file cannot be read as one
   */
  readTable(request: TableRequest): Promise<TablePage | undefined>
  getRun(ref: RunRef): RunDetail | undefined
  /** By key (code units). @returns undefined when there is no such run */
  listValueKeys(ref: RunRef): ValueKeyInfo[] | undefined
  /** How values want to be shown. @returns undefined when there is no such run */
  listDisplay(ref: RunRef): Entry[] | undefined
  /** @returns undefined when there is no such run */
  queryValues(ref: RunRef, query: ValueQuery): ValuePage | undefined
  /** @returns undefined when there is no such run */
  queryHistory(ref: RunRef, query: HistoryQuery): Promise<HistoryPage | undefined>
  /** Sorted by name (code units). @returns undefined when there is no such run */
  listMetrics(ref: RunRef, kind?: 'history' | 'system'): MetricInfo[] | undefined
  /** @returns undefined when there is no such run */
  listFiles(ref: RunRef, query: FileQuery): Promise<FileList | undefined>
  /** @returns absolute path of a file that the run kept; undefined when there is none */
  findFile(ref: RunRef, path: string): Promise<string | undefined>
  /** @returns undefined when there is no such run */
  listEnvironments(ref: RunRef): EnvironmentList | undefined
  /** @returns undefined when there is no such run */
  queryConsole(ref: RunRef, query: ConsoleQuery): Promise<ConsolePage | undefined>
  /**
   * Long answers give way to other work between series.
   * @throws {RangeError} when the request is out of bounds; the message names the bound
   */
  queryChart(request: ChartRequest, signal?: AbortSignal): Promise<ChartAnswer>
  /**
   * A page of the traces of a run or a project.
   * @returns undefined when there is no such run or project
   * @throws {RangeError} for a cursor that is not one
   */
  listTraces(scope: TraceScope, query: TraceQuery): TraceList | undefined
  /** What charts over time show of them. @returns undefined when there is no such run or project */
  countTraces(scope: TraceScope, filter: TraceFilter, bucketCount: number): TraceStatistics | undefined
  /** @returns undefined when there is no such run or trace */
  getTrace(ref: RunRef, traceId: string): TraceDetail | undefined
  /** @returns undefined when there is no such run, trace or span */
  getSpan(ref: RunRef, traceId: string, spanId: string): Promise<SpanDetail | undefined>
  /** @returns undefined when there is no such run; a page without points when it has no such metric */
  queryPoints(ref: RunRef, metric: string, range: PointRange): PointPage | undefined
  /** Deletes versions whose time is over, unless an alias other than latest protects them. @returns how many */
  expireArtifacts(): number
  /** How many versions {@link expireArtifacts} would delete. */
  countExpired(): number
  /**
   * All content that an artifact needs, of every log that is there. Only for the layout `served`.
   * @throws {ServerError} COLLECT_INCOMPLETE when a single log or folder could not be read to its end
   */
  nameContents(signal?: AbortSignal): Promise<DigestSet>
  /** Starts to find folders and to follow growing logs. Until then only `settle` and `poke` read anything. */
  watch(): void
  /** "This log grew or is new": an absolute path, called right after an append. */
  poke(logPath: string): void
  /** Resolves when everything that was on disk at the time of the call can be queried. */
  settle(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** A run without an exit record crashes by the clock alone; this is how late that may be noticed. */
const CLOCK_LOOK_MS = 1_000

/** A size that no log has. */
const UNREAD = -1
const LOG_PATH = /^(?!\.\.?\/)(?:.*\/)?run-[^/]+\.(?:wandb|spans)$/

const SYSTEM_CLOCK: Clock = { nowMs: () => Date.now() }

/**
 * Opens the index, without reading any log yet: call `watch` or `settle`.
 *
 * An index that is damaged or of another version is rebuilt. One that another process has open, or that cannot be
 * written, is left alone, and an index in memory is used instead; both are reported as warnings.
 * @throws {ServerError} INDEX_DRIVER_MISSING when there is no SQLite
 */
export function openDataPlane(options: DataPlaneOptions): DataPlane {
  return new IndexedDataPlane(options)
}

/** What is made anew with the index. */
interface IndexParts {
  readonly store: Store
  readonly spans: SpanLogs
  readonly queue: ProjectQueue
  readonly series: RunSeries
  readonly answers: RunAnswers
  readonly traces: TraceAnswers
  readonly consoles: RunConsoles
}

class IndexedDataPlane implements DataPlane {
  readonly #options: DataPlaneOptions
  readonly #clock: Clock
  readonly #place: PlaceRule
  readonly #registry: RunRegistry
  readonly #watcher: LogWatcher
  readonly #tables = new TableHost()
  readonly #catalog: ArtifactCatalog
  readonly #book: ArtifactBook
  readonly #runCatalog: RunCatalog
  readonly #alerts: AlertBook
  readonly artifacts: ArtifactAnswers
  readonly changes: RunChanges
  /** Logs that were found to hold nothing. */
  readonly #unreadable = new Set<string>()
  /** Runs whose change has not been announced. */
  readonly #changed = new Set<RunEntry>()
  #index: IndexParts
  #clockTimer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: DataPlaneOptions) {
    this.#options = options
    this.#clock = options.clock ?? SYSTEM_CLOCK
    this.#place = placeRule(options.runsDir, options.layout ?? 'served')
    this.#registry = new RunRegistry({
      nowMs: () => this.#clock.nowMs(),
      onChanged: (entry) => this.#announce(entry),
      isHidden: (ref) => this.#runCatalog.trashedMs(ref) !== undefined,
    })
    this.#runCatalog = openRunCatalog(options.catalogPath ?? ':memory:')
    const grave =
      options.graveDir === undefined ? undefined : new FolderGrave(options.runsDir, options.graveDir)
    for (const ref of grave?.finishLeft() ?? []) this.#runCatalog.forget(ref)
    this.#alerts = new AlertBook({
      store: () => this.#index.store,
      registry: this.#registry,
      nameOf: (ref) => this.#nameOf(ref),
      onRaised: options.onAlerts,
    })
    this.#catalog = openArtifactCatalog(options.catalogPath ?? ':memory:')
    this.#book = new ArtifactBook({
      catalog: this.#catalog,
      store: () => this.#index.store,
      findContent: (logPath, sha256) => this.#findContent(logPath, sha256),
      nameOf: (ref) => this.#nameOf(ref),
      isNumberedByTime: options.catalogPath === undefined,
      onChanged: (ref) => {
        const entry = this.#registry.find(ref)
        if (entry !== undefined) for (const { logPath } of entry.logs) this.#registry.revise(logPath)
      },
    })
    this.artifacts = new ArtifactAnswers(this.#book)
    this.changes = new RunChanges({
      catalog: this.#runCatalog,
      registry: this.#registry,
      grave,
      artifactsOf: (ref) =>
        this.#book
          .ofRun(ref)
          .logged.flatMap(({ name, version, state }) =>
            state === 'committed' && version !== null ? [`${name}:v${version}`] : [],
          ),
      noticeGone: async (logPaths) => {
        for (const logPath of logPaths) {
          this.#index.queue.poke(logPath)
          this.#index.queue.poke(spansPathOf(logPath))
        }
        await this.#index.queue.idle()
      },
    })
    this.#index = this.#openIndex()
    for (const log of this.#registry.logs.values()) this.#load(log)
    this.#watcher = new LogWatcher({
      runsDir: options.runsDir,
      known: () => this.#registry.paths,
      isLive: (logPath) => this.#registry.isLive(logPath),
      lastStat: (logPath) => this.#registry.stat(logPath),
      lastSpansStat: (spansPath) => this.#index.spans.stat(spansPath),
      onFound: (logPath) => {
        this.#index.queue.enqueue(logPath)
        this.#index.queue.enqueue(spansPathOf(logPath))
      },
      onChanged: (logPath) => this.#index.queue.poke(logPath),
    })
  }

  listProjects(): ProjectInfo[] {
    return this.#answer(({ answers }) => answers.listProjects())
  }

  listRuns(entity: string, project: string, range: PageRange): RunList | undefined {
    return this.#answer(({ answers }) => answers.listRuns(entity, project, range))
  }

  queryRuns(entity: string, project: string, query: RunQuery): RunList | undefined {
    return this.#answer(({ answers }) => answers.queryRuns(entity, project, query))
  }

  listValueKeys(ref: RunRef): ValueKeyInfo[] | undefined {
    const entry = this.#registry.find(ref)
    return entry && this.#answer(({ store }) => listValueKeys(store, this.#visible(entry)))
  }

  listDisplay(ref: RunRef): Entry[] | undefined {
    const entry = this.#registry.find(ref)
    return entry && this.#answer(({ store }) => listDisplay(store, this.#visible(entry)))
  }

  queryValues(ref: RunRef, query: ValueQuery): ValuePage | undefined {
    const entry = this.#registry.find(ref)
    return entry && this.#answer(({ store }) => queryValues(store, this.#visible(entry), query))
  }

  async queryHistory(ref: RunRef, query: HistoryQuery): Promise<HistoryPage | undefined> {
    const entry = this.#registry.find(ref)
    return (
      entry &&
      this.#answer(({ store, series }) => queryHistory(this.#visible(entry), query, { store, series }))
    )
  }

  async readTable({ source, ...query }: TableRequest): Promise<TablePage | undefined> {
    if (source.kind === 'artifact') {
      const address = { ...source, selector: source.version }
      const path = await this.artifacts.findFile(address, source.path)
      if (path === undefined) return undefined
      return { ...(await this.#tables.page({ ...query, paths: [path] })), fileBase: fileBaseOf(address) }
    }
    const entry = this.#registry.find(source.run)
    const table = entry && this.#answer(({ store }) => findTable(store, this.#visible(entry), source))
    if (table === undefined) return undefined
    // The run's own file holds at most 10,000 rows and names of media; the artifact holds everything.
    const whole =
      table.artifactPath === undefined ? undefined : await this.artifacts.findReference(table.artifactPath)
    if (whole !== undefined) {
      return { ...(await this.#tables.page({ ...query, paths: [whole.path] })), fileBase: whole.fileBase }
    }
    const folder = dirname(join(this.#options.runsDir, table.log.logPath))
    const paths = await Promise.all(table.paths.map((path) => runFilePath(folder, path)))
    if (paths.length === 0 || !paths.every((path) => path !== undefined)) return undefined
    return { ...(await this.#tables.page({ ...query, paths })), fileBase: runFileBase(source.run) }
  }

  getRun(ref: RunRef): RunDetail | undefined {
    const entry = this.#registry.find(ref)
    return entry && this.#answer(({ answers }) => answers.detail(entry))
  }

  listMetrics(ref: RunRef, kind: 'history' | 'system' = 'history'): MetricInfo[] | undefined {
    const entry = this.#registry.find(ref)
    const isSystem = kind === 'system'
    return (
      entry &&
      this.#answer(({ answers }) =>
        isSystem ? answers.listSystemMetrics(entry) : answers.listMetrics(entry),
      )
    )
  }

  async listFiles(ref: RunRef, query: FileQuery): Promise<FileList | undefined> {
    const entry = this.#registry.find(ref)
    return entry && listRunFiles(this.#options.runsDir, entry, query)
  }

  async findFile(ref: RunRef, path: string): Promise<string | undefined> {
    const entry = this.#registry.find(ref)
    // Values that a fork took over name files of the run that they come from.
    return entry && findRunFile(this.#options.runsDir, this.#visible(entry), path)
  }

  listEnvironments(ref: RunRef): EnvironmentList | undefined {
    const entry = this.#registry.find(ref)
    return entry && this.#answer(({ answers }) => answers.listEnvironments(entry))
  }

  async queryConsole(ref: RunRef, query: ConsoleQuery): Promise<ConsolePage | undefined> {
    const entry = this.#registry.find(ref)
    return (
      entry &&
      this.#answer(async ({ store, consoles }) => queryConsole(await consoles.open(store, entry), query))
    )
  }

  async queryChart(request: ChartRequest, signal?: AbortSignal): Promise<ChartAnswer> {
    const runs = request.runs.map((ref) => {
      const entry = this.#registry.find(ref)
      if (entry === undefined) return undefined
      const logs = request.kind === 'system' ? ownLogs(entry) : this.#visible(entry)
      return { writers: listWriters(logs), startedS: startedOf(entry) / 1000 }
    })
    return this.#answer(({ series }) => queryChart(request, { series, runs, signal }))
  }

  queryPoints(ref: RunRef, metric: string, range: PointRange): PointPage | undefined {
    const entry = this.#registry.find(ref)
    if (entry === undefined) return undefined
    const writers = [...logsByWriter(this.#visible(entry))]
    const query = { metric, after: range.after, limit: range.limit }
    return this.#answer(({ series }) => {
      const chosen = range.writer ?? (writers.length === 1 ? writers[0][0] : undefined)
      const found = writers.flatMap(([writer, logs]) => {
        const one = chosen === undefined || chosen === writer ? series.find(logs, metric, 'step') : undefined
        return one === undefined ? [] : [{ writer, series: one }]
      })
      const isOne = chosen !== undefined
      const page = isOne ? queryPoints(found[0]?.series, query) : queryPointsOfWriters(found, query)
      series.trim()
      return page
    })
  }

  listTraces(scope: TraceScope, query: TraceQuery): TraceList | undefined {
    return this.#isKnown(scope) ? this.#answer(({ traces }) => traces.list(scope, query)) : undefined
  }

  countTraces(scope: TraceScope, filter: TraceFilter, bucketCount: number): TraceStatistics | undefined {
    if (!this.#isKnown(scope)) return undefined
    return this.#answer(({ traces }) => traces.statistics(scope, filter, bucketCount))
  }

  getTrace(ref: RunRef, traceId: string): TraceDetail | undefined {
    if (!this.#isKnown({ run: ref })) return undefined
    return this.#answer(({ traces }) => traces.detail(ref, traceId))
  }

  async getSpan(ref: RunRef, traceId: string, spanId: string): Promise<SpanDetail | undefined> {
    if (!this.#isKnown({ run: ref })) return undefined
    return this.#answer(({ traces }) => traces.span(ref, traceId, spanId))
  }

  expireArtifacts(): number {
    return this.#book.expire(this.#clock.nowMs())
  }

  countExpired(): number {
    return this.#book.listExpired(this.#clock.nowMs()).length
  }

  async nameContents(signal?: AbortSignal): Promise<DigestSet> {
    const index = this.#index
    const onDisk = await listServedLogs(this.#options.runsDir).catch((error: unknown) => {
      throw incomplete(
        `the runs folder cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
      )
    })
    await this.settle()
    this.#checkRead(onDisk)
    this.#book.checkRecords()
    const named = new DigestSet()
    const slice = new TimeSlice()
    const isGrowing = (logPath: string): boolean => this.#registry.isLive(logPath)
    for (const sha256 of this.#book.listNamed({ isGrowing, nowMs: this.#clock.nowMs() })) {
      named.add(sha256)
      if (!slice.isOver) continue
      await slice.rest()
      if (signal?.aborted === true) throw incomplete('it was stopped')
    }
    if (this.#isClosed || index !== this.#index) throw incomplete('the index was made anew meanwhile')
    return named
  }

  watch(): void {
    if (this.#isClosed) return
    this.#watcher.start()
    this.#clockTimer ??= setInterval(() => this.#registry.lookAtClock(), CLOCK_LOOK_MS).unref()
  }

  poke(logPath: string): void {
    const path = relative(this.#options.runsDir, logPath).split(sep).join('/')
    if (LOG_PATH.test(path)) this.#index.queue.poke(path)
  }

  async settle(): Promise<void> {
    let index: IndexParts
    do {
      index = this.#index
      await this.#watcher.scanAll()
      await index.queue.idle()
      await this.#book.settle()
    } while (index !== this.#index)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    clearInterval(this.#clockTimer)
    this.#watcher.close()
    await this.#tables.close()
    await this.#index.queue.close()
    await this.#book.settle()
    this.#index.store.close()
    this.#catalog.close()
    this.#runCatalog.close()
  }

  listAlerts(query: AlertQuery): AlertInfo[] {
    return this.#answer(() => this.#alerts.list(query))
  }

  contentArrived(): void {
    if (!this.#isClosed) this.#book.contentArrived()
  }

  #isKnown(scope: TraceScope): boolean {
    if ('run' in scope) return this.#registry.find(scope.run) !== undefined
    const { entity, project } = scope.project
    return this.#answer(({ answers }) =>
      answers.listProjects().some((known) => known.entity === entity && known.project === project),
    )
  }

  /** Logs with the rows of a run. */
  #visible(entry: RunEntry): readonly VisibleLog[] {
    return visibleLogs(entry, (ref) => this.#findParent(ref))
  }

  #findParent(ref: RunRef): RunEntry | undefined {
    return this.#registry.find(ref)
  }

  /** What has come since the log was listed is no danger: its sender asks for the content that it names. */
  #checkRead(onDisk: readonly { readonly logPath: string; readonly sizeBytes: number }[]): void {
    const faulty = onDisk.flatMap(({ logPath, sizeBytes }): FaultyLog[] => {
      const { facts } = this.#registry.logs.get(logPath) ?? {}
      const readBytes = this.#registry.stat(logPath)?.sizeBytes ?? UNREAD
      const isEmpty = facts === undefined && sizeBytes === 0
      if (!isEmpty && (facts === undefined || readBytes < sizeBytes)) return [{ logPath, fault: 'unread' }]
      const damagedBytes = facts?.damagedBytes ?? 0
      return damagedBytes > 0 ? [{ logPath, fault: 'damaged', damagedBytes }] : []
    })
    if (faulty.length > 0) throw faultyLogs(faulty)
  }

  #nameOf(ref: RunRef): string {
    const edited = this.#runCatalog.editOf(ref)?.name
    if (edited) return edited
    const names = this.#registry.findAny(ref)?.logs.map(({ facts }) => facts.name) ?? []
    return names.findLast((name) => name !== '') ?? ref.run
  }

  /** What a run staged lies in its own folder, until or besides it was sent. */
  async #findContent(logPath: string, sha256: string): Promise<string | undefined> {
    const folder = dirname(join(this.#options.runsDir, logPath))
    const path = join(folder, 'artifacts', sha256.slice(0, 2), sha256)
    const isThere = await isFile(path)
    return isThere ? path : this.#options.findBlob?.(sha256)
  }

  #openIndex(): IndexParts {
    const store = openUsableStore(this.#options.indexPath, (warning) => this.#options.onWarning?.(warning))
    const { runsDir } = this.#options
    for (const row of store.listFolders()) {
      const log = toTrackedLog(row, this.#place)
      this.#registry.put(log)
      this.#checkReadable(log)
      const stat = statLog(join(runsDir, log.logPath))
      // Whatever its size: each log is looked at once, in case it is another one than it was.
      if (stat !== undefined) this.#registry.setStat(log.logPath, { ...stat, sizeBytes: UNREAD })
    }
    const series = new RunSeries(store)
    const answers = new RunAnswers({
      store,
      registry: this.#registry,
      series,
      findParent: (ref) => this.#findParent(ref),
      editOf: (ref) => this.#runCatalog.editOf(ref),
    })
    const spans = new SpanLogs({
      store,
      runOf: (logPath) => this.#registry.logs.get(logPath)?.run,
      onChanged: (logPath) => this.#registry.revise(logPath),
    })
    const queue = new ProjectQueue({
      store,
      spans,
      runsDir,
      nowMs: () => this.#clock.nowMs(),
      committed: (logPath) => {
        const log = this.#registry.logs.get(logPath)
        return log && toFolderRow(log)
      },
      onStat: (logPath, stat) => this.#registry.setStat(logPath, stat),
      onCommitted: (row) => {
        const log = toTrackedLog(row, this.#place)
        this.#registry.put(log)
        spans.place(spansPathOf(log.logPath))
        this.#load(log)
        this.#checkReadable(log)
      },
      onPartOfCommit: (logPath) => this.#registry.revise(logPath),
      onGone: (logPath) => {
        this.#registry.remove(logPath)
        this.#book.forget(logPath)
        this.#alerts.forget(logPath)
        this.#unreadable.delete(logPath)
        queue.poke(spansPathOf(logPath))
      },
      onFailed: (logPath, error) => this.#fail(logPath, error),
      isLive: (logPath) => this.#registry.isLive(logPath),
    })
    const traces = new TraceAnswers({
      store,
      registry: this.#registry,
      runsDir,
      nowMs: () => this.#clock.nowMs(),
      hidden: () => this.#runCatalog.listTrash().map(({ ref }) => ref),
    })
    return { store, traces, spans, queue, series, answers, consoles: new RunConsoles() }
  }

  #load(log: TrackedLog): void {
    this.#book.load(log)
    this.#alerts.load(log)
  }

  /** A file that only has the name of a log is no run, and somebody should know why. */
  #checkReadable({ logPath, facts }: TrackedLog): void {
    const { recordCount, damagedBytes } = facts
    if (damagedBytes === 0) this.#unreadable.delete(logPath)
    if (damagedBytes === 0 || this.#unreadable.has(logPath)) return
    this.#unreadable.add(logPath)
    const path = printablePath(logPath)
    if (recordCount === 0) {
      const message = `Cannot read log ${path}: it holds no record of a run, its bytes are not those of a log`
      this.#options.onWarning?.({ code: 'LOG_UNREADABLE', message })
      return
    }
    const isCollecting = this.#options.findBlob !== undefined
    const consequence = isCollecting
      ? '. As long as it lies there, no content of artifacts is deleted (docs/errors.md, COLLECT_INCOMPLETE)'
      : ''
    const message = `Log ${path} is damaged: ${damagedBytes} of its bytes cannot be read and are left out${consequence}`
    this.#options.onWarning?.({ code: 'LOG_DAMAGED', message })
  }

  #fail(logPath: string, error: unknown): void {
    // Views may hold what the rollback has undone.
    this.#index.series.clear()
    this.#index.answers.clear()
    if (databaseProblem(error) === 'corrupt') {
      this.#rebuild()
      return
    }
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.onWarning?.({ code: 'LOG_UNREADABLE', message: `Cannot read log ${logPath}: ${reason}` })
  }

  /** The index is of no use any more, but all of it can be read again. */
  #rebuild(): void {
    const { store, queue } = this.#index
    void queue.close()
    store.close()
    if (this.#options.indexPath !== ':memory:') deleteIndex(this.#options.indexPath)
    this.#registry.clear()
    this.#book.clear()
    this.#options.onWarning?.({
      code: 'INDEX_REBUILT',
      message: 'The index was damaged and is being rebuilt',
    })
    this.#index = this.#openIndex()
    void this.#watcher.scanAll()
  }

  #answer<T>(ask: (index: IndexParts) => T): T {
    try {
      const answer = ask(this.#index)
      if (answer instanceof Promise) answer.catch((error: unknown) => this.#look(error))
      return answer
    } catch (error) {
      this.#look(error)
      throw error
    }
  }

  #look(error: unknown): void {
    if (databaseProblem(error) === 'corrupt') setImmediate(() => this.#rebuildIfOpen())
  }

  #rebuildIfOpen(): void {
    if (!this.#isClosed) this.#rebuild()
  }

  /** Together, and never from inside a call of this object or in the middle of a commit. */
  #announce(entry: RunEntry): void {
    if (this.#options.onRunChanged === undefined) return
    if (this.#changed.size === 0) setImmediate(() => this.#tell())
    this.#changed.add(entry)
  }

  #tell(): void {
    const changed = [...this.#changed]
    this.#changed.clear()
    if (this.#isClosed) return
    for (const { ref, revision, state } of changed) this.#options.onRunChanged?.({ ...ref, revision, state })
  }
}

/** Falls back to memory, so that a second `kymo ui` on one folder works too. */
function openUsableStore(indexPath: string, warn: (warning: DataPlaneWarning) => void): Store {
  try {
    const { store, rebuilt } = openStore(indexPath)
    if (rebuilt === 'damaged') {
      warn({ code: 'INDEX_REBUILT', message: 'The index was damaged and is being rebuilt' })
    }
    return store
  } catch (error) {
    if (!isServerError(error, 'INDEX_LOCKED') && !isServerError(error, 'INDEX_UNUSABLE')) throw error
    warn({ code: 'INDEX_IN_MEMORY', message: `${error.message}. The index is kept in memory instead` })
    return openStore(':memory:').store
  }
}
