import { useCallback, useMemo } from 'react'
import { currentLocation, navigate, useLocation } from './location.ts'
import { ALL_OPEN } from './trace-shape.ts'
import type { Folds, TimeWindow } from './trace-shape.ts'

const PARTS = ['content', 'details', 'attributes', 'events'] as const
export type SpanPart = (typeof PARTS)[number]
/** What an address holds of closed branches: the last ones. More would not be read by every program that gets the link. */
const MAX_FOLDS = 300
const SPAN_ID = /^[0-9a-f]{16}$/

/** Everything that the address of a trace's page holds beside its path. */
export interface TraceView {
  readonly span: string | undefined
  readonly part: SpanPart
  readonly search: string
  /** In ms since the start of the trace; undefined for all of it. */
  readonly window: TimeWindow | undefined
  readonly folds: Folds
}

export function parseTraceView(query: string): TraceView {
  const params = new URLSearchParams(query)
  return {
    span: params.get('span') ?? undefined,
    part: PARTS.find((part) => part === params.get('part')) ?? 'content',
    search: params.get('find') ?? '',
    window: parseWindow(params.get('window')),
    folds: parseFolds(params.get('closed')),
  }
}

/** The inverse of {@link parseTraceView}. */
export function formatTraceView({ span, part, search, window, folds }: TraceView): string {
  const params = new URLSearchParams()
  if (span !== undefined) params.set('span', span)
  if (part !== 'content') params.set('part', part)
  if (search !== '') params.set('find', search)
  if (window !== undefined) params.set('window', `${tidy(window.fromMs)},${tidy(window.toMs)}`)
  const closed = [...(folds.kind === 'except' ? ['!'] : []), ...[...folds.ids].slice(-MAX_FOLDS)].join(',')
  if (closed !== '') params.set('closed', closed)
  const query = params.toString()
  return query === '' ? '' : `?${query}`
}

function parseWindow(text: string | null): TimeWindow | undefined {
  const [fromMs, toMs] = (text ?? '').split(',').map(Number)
  return fromMs >= 0 && toMs > fromMs && toMs < Infinity ? { fromMs, toMs } : undefined
}

function parseFolds(text: string | null): Folds {
  const ids = (text ?? '').split(',')
  const kind = ids[0] === '!' ? 'except' : 'only'
  const known = ids.filter((id) => SPAN_ID.test(id)).slice(0, MAX_FOLDS)
  return kind === 'only' && known.length === 0 ? ALL_OPEN : { kind, ids: new Set(known) }
}

/** Nanoseconds: below, a float64 of a long trace has no digits. */
function tidy(ms: number): number {
  return Number(ms.toFixed(6))
}

export type ChangeTraceView = (change: Partial<TraceView>, mode?: 'push' | 'replace') => void

/** The view that the address holds, and the way to change it. */
export function useTraceView(): readonly [TraceView, ChangeTraceView] {
  const { search } = useLocation()
  const view = useMemo(() => parseTraceView(search), [search])
  const change = useCallback<ChangeTraceView>((changed, mode = 'replace') => {
    const { pathname, search: latest } = currentLocation()
    navigate(`${pathname}${formatTraceView({ ...parseTraceView(latest), ...changed })}`, mode)
  }, [])
  return [view, change]
}
