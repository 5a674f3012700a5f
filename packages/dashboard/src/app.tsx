import { QueryClientProvider } from '@tanstack/react-query'
import { Component } from 'react'
import type { JSX, ReactNode } from 'react'
import { part } from './components/ui/part.tsx'
import { Problem, Skeleton } from './components/ui/states.tsx'
import { Toaster } from './components/ui/toaster.tsx'
import { LoginPage } from './pages/login-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { ProjectsPage } from './pages/projects-page.tsx'
import { useLocation } from './state/location.ts'
import { valueKeysQuery } from './state/media-queries.ts'
import { runQuery } from './state/queries.ts'
import { parseRoute } from './state/routes.ts'
import { isLoginNeeded, queryClient } from './state/session.ts'
import { traceQuery } from './state/trace-queries.ts'
import { useStoreValue } from './state/value-store.ts'
import { parseView } from './state/view-state.ts'

const WAITING = <Skeleton rows={8} height={48} />
const ArtifactsPage = part(async () => (await import('./pages/artifacts-page.tsx')).ArtifactsPage, WAITING)
const ArtifactPage = part(async () => (await import('./pages/artifact-page.tsx')).ArtifactPage, WAITING)
const WorkspacePage = part(async () => (await import('./pages/workspace-page.tsx')).WorkspacePage, WAITING)
const RunPage = part(async () => (await import('./pages/run-page.tsx')).RunPage, WAITING)
const TracePage = part(async () => (await import('./pages/trace-page.tsx')).TracePage, WAITING)
const TracesPage = part(async () => (await import('./pages/traces-page.tsx')).TracesPage, WAITING)
const TrashPage = part(async () => (await import('./pages/trash-page.tsx')).TrashPage, WAITING)

/** Asks for what the first page shows while its code is on the way. */
export function warmUp(): void {
  const { pathname, search } = window.location
  const route = parseRoute(pathname)
  if (route.page === 'trace') {
    TracePage.load()
    void queryClient.prefetchQuery(runQuery(route))
    void queryClient.prefetchQuery(traceQuery(route))
  }
  if (route.page !== 'run') return
  RunPage.load()
  void queryClient.prefetchQuery(runQuery(route))
  if (parseView(search).tab !== 'media') return
  void import('./pages/run-media.tsx')
  void queryClient.prefetchQuery(valueKeysQuery(route))
}

export function App(): JSX.Element {
  const { pathname } = useLocation()
  const isAsked = useStoreValue(isLoginNeeded)
  return (
    <QueryClientProvider client={queryClient}>
      <PageBoundary key={pathname}>{isAsked ? <LoginPage /> : <Page pathname={pathname} />}</PageBoundary>
      <Toaster />
    </QueryClientProvider>
  )
}

function Page({ pathname }: { readonly pathname: string }): JSX.Element {
  const route = parseRoute(pathname)
  switch (route.page) {
    case 'projects':
      return <ProjectsPage />
    case 'workspace':
      return <WorkspacePage entity={route.entity} project={route.project} />
    case 'run':
      return <RunPage entity={route.entity} project={route.project} run={route.run} />
    case 'traces':
      return <TracesPage entity={route.entity} project={route.project} />
    case 'trace':
      return <TracePage key={route.traceId} {...route} />
    case 'artifacts':
      return <ArtifactsPage entity={route.entity} project={route.project} />
    case 'artifact':
      return <ArtifactPage key={route.name} {...route} />
    case 'trash':
      return <TrashPage />
    case 'not-found':
      return <NotFoundPage />
  }
}

interface BoundaryState {
  readonly error: unknown
}

/** A mistake in one page leaves a message instead of an empty window. */
class PageBoundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: undefined }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error }
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return (
      <main className="page centred">
        <Problem error={this.state.error} what="this page" onRetry={() => location.reload()} />
      </main>
    )
  }
}
