import { KymoError } from '../errors.ts'
import { ApiArtifact, type ApiArtifactParts } from './api-artifact.ts'
import { nestValues } from './nested-values.ts'
import type {
  ConsoleText,
  FileFacts,
  FollowQuery,
  HistoryQuery,
  HistoryRow,
  RunAddress,
  ReadSource,
  RunFacts,
} from './run-source.ts'
import { RunFile } from './run-file.ts'

/** A run that was logged before, or is being logged now. Facts are those of when it was asked for; rows and files are read when asked for. */
export class ApiRun {
  readonly id: string
  readonly entity: string
  readonly project: string
  /** Name for people. */
  readonly name: string
  /** `running`, `finished`, `failed`, `killed`, `crashed` or `preempted`. */
  readonly state: string
  readonly group: string
  readonly jobType: string
  readonly tags: readonly string[]
  readonly notes: string
  readonly host: string
  readonly startedAt: Date
  readonly durationMs: number
  /** Null as long as the run has not ended. */
  readonly exitCode: number | null
  /** Greatest step; null without rows. */
  readonly lastStep: number | null
  /** Nested as it was written; objects have no prototype. */
  readonly config: Readonly<Record<string, unknown>>
  readonly summary: Readonly<Record<string, unknown>>
  readonly #source: ReadSource
  readonly #address: RunAddress

  /** @internal {@link Api} makes these. */
  constructor(facts: RunFacts, source: ReadSource) {
    const { entity, project, run } = facts
    this.#source = source
    this.#address = { entity, project, run }
    this.id = run
    this.entity = entity
    this.project = project
    this.name = facts.name
    this.state = facts.state
    this.group = facts.group
    this.jobType = facts.jobType
    this.tags = facts.tags
    this.notes = facts.notes
    this.host = facts.host
    this.startedAt = new Date(facts.startedMs)
    this.durationMs = facts.durationMs
    this.exitCode = facts.exitCode
    this.lastStep = facts.lastStep
    this.config = nestValues(facts.config)
    this.summary = nestValues(facts.summary)
  }

  /** `entity/project/id` */
  get path(): string {
    return `${this.entity}/${this.project}/${this.id}`
  }

  /**
   * All rows, ascending by step; rows of several writers at one step follow each other. Read page by page: memory does
   * not grow with the run.
   * @throws {KymoError} API_UNREACHABLE, API_REFUSED, API_NOT_FOUND, RUN_FOLDER_UNREADABLE
   * @example
   * ```js
   * import { Api, init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * for (let step = 0; step < 3; step++) run.log({ loss: 1 / (step + 1) })
   * await run.finish()
   *
   * const read = await new Api().run(`digits/${run.id}`)
   * for await (const row of read.history({ keys: ['loss'] })) console.log(row._step, row.loss)
   * ```
   */
  history(query: HistoryQuery = {}): AsyncIterable<HistoryRow> {
    return this.#source.readHistory(this.#address, query)
  }

  /** At most `count` rows, evenly spread from the first to the last: enough for a chart of that many pixels. */
  sampledHistory(query: HistoryQuery & { readonly count?: number } = {}): Promise<HistoryRow[]> {
    const { count = 500 } = query
    if (!Number.isInteger(count) || count < 1 || count > 10_000) {
      throw new RangeError(`Cannot sample ${count} rows: expected a whole number from 1 to 10,000`)
    }
    return this.#source.readSamples(this.#address, query, count)
  }

  /** Files that the run kept, ascending by path. */
  async *files(): AsyncGenerator<RunFile> {
    for await (const file of this.#source.listFiles(this.#address)) yield this.#open(file)
  }

  /** One file. @throws {KymoError} API_NOT_FOUND */
  file(path: string): RunFile {
    return this.#open({ path, sizeBytes: 0, modifiedMs: 0 })
  }

  /** Versions that the run logged, in their order; those that are on their way to the server too. */
  async *loggedArtifacts(): AsyncGenerator<ApiArtifact> {
    const { logged } = await this.#source.artifacts.ofRun(this.#address)
    for (const info of logged) yield new ApiArtifact(info, artifactParts(this.#source))
  }

  /** Versions that the run used, in their order. */
  async *usedArtifacts(): AsyncGenerator<ApiArtifact> {
    const { used } = await this.#source.artifacts.ofRun(this.#address)
    for (const info of used) yield new ApiArtifact(info, artifactParts(this.#source))
  }

  /** What the run printed, in order of time: pieces of text, not always whole lines. */
  console(): AsyncIterable<ConsoleText> {
    return this.#source.readConsole(this.#address)
  }

  /**
   * Rows as they come, until the run has ended or the signal aborts: those that are there, then the new ones. Of a folder in
   * the order of writing, each `log()` a row of its own unless several came at once; of a server ascending by step, a step
   * when the next one has begun, so that what is logged late at an earlier step is left out.
   * @throws {KymoError} API_UNREACHABLE, API_REFUSED, API_NOT_FOUND, RUN_FOLDER_UNREADABLE
   */
  followHistory(query: FollowQuery & HistoryQuery = {}): AsyncIterable<HistoryRow> {
    return this.#source.followHistory(this.#address, query)
  }

  /** Console output as it comes, until the run has ended or the signal aborts. */
  followConsole(query: FollowQuery = {}): AsyncIterable<ConsoleText> {
    return this.#source.followConsole(this.#address, query)
  }

  /** The same run as it is now. @throws {KymoError} API_NOT_FOUND, API_UNREACHABLE, API_REFUSED */
  async refresh(): Promise<ApiRun> {
    const facts = await this.#source.findRun(this.#address)
    if (facts !== undefined) return new ApiRun(facts, this.#source)
    throw new KymoError('API_NOT_FOUND', `Cannot find the run '${this.path}'`, {
      details: { ...this.#address },
    })
  }

  #open(facts: FileFacts): RunFile {
    return new RunFile(facts, () => this.#source.openFile(this.#address, facts.path))
  }
}

/** @internal */
export function artifactParts(source: ReadSource): ApiArtifactParts {
  return {
    source: source.artifacts,
    findRun: async (address) => {
      const facts = await source.findRun(address)
      return facts === undefined ? undefined : new ApiRun(facts, source)
    },
  }
}
