import { useEffect } from 'react'
import { openEvents } from '../api/api-client.ts'
import type { ProjectRef } from '../api/api-client.ts'
import { openLiveFeed } from '../api/live-feed.ts'
import type { FeedState } from '../api/live-feed.ts'
import { createLiveUpdates } from './live-updates.ts'
import { chartLoader, queryClient } from './session.ts'
import { createValueStore } from './value-store.ts'

const POLL_INTERVAL_MS = 3000

/** Whether the page hears from the server; `off` on pages that show nothing live. */
export const feedState = createValueStore<FeedState | 'off'>('off')

/** Keeps the queries of a project current: one event stream, and polling while that is lost. */
export function useLiveUpdates({ entity, project }: ProjectRef): void {
  useEffect(() => {
    const ref = { entity, project }
    const updates = createLiveUpdates({ queryClient, loader: chartLoader, ref })
    const feed = openLiveFeed({
      open: (signal) => openEvents(ref, signal),
      onEvent: updates.onEvent,
      onState: (state) => feedState.set(state),
      onConnected: () => void updates.reconcile(),
    })
    const poll = setInterval(() => {
      if (feedState.get() === 'retrying' && !document.hidden) void updates.reconcile()
    }, POLL_INTERVAL_MS)
    return () => {
      clearInterval(poll)
      feed.close()
      updates.close()
      feedState.set('off')
    }
  }, [entity, project])
}
