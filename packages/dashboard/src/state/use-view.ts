import { useCallback, useMemo } from 'react'
import { currentLocation, navigate, useLocation } from './location.ts'
import { formatView, parseView } from './view-state.ts'
import type { ViewState } from './view-state.ts'

/** Changes some of the view. `push` for what the back button should undo, `replace` for typing and dragging. */
export type ChangeView = (change: Partial<ViewState>, mode?: 'push' | 'replace') => void

/** The view that the address holds, and the way to change it. */
export function useView(): readonly [ViewState, ChangeView] {
  const { search } = useLocation()
  const view = useMemo(() => parseView(search), [search])
  const change = useCallback<ChangeView>((changed, mode = 'replace') => {
    const { pathname, search: latest } = currentLocation()
    navigate(`${pathname}${formatView({ ...parseView(latest), ...changed })}`, mode)
  }, [])
  return [view, change]
}
