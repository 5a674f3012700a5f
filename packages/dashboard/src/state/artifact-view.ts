import { useCallback, useMemo } from 'react'
import { currentLocation, navigate, useLocation } from './location.ts'

const TABS = ['overview', 'files', 'versions', 'lineage', 'diff'] as const
export type ArtifactTab = (typeof TABS)[number]

/** Everything that the address of an artifact page holds beside its path. */
export interface ArtifactView {
  readonly tab: ArtifactTab
  /** The file that is previewed. */
  readonly file: string | undefined
  /** The version that is compared with. */
  readonly before: string | undefined
}

export function parseArtifactView(query: string): ArtifactView {
  const params = new URLSearchParams(query)
  return {
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'overview',
    file: params.get('file') ?? undefined,
    before: params.get('with') ?? undefined,
  }
}

export function formatArtifactView({ tab, file, before }: ArtifactView): string {
  const params = new URLSearchParams()
  if (tab !== 'overview') params.set('tab', tab)
  if (file !== undefined && tab === 'files') params.set('file', file)
  if (before !== undefined && tab === 'diff') params.set('with', before)
  const query = params.toString()
  return query === '' ? '' : `?${query}`
}

export type ChangeArtifactView = (change: Partial<ArtifactView>) => void

/** The view that the address holds, and the way to change it; every change can be undone with the back button. */
export function useArtifactView(): readonly [ArtifactView, ChangeArtifactView] {
  const { search } = useLocation()
  const view = useMemo(() => parseArtifactView(search), [search])
  const change = useCallback<ChangeArtifactView>((changed) => {
    const { pathname, search: latest } = currentLocation()
    navigate(`${pathname}${formatArtifactView({ ...parseArtifactView(latest), ...changed })}`, 'push')
  }, [])
  return [view, change]
}
