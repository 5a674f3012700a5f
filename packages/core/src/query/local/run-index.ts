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

  /** Reads the first records of every log. A folder that cannot be read is left out: it must not hide the others. */
  static async read(dir: string): Promise<RunIndex> {
    const index = new RunIndex()
    for (const path of await findRunFolders(dir)) {
      try {
        const log = await locateLog(path)
        const header = await readRunHeader(log)
        const key = keyOf({ ...header, run: header.id })
        index.#sessions.set(key, [...(index.#sessions.get(key) ?? []), { log, header }])
      } catch {
        // As said above.
      }
    }
    return index
  }

  get addresses(): RunAddress[] {
    return [...this.#sessions.values()].map(([{ header }]) => ({ ...placeOf(header), run: header.id }))
  }

  /** In order of their start; none when there is no such run. */
  sessionsOf(address: RunAddress): readonly CutSession[] {
    return orderSessions(this.#sessions.get(keyOf(address)) ?? [])
  }

  /** Reads the logs of a run. @returns undefined when there is none that can be read */
  async load(address: RunAddress): Promise<LocalRun | undefined> {
    const sessions = this.sessionsOf(address)
    const folders = await Promise.all(sessions.map(loadFolder))
    const readable = folders.filter((folder) => folder !== undefined)
    return readable.length === 0 ? undefined : joinFolders(readable, forkOf(sessions))
  }

  /** The sessions whose rows are the history of a run: those of the runs that it was forked from come first. */
  historyOf(address: RunAddress): readonly CutSession[] {
    const found: (readonly CutSession[])[] = []
    const seen = new Set<string>()
    let limit = Infinity
    for (let at: RunAddress | undefined = address; at !== undefined && !seen.has(keyOf(at));) {
      seen.add(keyOf(at))
      const sessions = this.sessionsOf(at)
      const upTo = limit
      found.unshift(sessions.map((session) => ({ ...session, lastStep: Math.min(session.lastStep, upTo) })))
      const fork = forkOf(sessions)
      limit = Math.min(limit, fork?.lastStep ?? Infinity)
      at = fork && { ...address, run: fork.run }
    }
    return found.flat()
  }
}

async function loadFolder({ log, header, lastStep }: CutSession): Promise<LocalFolder | undefined> {
  try {
    const facts = await readSession(log, lastStep)
    return { facts, logPath: log.logPath, writer: header.writer, lastStep }
  } catch {
    return undefined
  }
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
