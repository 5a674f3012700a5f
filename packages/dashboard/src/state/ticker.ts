import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let nowMs = Date.now()

/** The time, once a second; one timer for the whole page. `isRunning` false freezes it and costs nothing. */
export function useNowMs(isRunning = true): number {
  return useSyncExternalStore(isRunning ? subscribe : subscribeNever, () => nowMs)
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    nowMs = Date.now()
    timer = setInterval(tick, 1000)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

function subscribeNever(): () => void {
  return () => undefined
}

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}
