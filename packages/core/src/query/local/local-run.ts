import type { RunSession } from '../../sync/read-run-folder.ts'
import type { RunFacts } from '../run-source.ts'
import { coveredMs } from './covered-ms.ts'
import { mergeSummary, type SummarySession } from './merge-summary.ts'
import type { ForkPoint } from './order-sessions.ts'

/** One folder of a run, as far as readers need it. */
export interface LocalFolder {
  readonly facts: RunSession
  readonly logPath: string
  /** Label of the writer; empty when the run has one. */
  readonly writer: string
  /** A rewind goes on from it: only its rows count. */
  readonly isSuperseded: boolean
  /** Of a rewind or a fork: the step that it goes on from. */
  readonly branchStep: number | undefined
}

/** A run over all of its folders, oldest first. */
export interface LocalRun {
  readonly facts: RunFacts
  readonly folders: readonly LocalFolder[]
  readonly fork: ForkPoint | undefined
}

/**
 * Puts the folders of one run together: of two values the later session's stays.
 * @param folders by start, at least one
 * @param inherited of the runs that it was forked from
 */
export function joinFolders(
  folders: readonly LocalFolder[],
  inherited: readonly LocalFolder[],
  fork: ForkPoint | undefined,
): LocalRun {
  const withRows = [...inherited, ...folders]
  const all = folders.map(({ facts }) => facts)
  const newest = all[all.length - 1]
  const steps = withRows.flatMap(({ facts: { lastStep } }) => lastStep ?? [])
  const last = all.findLast(({ isSecondary }) => !isSecondary) ?? newest
  return {
    folders,
    fork,
    facts: {
      entity: newest.entity,
      project: newest.project,
      run: newest.id,
      ...joinLabels(all),
      state: all.some((session, i) => isRunning(session, all.slice(i + 1))) ? 'running' : stateOf(last),
      startedMs: all[0].startedMs,
      durationMs: coveredMs(all),
      exitCode: last.exitCode ?? null,
      config: sorted(new Map(all.flatMap(({ config }) => [...config]))),
      summary: sorted(mergeSummary(withRows.map(toSummarySession))),
      lastStep: steps.length === 0 ? null : Math.max(...steps),
      pointCount: withRows.reduce((sum, { facts }) => sum + facts.pointCount, 0),
    },
  }
}

function toSummarySession({ facts, ...folder }: LocalFolder): SummarySession {
  return { ...facts.summaryParts, ...folder, startedMs: facts.startedMs, metrics: facts.metrics }
}

/** A session that goes on with the others knows all that they said: with it, empty means taken away. */
function joinLabels(
  all: readonly RunSession[],
): Pick<RunFacts, 'name' | 'group' | 'jobType' | 'tags' | 'notes' | 'host'> {
  const since = all.slice(
    Math.max(
      0,
      all.findLastIndex(({ isResumed }) => isResumed),
    ),
  )
  const lastText = (pick: (session: RunSession) => string): string =>
    since.map(pick).findLast((text) => text !== '') ?? ''
  return {
    name: lastText(({ name, id }) => (name === id ? '' : name)) || all[0].id,
    group: lastText(({ group }) => group),
    jobType: lastText(({ jobType }) => jobType),
    tags: since.map(({ tags }) => tags).findLast((tags) => tags.length > 0) ?? [],
    notes: lastText(({ notes }) => notes),
    host: lastText(({ host }) => host),
  }
}

/** A session that was gone on with and has not been touched since did not see its end. */
function isRunning({ state, touchedMs }: RunSession, later: readonly RunSession[]): boolean {
  return state === 'running' && !later.some(({ isResumed, startedMs }) => isResumed && startedMs > touchedMs)
}

function stateOf({ state }: RunSession): RunFacts['state'] {
  return state === 'running' ? 'crashed' : state
}

function sorted(entries: ReadonlyMap<string, unknown>): RunFacts['config'] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
