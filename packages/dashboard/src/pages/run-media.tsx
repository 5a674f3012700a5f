import { useMemo } from 'react'
import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { MediaGrid } from '../components/media/media-grid.tsx'
import { useMediaRuns } from '../components/media/media-run.ts'
import { useRunColours } from '../components/runs/use-run-colours.ts'
import { useRuns } from '../state/queries.ts'
import { useView } from '../state/use-view.ts'

/** Media of one run. */
export function RunMedia({ run }: { readonly run: RunInfo }): JSX.Element {
  const [view, change] = useView()
  const { data: siblings = NO_RUNS } = useRuns(run)
  const colours = useRunColours(siblings)
  const list = useMemo(() => [run], [run])
  const runs = useMediaRuns(list, colours)
  return <MediaGrid runs={runs} view={view} change={change} />
}

const NO_RUNS: readonly RunInfo[] = []
