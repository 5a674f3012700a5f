import { useMemo } from 'react'
import type { RunInfo, RunRef } from '@kymo/server/api'

/** A run as media panels show it. */
export interface MediaRun extends RunRef {
  readonly name: string
  /** Index into the palette of runs. */
  readonly colour: number
}

/** Stays the same list while a live run changes only its figures, so that panels are not drawn anew. */
export function useMediaRuns(
  runs: readonly RunInfo[],
  colours: ReadonlyMap<string, number>,
): readonly MediaRun[] {
  const key = JSON.stringify(
    runs.map(({ entity, project, run, name }): MediaRun => {
      return { entity, project, run, name: name || run, colour: colours.get(run) ?? 0 }
    }),
  )
  return useMemo(() => JSON.parse(key) as MediaRun[], [key])
}
