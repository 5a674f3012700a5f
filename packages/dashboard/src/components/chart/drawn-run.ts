import { useMemo } from 'react'
import type { RunInfo } from '@kymo/server/api'
import type { SceneRun } from '../../charts/model/chart-scene.ts'

/**
 * The runs as charts draw them: only what is seen. A live run changes its duration and summary all the time; this list
 * stays the same object then, so that charts are drawn anew for new points and for nothing else.
 */
export function useDrawnRuns(
  runs: readonly RunInfo[],
  colours: ReadonlyMap<string, number>,
): readonly SceneRun[] {
  const key = JSON.stringify(runs.map((run) => [run.run, run.name || run.run, colours.get(run.run) ?? 0]))
  return useMemo(
    () => (JSON.parse(key) as [string, string, number][]).map(([id, name, colour]) => ({ id, name, colour })),
    [key],
  )
}
