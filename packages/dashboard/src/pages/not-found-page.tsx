import type { JSX } from 'react'
import { TopBar } from '../components/shell/top-bar.tsx'
import { Link } from '../components/ui/link.tsx'
import { Empty } from '../components/ui/states.tsx'
import { useTitle } from './use-title.ts'

export interface NotFoundPageProps {
  readonly title?: string
  readonly text?: string
}

export function NotFoundPage({
  title = 'No such page',
  text = 'The address leads nowhere.',
}: NotFoundPageProps): JSX.Element {
  useTitle(title)
  return (
    <>
      <TopBar crumbs={[{ label: 'Projects', href: '/' }, { label: title }]} />
      <main className="page centred">
        <Empty title={title}>
          <p className="soft">{text}</p>
          <Link href="/" className="button">
            All projects
          </Link>
        </Empty>
      </main>
    </>
  )
}
