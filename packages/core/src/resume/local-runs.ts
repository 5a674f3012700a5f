import { mayBeRunning } from '../platform/process-identity.ts'
import { readOwner } from '../platform/owner-file.ts'
import type { LocalFolder, LocalRun } from '../query/local/local-run.ts'
import { RunIndex } from '../query/local/run-index.ts'
import type { RunAddress } from '../query/run-source.ts'
import { finishSpool } from '../sync/finish-spool.ts'
import type { EarlierRun } from './earlier-run.ts'

/** The run folders of a directory, as somebody sees them who wants to go on with one of them. */
export class LocalRuns {
  readonly #index: RunIndex

  constructor(index: RunIndex) {
    this.#index = index
  }

  /** A folder that does not exist yet holds no runs. @param ids runs that are asked for */
  static async read(dir: string, ids: readonly string[]): Promise<LocalRuns> {
    return new LocalRuns(await RunIndex.readRuns(dir, ids).catch(() => new RunIndex()))
  }

  has(address: RunAddress): boolean {
    return this.#index.sessionsOf(address).length > 0
  }

  /**
   * Encodes the media that killed sessions of the run have left.
   * @returns what could not be done, as sentences
   */
  async finishSpools(address: RunAddress): Promise<string[]> {
    const problems: string[] = []
    for (const { log } of this.#index.sessionsOf(address)) {
      const tell = (reason: string): number =>
        problems.push(`Cannot encode the media that ${log.folderName} has left: ${reason}`)
      try {
        const { reason } = await finishSpool(log)
        if (reason !== undefined) tell(reason)
      } catch (error) {
        tell(error instanceof Error ? error.message : String(error))
      }
    }
    return problems
  }

  /** @param limit rows of later steps do not count @returns undefined when no folder here holds the run */
  async find(address: RunAddress, limit: number = Infinity): Promise<EarlierRun | undefined> {
    const run = await this.#index.load(address, limit)
    if (run === undefined) return undefined
    const { name, group, jobType, notes, tags, lastStep, config, summary } = run.facts
    return {
      lastStep: lastStep ?? undefined,
      durationMs: run.folders.reduce((sum, { facts }) => sum + facts.activeMs, 0),
      labels: { name, group, jobType, notes, tags },
      config,
      summary,
      metrics: run.folders.flatMap(({ facts }) => facts.metrics),
      counts: sumCounts(run),
      lastStartMs: Math.max(...run.folders.map(({ facts }) => facts.startedMs)),
      mayBeRunning: run.folders.some(isAlive),
    }
  }

  /** Folders of ended sessions that a server may lack something of, by start. */
  async unsentFolders(address: RunAddress, baseUrl: string): Promise<string[]> {
    const run: LocalRun | undefined = await this.#index.load(address)
    return (run?.folders ?? [])
      .filter((folder) => !isAlive(folder) && !isSent(folder, baseUrl))
      .map(({ facts }) => facts.path)
  }
}

/** False where it is sure that the process of the session has ended. */
function isAlive({ facts }: LocalFolder): boolean {
  if (facts.exitCode !== undefined) return false
  const owner = readOwner(facts.path)
  if (owner !== undefined && !mayBeRunning(owner)) return false
  return facts.state === 'running'
}

function isSent({ facts }: LocalFolder, baseUrl: string): boolean {
  return facts.sinks.some(
    ({ target, acknowledgedBytes }) => target.startsWith(baseUrl) && acknowledgedBytes >= facts.logBytes,
  )
}

function sumCounts({ folders }: LocalRun): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { facts } of folders)
    for (const [name, count] of facts.counts) sums.set(name, (sums.get(name) ?? 0) + count)
  return sums
}
