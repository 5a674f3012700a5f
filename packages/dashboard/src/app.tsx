import { QueryClientProvider } from '@tanstack/react-query'
import { Component, Suspense, lazy } from 'react'
import type { JSX, ReactNode } from 'react'
import { Problem, Skeleton } from './components/ui/states.tsx'
import { Toaster } from './components/ui/toaster.tsx'
import { LoginPage } from './pages/login-page.tsx'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { ProjectsPage } from './pages/projects-page.tsx'
import { useLocation } from './state/location.ts'
import { parseRoute } from './state/routes.ts'
import { isLoginNeeded, queryClient } from './state/session.ts'
import { useStoreValue } from './state/value-store.ts'

const ArtifactsPage = lazy(() =>
  import('./pages/artifacts-page.tsx').then((module) => ({ default: module.ArtifactsPage })),
)
const ArtifactPage = lazy(() =>
  import('./pages/artifact-page.tsx').then((module) => ({ default: module.ArtifactPage })),
)
const WorkspacePage = lazy(async () => ({
  default: (await import('./pages/workspace-page.tsx')).WorkspacePage,
}))
const RunPage = lazy(async () => ({ default: (await import('./pages/run-page.tsx')).RunPage }))
const TrashPage = lazy(async () => ({ default: (await import('./pages/trash-page.tsx')).TrashPage }))

export function App(): JSX.Element {
  const { pathname } = useLocation()
  const isAsked = useStoreValue(isLoginNeeded)
  return (
    <QueryClientProvider client={queryClient}>
      <PageBoundary key={pathname}>
        <Suspense fallback={<Skeleton rows={8} height={48} />}>
          {isAsked ? <LoginPage /> : <Page pathname={pathname} />}
        </Suspense>
      </PageBoundary>
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
