import { useMemo } from 'react'
import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { MediaGrid } from '../components/media/media-grid.tsx'
import { useMediaRuns } from '../components/media/media-run.ts'
import { useView } from '../state/use-view.ts'

/** Media of one run. */
export function RunMedia({ run }: { readonly run: RunInfo }): JSX.Element {
  const [view, change] = useView()
  const runs = useMediaRuns(
    useMemo(() => [run], [run]),
    NO_COLOURS,
  )
  return <MediaGrid runs={runs} view={view} change={change} />
}

const NO_COLOURS: ReadonlyMap<string, number> = new Map()
