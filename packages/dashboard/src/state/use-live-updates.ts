import { useEffect } from 'react'
import { openEvents } from '../api/api-client.ts'
import type { ProjectRef } from '../api/api-client.ts'
import { openLiveFeed } from '../api/live-feed.ts'
import type { FeedState } from '../api/live-feed.ts'
import { createLiveUpdates } from './live-updates.ts'
import type { LiveUpdates } from './live-updates.ts'
import { chartLoader, queryClient } from './session.ts'
import { createValueStore } from './value-store.ts'
import type { ValueStore } from './value-store.ts'

const POLL_INTERVAL_MS = 3000
/** A browser has six connections per server over HTTP/1.1; tabs that nobody looks at must not hold them. */
const HIDDEN_CLOSE_MS = 30_000

/** Whether the page hears from the server; `off` on pages that show nothing live. */
export const feedState: ValueStore<FeedState | 'off'> = createValueStore<FeedState | 'off'>('off')

/** Keeps the queries of a project current: one event stream, and polling while that is lost. */
export function useLiveUpdates({ entity, project }: ProjectRef): void {
  useEffect(() => {
    const ref = { entity, project }
    const updates = createLiveUpdates({ queryClient, loader: chartLoader, ref })
    const closeFeed = followWhileVisible(ref, updates)
    const poll = setInterval(() => {
      if (feedState.get() === 'retrying' && !document.hidden) void updates.reconcile()
    }, POLL_INTERVAL_MS)
    return () => {
      clearInterval(poll)
      closeFeed()
      updates.close()
      feedState.set('off')
    }
  }, [entity, project])
}

function followWhileVisible(ref: ProjectRef, updates: LiveUpdates): () => void {
  const open = (): ReturnType<typeof openLiveFeed> =>
    openLiveFeed({
      open: (signal) => openEvents(ref, signal),
      onEvent: updates.onEvent,
      onState: (state) => feedState.set(state),
      onConnected: () => void updates.reconcile(),
    })
  let feed: ReturnType<typeof openLiveFeed> | undefined = open()
  let closing: ReturnType<typeof setTimeout> | undefined
  const onVisibility = (): void => {
    clearTimeout(closing)
    if (!document.hidden) feed ??= open()
    else {
      closing = setTimeout(() => {
        feed?.close()
        feed = undefined
      }, HIDDEN_CLOSE_MS)
    }
  }
  document.addEventListener('visibilitychange', onVisibility)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    clearTimeout(closing)
    feed?.close()
  }
}
