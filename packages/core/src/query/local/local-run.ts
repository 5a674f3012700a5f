import type { RunFolder } from '../../sync/read-run-folder.ts'
import type { RunFacts } from '../run-source.ts'

/** One folder of a run, as far as readers need it. */
export interface LocalFolder {
  readonly facts: RunFolder
  readonly logPath: string
  /** Label of the writer; empty when the run has one. */
  readonly writer: string
}

/** A run over all of its folders, oldest first. */
export interface LocalRun {
  readonly facts: RunFacts
  readonly folders: readonly LocalFolder[]
}

/** Puts the folders of one run together: of two values the later session's stays. */
export function joinFolders(folders: readonly LocalFolder[]): LocalRun {
  const inOrder = folders.toSorted(
    (a, b) => a.facts.startedMs - b.facts.startedMs || (a.logPath < b.logPath ? -1 : 1),
  )
  const all = inOrder.map(({ facts }) => facts)
  const newest = all[all.length - 1]
  const steps = all.flatMap(({ lastStep }) => (lastStep === undefined ? [] : [lastStep]))
  const lastText = (pick: (folder: RunFolder) => string): string =>
    all.map(pick).findLast((text) => text !== '') ?? ''
  return {
    folders: inOrder,
    facts: {
      entity: newest.entity,
      project: newest.project,
      run: newest.id,
      name: all.map(({ name, id }) => (name === id ? '' : name)).findLast((name) => name !== '') ?? newest.id,
      state: all.some(({ state }) => state === 'running') ? 'running' : newest.state,
      startedMs: all[0].startedMs,
      durationMs: all.reduce((sum, { durationMs }) => sum + durationMs, 0),
      exitCode: newest.exitCode ?? null,
      group: lastText(({ group }) => group),
      jobType: lastText(({ jobType }) => jobType),
      tags: all.map(({ tags }) => tags).findLast((tags) => tags.length > 0) ?? [],
      notes: lastText(({ notes }) => notes),
      host: lastText(({ host }) => host),
      config: sorted(new Map(all.flatMap(({ config }) => [...config]))),
      summary: sorted(new Map(all.flatMap(({ summary }) => [...summary]))),
      lastStep: steps.length === 0 ? null : Math.max(...steps),
      pointCount: all.reduce((sum, { pointCount }) => sum + pointCount, 0),
    },
  }
}

function sorted(entries: ReadonlyMap<string, unknown>): RunFacts['config'] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
