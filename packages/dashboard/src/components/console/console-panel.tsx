// oxlint-disable react/exhaustive-effect-dependencies, react/set-state-in-effect, react/memo-dependencies, react-hooks/exhaustive-deps -- the view is that of the address when a link is made; a new search goes to its first match once, and not again when handlers change
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { JSX } from 'react'
import type { RunDetail } from '@kymo/server/api'
import { consoleTextUrl, fetchConsole } from '../../api/run-client.ts'
import { grouped } from '../../charts/model/format.ts'
import { stripAnsi } from '../../run/ansi.ts'
import { TOP } from '../../run/line-scroll.ts'
import type { LinePosition } from '../../run/line-scroll.ts'
import type { ConsoleView as ConsoleChoice, LineRange } from '../../state/console-view.ts'
import { currentLocation } from '../../state/location.ts'
import { useConsoleSearch } from '../../state/run-queries.ts'
import type { ConsoleMatches } from '../../state/run-queries.ts'
import { showProblem, showToast } from '../../state/toasts.ts'
import type { ChangeView } from '../../state/use-view.ts'
import { formatView, parseView } from '../../state/view-state.ts'
import { IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { ConsoleToolbar } from './console-toolbar.tsx'
import { ConsoleView } from './console-view.tsx'
import { useConsole } from './use-console.ts'
import { useConsoleLook } from './use-console-look.ts'

const SEARCH_DELAY_MS = 250
/** Lines that are copied at once. */
const MAX_COPIED = 5000

export interface ConsolePanelProps {
  readonly run: RunDetail
  readonly view: ConsoleChoice
  readonly change: ChangeView
}

/** What the program printed, as a terminal would show it. */
export function ConsolePanel({ run, view, change }: ConsolePanelProps): JSX.Element {
  const [cache, state] = useConsole(run, view)
  const [look, setLook] = useConsoleLook()
  const [isFollowing, setFollowing] = useState(run.state === 'running' && view.lines === undefined)
  const showLine = useRef<((line: number) => void) | null>(null)
  const position = useRef<LinePosition>(TOP)
  const search = useSettled(view.search.trim(), SEARCH_DELAY_MS)
  const matches = useConsoleSearch(run, search, view)
  const finder = useFinder(matches, search, { showLine, position })
  useFirstLine(view.lines, state.lineCount, showLine)
  const choose = useCallback(
    (next: Partial<ConsoleChoice>, mode?: 'push' | 'replace') =>
      change({ console: { ...parseView(currentLocation().search).console, ...next } }, mode),
    [change],
  )
  const onMark = useCallback((lines: LineRange) => choose({ lines }), [choose])
  const hrefOf = useMemo(() => {
    const { pathname, search: query } = currentLocation()
    const now = parseView(query)
    return (line: number): string =>
      `${pathname}${formatView({ ...now, console: { ...now.console, lines: { from: line, to: line } } })}`
  }, [view])
  if (state.lineCount === undefined) {
    return state.error === undefined ? (
      <Skeleton rows={12} height={28} />
    ) : (
      <Problem error={state.error} what="the console" onRetry={() => cache.refresh()} />
    )
  }
  if (state.lineCount === 0 && view.writer === undefined && view.stream === undefined) {
    return (
      <Empty title="Nothing was printed">
        <p className="soft">What the program writes to its console appears here while it is running.</p>
      </Empty>
    )
  }
  return (
    <section className="console-panel" aria-label="Console">
      <ConsoleToolbar
        view={view}
        choose={choose}
        writers={state.writers}
        look={look}
        onLook={setLook}
        finder={finder}
        downloadUrl={consoleTextUrl(run, view)}
      />
      <ConsoleView
        cache={cache}
        state={state}
        search={search}
        foundLine={finder.line}
        marked={view.lines}
        isTimed={look.isTimed}
        isWrapped={look.isWrapped}
        isFollowing={isFollowing}
        onFollow={setFollowing}
        onMark={onMark}
        hrefOf={hrefOf}
        showLineRef={showLine}
        positionRef={position}
      />
      <footer className="console-foot">
        <span className="numeric" role="status">
          {footText(state.lineCount, cache.isFiltered ? state.matchCount : undefined, state.droppedCount)}
        </span>
        {state.error === undefined ? null : (
          <span className="console-trouble">{state.error.message}. Trying again.</span>
        )}
        {view.lines === undefined ? null : (
          <MarkedLines
            run={run}
            lines={view.lines}
            view={view}
            onClear={() => choose({ lines: undefined })}
          />
        )}
        <button
          type="button"
          className={`button follow ${isFollowing ? 'is-active' : ''}`}
          aria-pressed={isFollowing}
          onClick={() => setFollowing(!isFollowing)}
        >
          {isFollowing && run.state === 'running' ? (
            <span className="pulse" aria-hidden="true" />
          ) : (
            <Icon name="end" />
          )}
          <span>{isFollowing ? 'At the end' : 'Go to the end'}</span>
        </button>
      </footer>
    </section>
  )
}

function footText(lineCount: number, matchCount: number | undefined, droppedCount: number): string {
  const lines = `${grouped(lineCount)} ${lineCount === 1 ? 'line' : 'lines'}`
  const shown = matchCount === undefined ? lines : `${grouped(matchCount)} of ${lines}`
  return droppedCount === 0 ? shown : `${shown} · ${grouped(droppedCount)} more were not kept`
}

function useSettled(value: string, delayMs: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled
}

/** Goes to the line that the address names, once. */
function useFirstLine(
  lines: LineRange | undefined,
  lineCount: number | undefined,
  showLine: { readonly current: ((line: number) => void) | null },
): void {
  const isDone = useRef(lines === undefined)
  useEffect(() => {
    if (isDone.current || lines === undefined || (lineCount ?? 0) === 0) return
    isDone.current = true
    requestAnimationFrame(() => showLine.current?.(Math.min(lines.from, (lineCount ?? 1) - 1)))
  }, [lines, lineCount, showLine])
}

export interface Finder {
  readonly matches: ConsoleMatches
  readonly search: string
  /** Place of the current match among all, from 0. */
  readonly place: number | undefined
  readonly line: number | undefined
  readonly go: (direction: 1 | -1) => void
}

/** The current match, and the way to the next: from where the window is, then round and round. */
function useFinder(
  matches: ConsoleMatches,
  search: string,
  {
    showLine,
    position,
  }: {
    readonly showLine: { readonly current: ((line: number) => void) | null }
    readonly position: { readonly current: LinePosition }
  },
): Finder {
  const [found, setFound] = useState<{ search: string; line: number }>()
  const { numbers } = matches
  const line = found?.search === search && search !== '' ? found.line : undefined
  const goTo = (next: number | undefined): void => {
    if (next === undefined) return
    setFound({ search, line: next })
    showLine.current?.(next)
  }
  // The first match after what is on the screen, as soon as there is one.
  const firstAfter =
    line === undefined && search !== ''
      ? (numbers.find((number) => number >= position.current.line) ??
        (matches.isBusy ? undefined : numbers[0]))
      : undefined
  useEffect(() => {
    if (firstAfter !== undefined) goTo(firstAfter)
  }, [firstAfter, search])
  const place = line === undefined ? -1 : numbers.indexOf(line)
  return {
    matches,
    search,
    place: place < 0 ? undefined : place,
    line,
    go: (direction) => goTo(numbers[(place + direction + numbers.length) % numbers.length]),
  }
}

interface MarkedLinesProps {
  readonly run: RunDetail
  readonly lines: LineRange
  readonly view: ConsoleChoice
  readonly onClear: () => void
}

/** What can be done with the lines that the address points at. */
function MarkedLines({ run, lines: { from, to }, view, onClear }: MarkedLinesProps): JSX.Element {
  const copyText = async (): Promise<void> => {
    try {
      const limit = Math.min(MAX_COPIED, to - from + 1)
      const { lines } = await fetchConsole(run, { ...view, from, limit, search: undefined })
      const text = lines.filter(({ number }) => number <= to).map((line) => stripAnsi(line.text))
      await navigator.clipboard.writeText(text.join('\n'))
      showToast({ kind: 'done', text: `Copied ${text.length} ${text.length === 1 ? 'line' : 'lines'}` })
    } catch (error) {
      showProblem('copy the lines', error)
    }
  }
  const copyLink = (): void => {
    // The address bar follows with a delay; the address of the app is ahead.
    const { pathname, search } = currentLocation()
    navigator.clipboard?.writeText(`${location.origin}${pathname}${search}`).then(
      () => showToast({ kind: 'done', text: 'Copied the link' }),
      (error: unknown) => showProblem('copy the link', error),
    )
  }
  return (
    <span className="console-marked">
      <span className="numeric">
        {from === to ? `Line ${grouped(from + 1)}` : `Lines ${grouped(from + 1)}–${grouped(to + 1)}`}
      </span>
      <IconButton icon="copy" label="Copy the marked lines" onClick={() => void copyText()} />
      <IconButton icon="link" label="Copy a link to the marked lines" onClick={copyLink} />
      <IconButton icon="cross" label="Unmark the lines" onClick={onClear} />
    </span>
  )
}
