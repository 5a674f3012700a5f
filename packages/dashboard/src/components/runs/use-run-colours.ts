import { useMemo } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { assignRunColours } from '../../charts/model/run-colours.ts'

/** Palette slot of every run. `runs` come newest first; colours are given out from the oldest, so they never change. */
export function useRunColours(runs: readonly RunInfo[]): ReadonlyMap<string, number> {
  return useMemo(() => assignRunColours(runs.map((run) => run.run).toReversed()), [runs])
}
