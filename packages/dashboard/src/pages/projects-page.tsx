import { useState } from 'react'
import type { JSX } from 'react'
import type { ProjectInfo } from '@kymo/server/api'
import { filterBy, parseSearch } from '../charts/model/search-pattern.ts'
import { useProjects } from '../state/queries.ts'
import { toPath } from '../state/routes.ts'
import { TopBar } from '../components/shell/top-bar.tsx'
import { CopyButton, SearchField } from '../components/ui/controls.tsx'
import { Icon } from '../components/ui/icons.tsx'
import { Link } from '../components/ui/link.tsx'
import { Empty, Problem, Skeleton } from '../components/ui/states.tsx'
import { Ago } from '../components/ui/time.tsx'
import { useTitle } from './use-title.ts'

const FIRST_RUN = `import { init } from '@kymo/core'

const run = await init({ project: 'first-light' })
for (let step = 0; step < 100; step++) {
  run.log({ loss: 1 / (1 + step) })
}
await run.finish()`

/** All projects, the latest activity first. */
export function ProjectsPage(): JSX.Element {
  useTitle('Projects')
  const { data: projects, error, refetch } = useProjects()
  const [search, setSearch] = useState('')
  return (
    <>
      <TopBar crumbs={[{ label: 'Projects' }]} />
      <main className="page projects-page">
        <div className="page-head">
          <h1>Projects</h1>
          {projects === undefined || projects.length < 2 ? null : (
            <SearchField
              label="Search projects"
              placeholder="Search projects or /regex/"
              value={search}
              onChange={setSearch}
            />
          )}
        </div>
        {projects !== undefined ? (
          <ProjectList projects={projects} search={search} />
        ) : error === null ? (
          <Skeleton rows={5} height={64} />
        ) : (
          <Problem error={error} what="projects" onRetry={() => void refetch()} />
        )}
      </main>
    </>
  )
}

function ProjectList({
  projects,
  search,
}: {
  readonly projects: readonly ProjectInfo[]
  readonly search: string
}): JSX.Element {
  if (projects.length === 0) return <FirstRun />
  const found = filterBy(projects, parseSearch(search), ({ entity, project }) => [`${entity}/${project}`])
  if (found.length === 0) return <Empty title="No project matches" />
  return (
    <ul className="project-list">
      {found.map((project) => (
        <li key={`${project.entity}/${project.project}`}>
          <ProjectRow {...project} />
        </li>
      ))}
    </ul>
  )
}

function ProjectRow({ entity, project, runCount, runningCount, lastActivityMs }: ProjectInfo): JSX.Element {
  return (
    <Link href={toPath({ page: 'workspace', entity, project })} className="project-row">
      <span className="project-name" title={`${entity}/${project}`}>
        <strong>{project}</strong>
        <small>{entity}</small>
      </span>
      <span className="project-running">
        {runningCount === 0 ? null : (
          <span className="run-state is-running">
            <span className="pulse" aria-hidden="true" />
            {runningCount} running
          </span>
        )}
      </span>
      <span className="project-count numeric">
        {runCount} {runCount === 1 ? 'run' : 'runs'}
      </span>
      <span className="project-time">
        <Ago timeMs={lastActivityMs} />
      </span>
      <Icon name="chevron" />
    </Link>
  )
}

function FirstRun(): JSX.Element {
  return (
    <Empty title="No runs yet">
      <p className="soft">Log a first run, and it appears here while it is being written.</p>
      <div className="snippet">
        <CopyButton text={FIRST_RUN} label="Copy the example" />
        <pre>
          <code>{FIRST_RUN}</code>
        </pre>
      </div>
    </Empty>
  )
}
