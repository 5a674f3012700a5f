import { KymoError } from '../errors.ts'
import { notFound } from '../artifacts/artifact-server.ts'
import { parseVersionName } from '../artifacts/version-facts.ts'
import { ApiArtifact, ApiArtifactCollection } from './api-artifact.ts'
import { ApiRun, artifactParts } from './api-run.ts'
import { openRunSource } from './open-run-source.ts'
import type { ProjectFacts, ReadSource, RunAddress, RunsQuery } from './run-source.ts'

/** Where runs are read from. Without any of these: the server of the settings, or else the folder of the settings (`./kymo`). */
export interface ApiOptions {
  /** A folder of runs, read without a server. */
  readonly dir?: string
  /** Address of a Kymo server. */
  readonly baseUrl?: string
  /** Key for that server. Default: the one of the settings, if it belongs to this server. */
  readonly apiKey?: string
}

const PAGE_RUNS = 200

/**
 * Reads runs back: of a server, or of a folder without any server.
 *
 * @example
 * ```js
 * import { Api } from '@kymo/core'
 *
 * const api = new Api({ dir: '.' })
 * for (const { entity, project, runCount } of await api.projects()) console.log(entity, project, runCount)
 * ```
 */
export class Api {
  readonly #source: ReadSource
  readonly #entity: string
  readonly #project: string

  /** @throws {KymoError} SETTING_INVALID, SETTINGS_FILE_UNREADABLE */
  constructor(options: ApiOptions = {}) {
    const { source, entity, project } = openRunSource(options)
    this.#source = source
    this.#entity = entity
    this.#project = project
  }

  /** Most recent activity first. @throws {KymoError} API_UNREACHABLE, API_REFUSED */
  projects(): Promise<ProjectFacts[]> {
    return this.#source.listProjects()
  }

  /**
   * Runs of a project, asked for page by page as they are taken.
   * @param path `entity/project`, or `project` of the entity in the settings
   * @throws {KymoError} API_UNREACHABLE, API_REFUSED, API_NOT_FOUND
   * @throws {RangeError} for a filter or an order that is not one
   * @example
   * ```js
   * import { Api, init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits', config: { lr: 0.01 } })
   * run.log({ accuracy: 0.97 })
   * await run.finish()
   *
   * const filters = { 'config.lr': { $lt: 0.1 }, 'summary_metrics.accuracy': { $gt: 0.9 } }
   * for await (const { name, summary } of new Api().runs('digits', { filters, order: '-summary_metrics.accuracy' })) {
   *   console.log(name, summary.accuracy)
   * }
   * ```
   */
  async *runs(path: string = this.#project, query: RunsQuery = {}): AsyncGenerator<ApiRun> {
    const place = this.#placeOf(path)
    const { filters = {}, order = [] } = query
    const fields = typeof order === 'string' ? [order] : order
    for (let offset = 0; ; offset += PAGE_RUNS) {
      const page = await this.#source.queryRuns(place, { filters, order: fields, limit: PAGE_RUNS, offset })
      for (const facts of page.runs) yield new ApiRun(facts, this.#source)
      if (page.runs.length === 0 || offset + page.runs.length >= page.total) return
    }
  }

  /**
   * One run.
   * @param path `entity/project/id`, `project/id`, or `id` in the project of the settings
   * @throws {KymoError} API_NOT_FOUND, API_UNREACHABLE, API_REFUSED
   */
  async run(path: string): Promise<ApiRun> {
    const address = this.#addressOf(path)
    const facts = await this.#source.findRun(address)
    if (facts !== undefined) return new ApiRun(facts, this.#source)
    throw new KymoError('API_NOT_FOUND', `Cannot find the run '${Object.values(address).join('/')}'`, {
      details: { ...address },
    })
  }

  /**
   * One version of an artifact.
   * @param name `entity/project/name:alias`, `project/name:v3`, `name:digest`; without a colon the newest
   * @throws {KymoError} ARTIFACT_NOT_FOUND, API_UNREACHABLE, API_REFUSED
   */
  async artifact(name: string): Promise<ApiArtifact> {
    const { selector, ...address } = parseVersionName(name, { entity: this.#entity, project: this.#project })
    const info = await this.#source.artifacts.findVersion(address, selector)
    if (info !== undefined) return new ApiArtifact(info, artifactParts(this.#source))
    throw notFound({ ...address, selector })
  }

  /**
   * The artifacts of a project, by type, then name; {@link ApiArtifactCollection.versions} has their versions.
   * @param path `entity/project`, or `project` of the entity in the settings
   * @throws {KymoError} API_UNREACHABLE, API_REFUSED
   * @example
   * ```js
   * import { Api } from '@kymo/core'
   *
   * for await (const model of new Api({ dir: '.' }).artifacts('digits', { type: 'model' }))
   *   for await (const { version, aliases } of model.versions()) console.log(model.name, version, aliases)
   * ```
   */
  async *artifacts(
    path: string = this.#project,
    query: { readonly type?: string } = {},
  ): AsyncGenerator<ApiArtifactCollection> {
    const parts = artifactParts(this.#source)
    for (const info of await this.#source.artifacts.listCollections(this.#placeOf(path)))
      if (query.type === undefined || query.type === info.type) yield new ApiArtifactCollection(info, parts)
  }

  #placeOf(path: string): { entity: string; project: string } {
    const parts = path.split('/')
    if (parts.length > 2 || parts.includes('')) throw malformed(path, 'entity/project')
    const [project, entity = this.#entity] = parts.toReversed()
    return { entity, project }
  }

  #addressOf(path: string): RunAddress {
    const parts = path.split('/')
    if (parts.length > 3 || parts.includes('')) throw malformed(path, 'entity/project/id')
    const [run, project = this.#project, entity = this.#entity] = parts.toReversed()
    return { entity, project, run }
  }
}

function malformed(path: string, expected: string): RangeError {
  return new RangeError(`Cannot read '${path}': expected ${expected}`)
}
