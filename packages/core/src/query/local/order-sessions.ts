import type { RunLog } from '../../sync/locate-log.ts'
import type { RunHeader } from '../../sync/read-run-header.ts'

/** One session of a run, by the first records of its log. */
export interface FoundSession {
  readonly log: RunLog
  readonly header: RunHeader
}

/** A session, and how much of it counts. */
export interface CutSession extends FoundSession {
  /** Rows of later steps were taken back by a rewind; Infinity: all count. */
  readonly lastStep: number
}

/** Where the history of a run comes from that is not its own. */
export interface ForkPoint {
  readonly run: string
  readonly lastStep: number
}

/** Sessions by start. A rewind takes back the later steps of all sessions before it. */
export function orderSessions(sessions: readonly FoundSession[]): readonly CutSession[] {
  const inOrder = sessions.toSorted(
    (a, b) => a.header.startedMs - b.header.startedMs || (a.log.folderName < b.log.folderName ? -1 : 1),
  )
  let lastStep = Infinity
  const cut: CutSession[] = []
  for (const session of inOrder.toReversed()) {
    cut.push({ ...session, lastStep })
    const { branch } = session.header
    if (branch !== undefined && !branch.isFork) lastStep = Math.min(lastStep, branch.step)
  }
  return cut.toReversed()
}

/** The run that this one was forked from; a rewind to before the fork takes back steps of that one too. */
export function forkOf(sessions: readonly CutSession[]): ForkPoint | undefined {
  const branches = sessions.flatMap(({ header }) => header.branch ?? [])
  const fork = branches.find(({ isFork }) => isFork)
  if (fork === undefined) return undefined
  const rewinds = branches.filter(({ isFork }) => !isFork)
  return { run: fork.run, lastStep: Math.min(fork.step, ...rewinds.map(({ step }) => step)) }
}
