import type { RunDetail, RunEdit, RunInfo, RunRef } from '@kymo/server/api'
import { deleteForGood, editRun, requestStop, restoreRun, trashRun } from '../api/run-client.ts'
import { keys } from './queries.ts'
import { runKeys } from './run-queries.ts'
import { queryClient } from './session.ts'
import { showProblem, showToast } from './toasts.ts'

/** Changes a run on the page at once, and back when the server refuses. False when it did. */
export async function saveRunEdit(ref: RunRef, edit: RunEdit): Promise<boolean> {
  const before = patchRun(ref, edit)
  try {
    await editRun(ref, edit)
  } catch (error) {
    if (before !== undefined) patchRun(ref, before)
    showProblem('save the change', error)
    return false
  }
  // Where the change goes back to what the log says, only the server knows what that is.
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.run(ref) }),
    Object.values(edit).includes(null)
      ? queryClient.invalidateQueries({ queryKey: keys.runs(ref) })
      : undefined,
  ])
  return true
}

/** Writes the change into what is loaded. Returns what it replaced. */
function patchRun(ref: RunRef, edit: RunEdit): RunEdit | undefined {
  const changed = Object.fromEntries(
    Object.entries(edit).filter(([, value]) => value !== null),
  ) as Partial<RunInfo>
  let before: RunEdit | undefined
  const patch = <T extends RunInfo>(run: T): T => {
    const { name, notes, tags, group, jobType } = run
    before ??= { name, notes, tags, group, jobType }
    return { ...run, ...changed }
  }
  queryClient.setQueryData<RunDetail>(keys.run(ref), (run) => run && patch(run))
  queryClient.setQueryData<readonly RunInfo[]>(keys.runs(ref), (list) =>
    list?.map((run) => (run.run === ref.run ? patch(run) : run)),
  )
  return before
}

/** Moves runs to the trash, and offers to take it back. */
export async function moveToTrash(runs: readonly RunInfo[]): Promise<void> {
  const results = await inTurns(runs, async (run) => {
    try {
      await trashRun(run)
      queryClient.setQueryData<readonly RunInfo[]>(keys.runs(run), (list) =>
        list?.filter((each) => each.run !== run.run),
      )
      return true
    } catch (error) {
      showProblem(`move ${run.name || run.run} to the trash`, error)
      return false
    }
  })
  const moved = runs.filter((_run, index) => results[index])
  await refreshLists()
  if (moved.length === 0) return
  showToast({
    kind: 'done',
    text: `Moved ${moved.length === 1 ? moved[0].name || moved[0].run : countText(moved.length)} to the trash`,
    action: { label: 'Undo', run: () => void takeBack(moved) },
  })
}

/** Takes runs back from the trash. */
export async function takeBack(runs: readonly RunRef[]): Promise<void> {
  await inTurns(runs, async (run) => {
    try {
      await restoreRun(run)
    } catch (error) {
      showProblem('restore the run', error)
    }
  })
  await refreshLists()
}

/** Deletes runs of the trash with all their files. */
export async function deleteRuns(runs: readonly RunRef[]): Promise<void> {
  await inTurns(runs, async (run) => {
    try {
      await deleteForGood(run)
    } catch (error) {
      showProblem('delete the run', error)
    }
  })
  await refreshLists()
}

/** Asks running runs to end, or takes that back. */
export async function askToStop(runs: readonly RunRef[], isWanted = true): Promise<void> {
  await inTurns(runs, async (run) => {
    try {
      await requestStop(run, isWanted)
      queryClient.setQueryData(runKeys.stop(run), isWanted)
    } catch (error) {
      showProblem(isWanted ? 'stop the run' : 'take the stop back', error)
    }
  })
}

async function refreshLists(): Promise<void> {
  await Promise.all(
    [runKeys.trash, ['runs'], ['run'], keys.projects].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  )
}

/** One after the other: a hundred requests at once would only wait for each other. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function countText(count: number): string {
  return `${count} ${count === 1 ? 'run' : 'runs'}`
}
