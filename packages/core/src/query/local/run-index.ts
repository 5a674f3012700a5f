import { basename } from 'node:path'
import { parseRunFolderName } from '@kymo/protocol'
import { findRunFolders } from '../../sync/find-run-folders.ts'
import { locateLog } from '../../sync/locate-log.ts'
import { readSession } from '../../sync/read-run-folder.ts'
import { readRunHeader } from '../../sync/read-run-header.ts'
import type { RunAddress } from '../run-source.ts'
import { joinFolders, type LocalFolder, type LocalRun } from './local-run.ts'
import { forkOf, orderSessions, type CutSession, type FoundSession } from './order-sessions.ts'

/** Which folders of a directory belong to which run, by the first records of their logs. */
export class RunIndex {
  readonly #sessions = new Map<string, FoundSession[]>()

  /** Reads the first records of every log. */
  static async read(dir: string): Promise<RunIndex> {
    const index = new RunIndex()
    await index.#add(await findRunFolders(dir))
    return index
  }

  /** Reads only what the names of folders say to be of these runs, and of those that they were forked from. */
  static async readRuns(dir: string, ids: readonly string[]): Promise<RunIndex> {
    const index = new RunIndex()
    let rest = await findRunFolders(dir)
    let wanted: readonly string[] = ids
    while (wanted.length > 0) {
      const [found, others] = partition(rest, (path) => wanted.includes(idOf(path)))
      rest = others
      wanted = (await index.#add(found)).flatMap(({ header: { branch } }) => branch?.run ?? [])
      if (found.length === 0) break
    }
    return index
  }

  /** A folder that cannot be read is left out: it must not hide the others. */
  async #add(paths: readonly string[]): Promise<FoundSession[]> {
    const added: FoundSession[] = []
    for (const path of paths) {
      try {
        const log = await locateLog(path)
        const session = { log, header: await readRunHeader(log) }
        const key = keyOf({ ...session.header, run: session.header.id })
        this.#sessions.set(key, [...(this.#sessions.get(key) ?? []), session])
        added.push(session)
      } catch {
        // As said above.
      }
    }
    return added
  }

  get addresses(): RunAddress[] {
    return [...this.#sessions.values()].map(([{ header }]) => ({ ...placeOf(header), run: header.id }))
  }

  /** In order of their start; none when there is no such run. */
  sessionsOf(address: RunAddress): readonly CutSession[] {
    return orderSessions(this.#sessions.get(keyOf(address)) ?? [])
  }

  /**
   * Reads the logs of a run.
   * @param limit rows of later steps do not count
   * @returns undefined when there is none that can be read
   */
  async load(address: RunAddress, limit: number = Infinity): Promise<LocalRun | undefined> {
    const sessions = this.historyOf(address).map((session) => ({
      ...session,
      isSuperseded: session.lastStep !== Infinity,
      lastStep: Math.min(session.lastStep, limit),
    }))
    const isOwn = ({ header }: CutSession): boolean => header.id === address.run
    const loadAll = async (some: typeof sessions): Promise<LocalFolder[]> =>
      (await Promise.all(some.map(loadFolder))).filter((folder) => folder !== undefined)
    const own = await loadAll(sessions.filter(isOwn))
    if (own.length === 0) return undefined
    const inherited = await loadAll(sessions.filter((session) => !isOwn(session)))
    return joinFolders(own, inherited, forkOf(this.sessionsOf(address)))
  }

  /** The sessions whose rows are the history of a run: those of the runs that it was forked from come first. */
  historyOf(address: RunAddress): readonly CutSession[] {
    return this.#collect(address, new Set())
  }

  #collect(address: RunAddress, seen: Set<string>): readonly CutSession[] {
    const own = this.sessionsOf(address)
    const fork = forkOf(own)
    seen.add(address.run)
    if (fork === undefined || seen.has(fork.run)) return own
    const parent = this.#collect({ ...address, run: fork.run }, seen).map((session) => ({
      ...session,
      lastStep: Math.min(session.lastStep, fork.lastStep),
    }))
    return [...relabel(parent, own), ...own]
  }
}

/** One writer before a fork and one after it are one line, whatever they were called. */
function relabel(parent: readonly CutSession[], own: readonly CutSession[]): readonly CutSession[] {
  const writersOf = (sessions: readonly CutSession[]): Set<string> =>
    new Set(sessions.map(({ header }) => header.writer))
  if (writersOf(parent).size > 1 || writersOf(own).size > 1) return parent
  const { writer } = own[0].header
  return parent.map((session) => ({ ...session, header: { ...session.header, writer } }))
}

async function loadFolder({
  log,
  header: { writer, branch },
  lastStep,
  isSuperseded,
}: CutSession & { readonly isSuperseded: boolean }): Promise<LocalFolder | undefined> {
  try {
    const facts = await readSession(log, lastStep)
    return { facts, logPath: log.logPath, writer, isSuperseded, branchStep: branch?.step }
  } catch {
    return undefined
  }
}

function idOf(path: string): string {
  return parseRunFolderName(basename(path))?.id ?? ''
}

function partition<T>(items: readonly T[], passes: (item: T) => boolean): [T[], T[]] {
  return [items.filter(passes), items.filter((item) => !passes(item))]
}

function placeOf({ entity, project }: { readonly entity: string; readonly project: string }): {
  entity: string
  project: string
} {
  return { entity, project }
}

function keyOf({ entity, project, run }: RunAddress): string {
  return JSON.stringify([entity, project, run])
}
