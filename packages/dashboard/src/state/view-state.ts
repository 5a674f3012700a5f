import type { XAxis } from '@kymo/server/api'
import { DEFAULT_CONSOLE, parseConsole, putConsole } from './console-view.ts'
import type { ConsoleView } from './console-view.ts'
import { joinFields, splitFields } from './field-list.ts'
import { DEFAULT_TRACES, parseTraces, putTraces } from './trace-filters.ts'
import type { TraceFilters } from './trace-filters.ts'

/** Which runs are drawn. `newest` is the default: the ten that started last, so that a new run appears by itself. */
export type RunSelection =
  | { readonly kind: 'newest' }
  | { readonly kind: 'only' | 'except'; readonly ids: readonly string[] }

export interface SortOrder {
  /** `name`, `state`, `started`, `duration`, `config:<key>` or `summary:<key>`. */
  readonly column: string
  readonly isDescending: boolean
}

export interface ZoomRange {
  readonly from: number
  readonly to: number
}

export type SmoothingKind = 'time' | 'ema'
export type Layout = 'split' | 'table' | 'charts'
export const RUN_TABS = [
  'overview',
  'charts',
  'media',
  'traces',
  'system',
  'console',
  'files',
  'artifacts',
] as const
export type RunTab = (typeof RUN_TABS)[number]

/** Everything that the address bar holds about a page. */
export interface ViewState {
  readonly search: string
  readonly sort: SortOrder
  /** Columns beside the name, in order; undefined for the default choice. */
  readonly columns: readonly string[] | undefined
  readonly selection: RunSelection
  readonly layout: Layout
  readonly tab: RunTab
  readonly metricSearch: string
  readonly x: XAxis
  /** A metric that all charts are drawn along, in place of `x`. */
  readonly xMetric: string | undefined
  readonly smoothingKind: SmoothingKind
  readonly smoothing: number
  readonly isLogX: boolean
  readonly isLogY: boolean
  readonly line: 'mean' | 'last'
  /** Charts beside each other; 0 lets the width decide. */
  readonly gridColumns: number
  readonly isZoomShared: boolean
  /** Zoom of all charts. */
  readonly zoom: ZoomRange | undefined
  /** Zoom of single charts, by metric. */
  readonly ownZooms: readonly (readonly [metric: string, zoom: ZoomRange])[]
  readonly closedSections: readonly string[]
  /** The metric whose chart fills the page. */
  readonly openChart: string | undefined
  /** What the panels of a workspace show. */
  readonly panels: 'charts' | 'media'
  /** The step that all media panels show; undefined for the newest. */
  readonly mediaStep: number | undefined
  /** Media panels move together. */
  readonly isStepShared: boolean
  /** Runs without any of these are not listed; empty for all. */
  readonly tags: readonly string[]
  readonly isEveryTag: boolean
  readonly console: ConsoleView
  readonly traces: TraceFilters
  /** The file that is shown, or the folder that is open. */
  readonly file: string | undefined
}

export const DEFAULT_VIEW: ViewState = {
  search: '',
  sort: { column: 'started', isDescending: true },
  columns: undefined,
  selection: { kind: 'newest' },
  layout: 'split',
  tab: 'overview',
  metricSearch: '',
  x: 'step',
  xMetric: undefined,
  smoothingKind: 'time',
  smoothing: 0,
  isLogX: false,
  isLogY: false,
  line: 'mean',
  gridColumns: 0,
  isZoomShared: true,
  zoom: undefined,
  ownZooms: [],
  closedSections: [],
  openChart: undefined,
  panels: 'charts',
  mediaStep: undefined,
  isStepShared: true,
  tags: [],
  isEveryTag: false,
  console: DEFAULT_CONSOLE,
  traces: DEFAULT_TRACES,
  file: undefined,
}

/** Reads a query string. Whatever is missing or makes no sense has its default. */
export function parseView(query: string): ViewState {
  const params = new URLSearchParams(query)
  const text = (name: string): string => params.get(name) ?? ''
  const isOn = (name: string): boolean => params.get(name) === '1'
  return {
    search: text('q'),
    sort: parseSort(params.get('sort')),
    columns: parseList(params.get('cols')),
    selection: parseSelection(params.get('runs')),
    layout: oneOf(params.get('layout'), ['split', 'table', 'charts'], 'split'),
    tab: oneOf(params.get('tab'), RUN_TABS, 'overview'),
    metricSearch: text('m'),
    x: oneOf(params.get('x'), ['step', 'relative', 'time'], 'step'),
    xMetric: params.get('along') || undefined,
    smoothingKind: oneOf(params.get('smooth-by'), ['time', 'ema'], 'time'),
    smoothing: parseWeight(params.get('smooth')),
    isLogX: isOn('logx'),
    isLogY: isOn('logy'),
    line: oneOf(params.get('line'), ['mean', 'last'], 'mean'),
    gridColumns: Number(oneOf(params.get('grid'), ['0', '1', '2', '3', '4'], '0')),
    isZoomShared: params.get('zoom-one') !== '1',
    zoom: parseZoom(splitFields(params.get('zoom') ?? '')),
    ownZooms: parseOwnZooms(params.get('zooms')),
    closedSections: parseList(params.get('closed')) ?? [],
    openChart: params.get('chart') ?? undefined,
    panels: oneOf(params.get('panels'), ['charts', 'media'], 'charts'),
    mediaStep: toNumber(params.get('step') ?? undefined),
    isStepShared: params.get('step-one') !== '1',
    tags: parseList(params.get('tags')) ?? [],
    isEveryTag: isOn('tags-all'),
    console: parseConsole(params),
    traces: parseTraces(params),
    file: params.get('file') ?? undefined,
  }
}

/** The query string of a view, without what is at its default. The inverse of {@link parseView}. */
export function formatView(view: ViewState): string {
  const params = new URLSearchParams()
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined) params.set(name, value)
  }
  const choice = (key: 'layout' | 'tab' | 'x' | 'line' | 'smoothingKind' | 'panels'): string | undefined =>
    view[key] === DEFAULT_VIEW[key] ? undefined : view[key]
  put('q', view.search || undefined)
  put('sort', formatSort(view.sort))
  put('cols', view.columns && joinFields(view.columns))
  put('runs', formatSelection(view.selection))
  put('layout', choice('layout'))
  put('tab', choice('tab'))
  put('m', view.metricSearch || undefined)
  put('x', choice('x'))
  put('along', view.xMetric)
  put('smooth-by', choice('smoothingKind'))
  put('smooth', view.smoothing > 0 ? String(view.smoothing) : undefined)
  put('logx', view.isLogX ? '1' : undefined)
  put('logy', view.isLogY ? '1' : undefined)
  put('line', choice('line'))
  put('grid', view.gridColumns === 0 ? undefined : String(view.gridColumns))
  put('zoom-one', view.isZoomShared ? undefined : '1')
  put('zoom', view.zoom && joinFields(zoomFields(view.zoom)))
  put('zooms', view.ownZooms.length > 0 ? joinFields(view.ownZooms.flatMap(ownZoomFields)) : undefined)
  put('closed', view.closedSections.length > 0 ? joinFields(view.closedSections) : undefined)
  put('chart', view.openChart)
  put('panels', choice('panels'))
  put('step', view.mediaStep === undefined ? undefined : String(view.mediaStep))
  put('step-one', view.isStepShared ? undefined : '1')
  put('tags', view.tags.length > 0 ? joinFields(view.tags) : undefined)
  put('tags-all', view.isEveryTag ? '1' : undefined)
  putConsole(put, view.console)
  putTraces(put, view.traces)
  put('file', view.file)
  const query = params.toString()
  return query === '' ? '' : `?${query}`
}

function parseSort(text: string | null): SortOrder {
  if (text === null || text === '' || text === '-') return DEFAULT_VIEW.sort
  const isDescending = text.startsWith('-')
  return { column: isDescending ? text.slice(1) : text, isDescending }
}

function formatSort({ column, isDescending }: SortOrder): string | undefined {
  if (column === DEFAULT_VIEW.sort.column && isDescending === DEFAULT_VIEW.sort.isDescending) return undefined
  return isDescending ? `-${column}` : column
}

/** `runs=a,b` only these, `runs=!` all, `runs=!,a` all but a, `runs=` none. */
function parseSelection(text: string | null): RunSelection {
  if (text === null) return DEFAULT_VIEW.selection
  if (text === '!') return { kind: 'except', ids: [] }
  if (text.startsWith('!,')) return { kind: 'except', ids: splitFields(text.slice(2)) }
  return { kind: 'only', ids: splitFields(text) }
}

function formatSelection(selection: RunSelection): string | undefined {
  switch (selection.kind) {
    case 'newest':
      return undefined
    case 'only':
      return joinFields(selection.ids)
    case 'except':
      return selection.ids.length === 0 ? '!' : `!,${joinFields(selection.ids)}`
  }
}

function parseWeight(text: string | null): number {
  const weight = Number(text)
  return weight > 0 && weight < 1 ? weight : 0
}

function parseZoom(fields: readonly string[]): ZoomRange | undefined {
  const [from, to] = [toNumber(fields[0]), toNumber(fields[1])]
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}

function toNumber(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

function parseOwnZooms(text: string | null): ViewState['ownZooms'] {
  const fields = splitFields(text ?? '')
  const zooms = new Map<string, ZoomRange>()
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const zoom = parseZoom(fields.slice(index + 1, index + 3))
    if (zoom !== undefined) zooms.set(fields[index], zoom)
  }
  return [...zooms]
}

function ownZoomFields([metric, zoom]: ViewState['ownZooms'][number]): string[] {
  return [metric, ...zoomFields(zoom)]
}

function zoomFields(zoom: ZoomRange): string[] {
  return [String(zoom.from), String(zoom.to)]
}

function parseList(text: string | null): string[] | undefined {
  return text === null ? undefined : splitFields(text)
}

function oneOf<const T extends string>(text: string | null, values: readonly T[], fallback: NoInfer<T>): T {
  return values.find((value) => value === text) ?? fallback
}
