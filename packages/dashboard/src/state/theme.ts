import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'

const STORAGE_KEY = 'kymo-theme'
const listeners = new Set<() => void>()

/** The chosen theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, readTheme)
}

/** Chooses a theme and remembers it on this device. public/theme.js applies it before the first paint. */
export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, theme)
  } catch {
    // Blocked storage: the choice lasts until the page is closed.
  }
  for (const listener of listeners) listener()
}

/** Calls back when the colours on the page change, by choice or because the system's preference did. */
export function onColoursChange(listener: () => void): () => void {
  return subscribe(listener)
}

function readTheme(): Theme {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function subscribe(listener: () => void): () => void {
  const preference = matchMedia('(prefers-color-scheme: dark)')
  preference.addEventListener('change', listener)
  listeners.add(listener)
  return () => {
    preference.removeEventListener('change', listener)
    listeners.delete(listener)
  }
}
