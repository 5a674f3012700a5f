import { useMemo } from 'react'
import type { JSX, ReactNode } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { MediaGrid } from '../components/media/media-grid.tsx'
import { useMediaRuns } from '../components/media/media-run.ts'
import { useView } from '../state/use-view.ts'

export interface WorkspaceMediaProps {
  /** Oldest first, as charts draw them. */
  readonly runs: readonly RunInfo[]
  readonly colours: ReadonlyMap<string, number>
  readonly start: ReactNode
}

/** Media of the chosen runs, side by side. */
export function WorkspaceMedia({ runs, colours, start }: WorkspaceMediaProps): JSX.Element {
  const [view, change] = useView()
  const newestFirst = useMemo(() => runs.toReversed(), [runs])
  const shown = useMediaRuns(newestFirst, colours)
  return <MediaGrid runs={shown} view={view} change={change} start={start} />
}
