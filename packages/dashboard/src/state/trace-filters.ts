import type { SpanOperation, SpanStatus } from '@kymo/server/api'
import { ANY_AMOUNT, formatRange, isAny, parseRange } from './amounts.ts'
import type { AmountRange } from './amounts.ts'

export const SPAN_STATUSES = [
  'open',
  'ok',
  'unset',
  'error',
  'cancelled',
  'interrupted',
] as const satisfies readonly SpanStatus[]
export const SPAN_OPERATIONS = [
  'llm',
  'embedding',
  'tool',
  'retriever',
  'agent',
  'chain',
  'node',
  'evaluation',
  'other',
] as const satisfies readonly SpanOperation[]
const ORDERS = ['start', 'duration', 'tokens', 'cost'] as const
export type TraceOrder = (typeof ORDERS)[number]

/** What a list of traces shows, as the address holds it. */
export interface TraceFilters {
  readonly text: string
  readonly name: string
  readonly status: SpanStatus | undefined
  readonly operation: SpanOperation | undefined
  readonly model: string
  readonly durationMs: AmountRange
  readonly tokens: AmountRange
  readonly costUsd: AmountRange
  /** Of the start, Unix ms. */
  readonly timeMs: AmountRange
  readonly step: number | undefined
  readonly thread: string | undefined
  readonly order: TraceOrder
  readonly isDescending: boolean
  /** The list, or what each model did. */
  readonly panel: 'traces' | 'models'
  readonly hasCharts: boolean
}

export const DEFAULT_TRACES: TraceFilters = {
  text: '',
  name: '',
  status: undefined,
  operation: undefined,
  model: '',
  durationMs: ANY_AMOUNT,
  tokens: ANY_AMOUNT,
  costUsd: ANY_AMOUNT,
  timeMs: ANY_AMOUNT,
  step: undefined,
  thread: undefined,
  order: 'start',
  isDescending: true,
  panel: 'traces',
  hasCharts: true,
}

export function parseTraces(params: URLSearchParams): TraceFilters {
  const order = params.get('order') ?? '-start'
  const column = ORDERS.find((each) => each === order.replace(/^-/, ''))
  return {
    text: params.get('has') ?? '',
    name: params.get('name') ?? '',
    status: SPAN_STATUSES.find((status) => status === params.get('status')),
    operation: SPAN_OPERATIONS.find((operation) => operation === params.get('does')),
    model: params.get('model') ?? '',
    durationMs: parseRange(params.get('ms')),
    tokens: parseRange(params.get('tokens')),
    costUsd: parseRange(params.get('cost')),
    timeMs: parseRange(params.get('between')),
    step: toStep(params.get('at-step')),
    thread: params.get('thread') ?? undefined,
    order: column ?? 'start',
    isDescending: column === undefined || order.startsWith('-'),
    panel: params.get('by') === 'models' ? 'models' : 'traces',
    hasCharts: params.get('trace-charts') !== '0',
  }
}

export function putTraces(put: (name: string, value: string | undefined) => void, view: TraceFilters): void {
  put('has', view.text || undefined)
  put('name', view.name || undefined)
  put('status', view.status)
  put('does', view.operation)
  put('model', view.model || undefined)
  put('ms', formatRange(view.durationMs))
  put('tokens', formatRange(view.tokens))
  put('cost', formatRange(view.costUsd))
  put('between', formatRange(view.timeMs))
  put('at-step', view.step === undefined ? undefined : String(view.step))
  put('thread', view.thread)
  const order = formatOrder(view)
  put('order', order === '-start' ? undefined : order)
  put('by', view.panel === 'models' ? 'models' : undefined)
  put('trace-charts', view.hasCharts ? undefined : '0')
}

/** The filters of the query API. */
export function toTraceQuery(view: TraceFilters): URLSearchParams {
  const query = new URLSearchParams()
  const put = (name: string, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  put('text', view.text.trim())
  put('name', view.name.trim())
  put('status', view.status)
  put('operation', view.operation)
  put('model', view.model.trim())
  put('minDurationMs', view.durationMs.min)
  put('maxDurationMs', view.durationMs.max)
  put('minTokens', view.tokens.min)
  put('maxTokens', view.tokens.max)
  put('minCost', view.costUsd.min)
  put('maxCost', view.costUsd.max)
  put('from', view.timeMs.min)
  put('to', view.timeMs.max)
  put('step', view.step)
  put('thread', view.thread)
  return query
}

/** `-start`, `duration`, …: as the query API has it. */
export function formatOrder({ order, isDescending }: TraceFilters): string {
  return isDescending ? `-${order}` : order
}

/** The same view without any filter; order and what is shown stay. */
export function withoutFilters(view: TraceFilters): TraceFilters {
  const { order, isDescending, panel, hasCharts } = view
  return { ...DEFAULT_TRACES, order, isDescending, panel, hasCharts }
}

export function hasFilters(view: TraceFilters): boolean {
  return (
    [view.text, view.name, view.model].some((text) => text.trim() !== '') ||
    [view.status, view.operation, view.step, view.thread].some((choice) => choice !== undefined) ||
    ![view.durationMs, view.tokens, view.costUsd, view.timeMs].every(isAny)
  )
}

function toStep(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
