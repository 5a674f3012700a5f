import { useSyncExternalStore } from 'react'

/** Browsers refuse more than about 100 history calls in 30 s; typing in a search field is faster than that. */
const REPLACE_DELAY_MS = 300

const listeners = new Set<() => void>()
let current = snapshot()
let pendingReplace: ReturnType<typeof setTimeout> | undefined

export interface Location {
  readonly pathname: string
  readonly search: string
}

/** The address that the app shows. Runs ahead of the address bar by up to 300 ms while a control is being dragged. */
export function useLocation(): Location {
  return useSyncExternalStore(subscribe, () => current)
}

/** The address that the app shows, outside of React. */
export function currentLocation(): Location {
  return current
}

/**
 * Goes to an address of this app.
 * @param mode `push` makes a step that the back button undoes, `replace` does not
 */
export function navigate(address: string, mode: 'push' | 'replace'): void {
  const url = new URL(address, globalThis.location.href)
  const isSame = url.pathname === current.pathname && url.search === current.search
  if (mode === 'push') {
    flushReplace()
    if (!isSame) history.pushState(null, '', url)
  } else {
    clearTimeout(pendingReplace)
    pendingReplace = setTimeout(flushReplace, REPLACE_DELAY_MS)
  }
  if (isSame) return
  current = { pathname: url.pathname, search: url.search }
  notify()
}

function flushReplace(): void {
  if (pendingReplace === undefined) return
  clearTimeout(pendingReplace)
  pendingReplace = undefined
  history.replaceState(null, '', `${current.pathname}${current.search}`)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', onPopState)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', onPopState)
  }
}

function onPopState(): void {
  clearTimeout(pendingReplace)
  pendingReplace = undefined
  current = snapshot()
  notify()
}

function notify(): void {
  for (const listener of listeners) listener()
}

function snapshot(): Location {
  return { pathname: globalThis.location?.pathname ?? '/', search: globalThis.location?.search ?? '' }
}

if (typeof addEventListener === 'function') addEventListener('pagehide', flushReplace)
