import type { DataPlane } from '../../data-plane.ts'
import { ServerError } from '../../errors.ts'
import { shorten } from '../../domain/shorten.ts'
import { searchable } from '../../traces/preview.ts'
import type { TraceFilter, TraceQuery } from '../../query/trace-answers.ts'
import type { NumberRange, TraceOrder } from '../../store/store.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route, type RouteContext } from '../route.ts'
import { projectUnknown, readProjectRef, readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const MAX_TRACES = 500
const DEFAULT_TRACES = 100
const MAX_BUCKETS = 500
const DEFAULT_BUCKETS = 60
const MAX_FILTER_LENGTH = 1_000
const STATUSES = new Set(['open', 'ok', 'unset', 'error', 'cancelled', 'interrupted'])
const OPERATIONS = new Set([
  'llm',
  'embedding',
  'tool',
  'retriever',
  'agent',
  'chain',
  'node',
  'evaluation',
  'other',
])
const ORDER = /^(-?)(start|duration|tokens|cost)$/

/** Traces of runs and projects, as src/api/trace-types.ts describes them. */
export function traceRoutes(plane: DataPlane): Route[] {
  const read = (path: string, answer: (context: RouteContext) => unknown): Route =>
    defineRoute({
      method: 'GET',
      path: `/api/v1${path}`,
      access: 'read',
      limits: { bodyBytes: 0 },
      handler: async (context) => replyJson(context.request, await answer(context)),
    })
  return [
    read('/projects/:entity/:project/traces', (context) => {
      const project = readProjectRef(context)
      return ask(() => plane.listTraces({ project }, readQuery(context.url))) ?? fail(projectUnknown(project))
    }),
    read('/projects/:entity/:project/traces/statistics', (context) => {
      const project = readProjectRef(context)
      const { searchParams } = context.url
      return (
        plane.countTraces({ project }, readFilter(searchParams), readBuckets(searchParams)) ??
        fail(projectUnknown(project))
      )
    }),
    read('/runs/:entity/:project/:run/traces', (context) => {
      const run = readRunRef(context)
      return ask(() => plane.listTraces({ run }, readQuery(context.url))) ?? fail(runUnknown(run))
    }),
    read('/runs/:entity/:project/:run/traces/statistics', (context) => {
      const run = readRunRef(context)
      const { searchParams } = context.url
      return (
        plane.countTraces({ run }, readFilter(searchParams), readBuckets(searchParams)) ??
        fail(runUnknown(run))
      )
    }),
    read('/runs/:entity/:project/:run/traces/:trace', (context) => {
      const run = readRunRef(context)
      const traceId = readId(context, 'trace', 32)
      return plane.getTrace(run, traceId) ?? fail(traceUnknown(traceId))
    }),
    read('/runs/:entity/:project/:run/traces/:trace/spans/:span', async (context) => {
      const run = readRunRef(context)
      const traceId = readId(context, 'trace', 32)
      const spanId = readId(context, 'span', 16)
      return (await plane.getSpan(run, traceId, spanId)) ?? fail(traceUnknown(`${traceId}/${spanId}`))
    }),
  ]
}

function readId(context: RouteContext, what: string, digitCount: number): string {
  const id = context.param(what).toLowerCase()
  if (id.length === digitCount && /^[0-9a-f]+$/.test(id)) return id
  throw new ServerError(
    'REQUEST_INVALID',
    `Cannot find the ${what} '${shorten(id)}': its id must have ${digitCount} hex digits`,
  )
}

function traceUnknown(id: string): ServerError {
  return new ServerError('TRACE_UNKNOWN', `Cannot find the trace '${shorten(id)}' in this run`, {
    remedy: 'Check the id; it may also not have been synced yet.',
  })
}

/** A cursor that is not one of ours is the sender's mistake. */
function ask<T>(query: () => T): T {
  try {
    return query()
  } catch (error) {
    if (error instanceof RangeError)
      throw new ServerError('REQUEST_INVALID', `Cannot list traces: ${error.message}`, { cause: error })
    throw error
  }
}

function readQuery({ searchParams: query }: URL): TraceQuery {
  const limit = readInteger(query, 'limit', { default: DEFAULT_TRACES, min: 1, max: MAX_TRACES })
  const order = ORDER.exec(readText(query, 'order') ?? '-start')
  if (order === null)
    throw new ServerError(
      'REQUEST_INVALID',
      `Cannot use order='${shorten(query.get('order') ?? '')}': it must be start, duration, tokens or cost, with - in front for descending`,
    )
  const cursor = readText(query, 'cursor')
  return {
    ...readFilter(query),
    limit,
    order: order[2] as TraceOrder,
    isDescending: order[1] === '-',
    ...(cursor === undefined ? {} : { cursor }),
  }
}

function readBuckets(query: URLSearchParams): number {
  return readInteger(query, 'buckets', { default: DEFAULT_BUCKETS, min: 1, max: MAX_BUCKETS })
}

function readFilter(query: URLSearchParams): TraceFilter {
  const text = (name: string): string | undefined => {
    const value = readText(query, name)
    return value === undefined ? undefined : searchable(value)
  }
  const whole = { default: -1, min: 0, max: Number.MAX_SAFE_INTEGER }
  const step = readInteger(query, 'step', whole)
  const filter: Partial<Record<keyof TraceFilter, unknown>> = {
    name: text('name'),
    text: text('text'),
    model: text('model'),
    status: readChoice(query, 'status', STATUSES),
    operation: readChoice(query, 'operation', OPERATIONS),
    thread: readText(query, 'thread')?.replaceAll('\0', ' '),
    step: step < 0 ? undefined : step,
    duration: readRange(query, 'minDurationMs', 'maxDurationMs'),
    tokens: readRange(query, 'minTokens', 'maxTokens'),
    cost: readRange(query, 'minCost', 'maxCost'),
    start: readRange(query, 'from', 'to'),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** @returns undefined for an absent or empty one */
function readText(query: URLSearchParams, name: string): string | undefined {
  const text = readOnce(query, name)
  if (text !== undefined && text.length > MAX_FILTER_LENGTH)
    throw new ServerError(
      'REQUEST_INVALID',
      `Cannot use ${name}: it has ${text.length} characters, the limit is ${MAX_FILTER_LENGTH}`,
    )
  return text === '' ? undefined : text
}

function readChoice(query: URLSearchParams, name: string, choices: ReadonlySet<string>): string | undefined {
  const value = readText(query, name)
  if (value === undefined || choices.has(value)) return value
  throw new ServerError(
    'REQUEST_INVALID',
    `Cannot use ${name}='${shorten(value)}': it must be one of ${[...choices].join(', ')}`,
  )
}

function readRange(query: URLSearchParams, minName: string, maxName: string): NumberRange | undefined {
  const min = readNumber(query, minName)
  const max = readNumber(query, maxName)
  if (min === undefined && max === undefined) return undefined
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

function readNumber(query: URLSearchParams, name: string): number | undefined {
  const text = readText(query, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0 && text.trim() !== '') return value
  throw new ServerError(
    'REQUEST_INVALID',
    `Cannot use ${name}='${shorten(text)}': it must be a number that is not negative`,
  )
}

function fail(error: ServerError): never {
  throw error
}
