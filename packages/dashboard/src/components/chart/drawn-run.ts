import { useMemo } from 'react'
import type { MetricInfo, RunInfo } from '@kymo/server/api'
import type { SceneRun } from '../../charts/model/chart-scene.ts'
import { compareNames } from '../../charts/model/sections.ts'

/**
 * The runs as charts draw them: only what is seen. A live run changes its duration and summary all the time; this list
 * stays the same object then, so that charts are drawn anew for new points and for nothing else.
 */
export function useDrawnRuns(
  runs: readonly RunInfo[],
  colours: ReadonlyMap<string, number>,
  writers: ReadonlyMap<string, readonly string[]>,
): readonly SceneRun[] {
  const key = JSON.stringify(
    runs.map((run): SceneRun => {
      const labels = writers.get(run.run)
      return {
        id: run.run,
        name: run.name || run.run,
        colour: colours.get(run.run) ?? 0,
        ...(labels === undefined ? {} : { writers: labels }),
      }
    }),
  )
  return useMemo(() => JSON.parse(key) as SceneRun[], [key])
}

/** Writers of every run that has several, as its list of metrics tells. */
export function writersOf(
  runs: readonly RunInfo[],
  lists: readonly (readonly MetricInfo[] | undefined)[],
): ReadonlyMap<string, readonly string[]> {
  const writers = new Map<string, readonly string[]>()
  runs.forEach((run, index) => {
    const labels = new Set((lists[index] ?? []).flatMap(({ writer }) => writer ?? []))
    if (labels.size > 0) writers.set(run.run, [...labels].toSorted(compareNames))
  })
  return writers
}
