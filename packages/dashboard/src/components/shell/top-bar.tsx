import type { JSX } from 'react'
import type { ProjectRef } from '../../api/api-client.ts'
import { useCanEdit, useServer } from '../../state/queries.ts'
import { feedState } from '../../state/use-live-updates.ts'
import { logOut } from '../../state/session.ts'
import { setTheme, useTheme } from '../../state/theme.ts'
import type { Theme } from '../../state/theme.ts'
import { useStoreValue } from '../../state/value-store.ts'
import { Icon, KymoMark } from '../ui/icons.tsx'
import { AlertBell } from '../alerts/alert-bell.tsx'
import { IconButton } from '../ui/controls.tsx'
import { Link } from '../ui/link.tsx'

export interface Crumb {
  readonly label: string
  /** Undefined for the page itself. */
  readonly href?: string
}

export interface TopBarProps {
  readonly crumbs: readonly Crumb[]
  /** Whose alerts the bell shows; all without one. */
  readonly project?: ProjectRef
}

export function TopBar({ crumbs, project }: TopBarProps): JSX.Element {
  return (
    <header className="top-bar">
      <Link href="/" className="home" aria-label="Kymo: all projects">
        <KymoMark />
        <span className="wordmark">kymo</span>
      </Link>
      <nav aria-label="Breadcrumb" className="crumbs">
        <ol>
          {crumbs.map(({ label, href }) => (
            <li key={`${href ?? ''} ${label}`} title={label}>
              {href === undefined ? (
                <span aria-current="page">{label}</span>
              ) : (
                <Link href={href}>{label}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div className="top-bar-end">
        <LiveIndicator />
        <AlertBell project={project} />
        <TrashLink />
        <ThemeButton />
        <LogOutButton />
      </div>
    </header>
  )
}

/** Nothing gets into the trash of "kymo ui". */
function TrashLink(): JSX.Element | null {
  if (!useCanEdit()) return null
  return (
    <Link href="/trash" className="icon-button" aria-label="Trash" title="Trash">
      <Icon name="trash" />
    </Link>
  )
}

function LogOutButton(): JSX.Element | null {
  const { data: server } = useServer()
  if (server?.authRequired !== true) return null
  return (
    <button type="button" className="button quiet" onClick={() => void logOut()}>
      Log out
    </button>
  )
}

const FEED_TEXTS = {
  off: undefined,
  connecting: { text: 'Connecting', detail: 'Opening the event stream' },
  live: { text: 'Live', detail: 'New data appear by themselves' },
  retrying: {
    text: 'Reconnecting',
    detail: 'The event stream is lost: the page asks every 3 s and tries to reconnect',
  },
} as const

function LiveIndicator(): JSX.Element | null {
  const state = useStoreValue(feedState)
  const shown = FEED_TEXTS[state]
  if (shown === undefined) return null
  return (
    <span className={`live is-${state}`} role="status" title={shown.detail}>
      <span className="live-dot" aria-hidden="true" />
      {shown.text}
    </span>
  )
}

const NEXT_THEME: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const THEME_ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const

function ThemeButton(): JSX.Element {
  const theme = useTheme()
  return (
    <IconButton
      icon={THEME_ICONS[theme]}
      label={`Theme: ${theme}. Change to ${NEXT_THEME[theme]}`}
      onClick={() => setTheme(NEXT_THEME[theme])}
    />
  )
}
