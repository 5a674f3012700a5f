import { QueryCache, QueryClient } from '@tanstack/react-query'
import { closeSession, fetchChart, openSession } from '../api/api-client.ts'
import { isApiError } from '../api/api-error.ts'
import { ChartLoader } from '../api/chart-loader.ts'
import { createValueStore } from './value-store.ts'

/** True while the server asks for a session that this browser does not have. */
export const isLoginNeeded = createValueStore(false)

/** The one loader of charts: charts of the whole page share its requests and its memory. */
export const chartLoader: ChartLoader = new ChartLoader({ fetchChart })

/** What could not be loaded is asked for again: a server comes back, a project gets its first run. */
const ERROR_RETRY_MS = 3000

/** Failures that another try can cure. */
function isWorthRetrying(failureCount: number, error: Error): boolean {
  return (
    failureCount < 2 && (!isApiError(error) || isApiError(error, 'network') || isApiError(error, 'server'))
  )
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isApiError(error, 'unauthorized')) isLoginNeeded.set(true)
    },
  }),
  defaultOptions: {
    queries: {
      retry: isWorthRetrying,
      retryDelay: (attempt) => Math.min(8000, 400 * 2 ** attempt),
      staleTime: 10_000,
      refetchInterval: ({ state }) =>
        state.status === 'error' && !isApiError(state.error, 'unauthorized') ? ERROR_RETRY_MS : false,
      refetchOnWindowFocus: false,
    },
  },
})

/**
 * Opens a session and loads again what was refused without it.
 * @throws {ApiError} `unauthorized` when the server does not know the key
 */
export async function logIn(apiKey: string): Promise<void> {
  await openSession(apiKey)
  isLoginNeeded.set(false)
  await queryClient.resetQueries()
}

/** Ends the session and forgets everything that was loaded in it. */
export async function logOut(): Promise<void> {
  await closeSession()
  queryClient.clear()
  isLoginNeeded.set(true)
}
