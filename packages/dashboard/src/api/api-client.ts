import { decodeChart } from '@kymo/server/api'
import type {
  ChartAnswer,
  ChartRequest,
  MetricInfo,
  ProjectInfo,
  RunDetail,
  RunInfo,
  RunList,
  RunRef,
} from '@kymo/server/api'
import { ApiError, toApiError } from './api-error.ts'

const BASE = '/api/v1'
/** Headers of a request with a JSON body. */
export const JSON_BODY = { 'content-type': 'application/json' }
/** The server's limit for one page of runs. */
const RUNS_PER_PAGE = 1000

export interface ProjectRef {
  readonly entity: string
  readonly project: string
}

/** Whether this server asks for a key, and whether this browser has a session. */
export interface ServerAccess {
  readonly authRequired: boolean
  readonly authenticated: boolean
  /** True where nothing can be changed: "kymo ui". */
  readonly readOnly?: true
}

export function fetchServer(signal: AbortSignal): Promise<ServerAccess> {
  return getJson('/server', signal)
}

/** Trades an API key for a session cookie, which scripts cannot read. The key itself is kept nowhere. */
export async function openSession(apiKey: string): Promise<void> {
  await send('/session', { method: 'POST', body: JSON.stringify({ key: apiKey }), headers: JSON_BODY })
}

export async function closeSession(): Promise<void> {
  await send('/session', { method: 'DELETE' })
}

export async function fetchProjects(signal: AbortSignal): Promise<readonly ProjectInfo[]> {
  const { projects } = await getJson<{ projects: readonly ProjectInfo[] }>('/projects', signal)
  return projects
}

/** All runs of a project, page after page. Duplicates, from runs that started meanwhile, are dropped. */
export async function fetchRuns(ref: ProjectRef, signal: AbortSignal): Promise<readonly RunInfo[]> {
  const runs = new Map<string, RunInfo>()
  let offset = 0
  let total = 1
  while (offset < total) {
    const page = await getJson<RunList>(
      `/projects/${path(ref.entity, ref.project)}/runs?limit=${RUNS_PER_PAGE}&offset=${offset}`,
      signal,
    )
    for (const run of page.runs) runs.set(run.run, run)
    if (page.runs.length === 0) break
    offset += page.runs.length
    total = page.total
  }
  return [...runs.values()]
}

export function fetchRun(ref: RunRef, signal?: AbortSignal): Promise<RunDetail> {
  return getJson(`/runs/${path(ref.entity, ref.project, ref.run)}`, signal)
}

export async function fetchMetrics(ref: RunRef, signal: AbortSignal): Promise<readonly MetricInfo[]> {
  const { metrics } = await getJson<{ metrics: readonly MetricInfo[] }>(
    `/runs/${path(ref.entity, ref.project, ref.run)}/metrics`,
    signal,
  )
  return metrics
}

export async function fetchChart(request: ChartRequest, signal: AbortSignal): Promise<ChartAnswer> {
  const response = await send('/charts', {
    method: 'POST',
    body: JSON.stringify(request),
    headers: JSON_BODY,
    signal,
  })
  return decodeChart(new Uint8Array(await response.arrayBuffer()))
}

/** Opens the stream of run events. The caller reads and cancels the body. */
export async function openEvents(
  ref: Partial<ProjectRef>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const query = new URLSearchParams(Object.entries(ref)).toString()
  const response = await send(`/events${query === '' ? '' : `?${query}`}`, {
    headers: { accept: 'text/event-stream' },
    signal,
  })
  if (response.body === null) throw new ApiError('network', 'Cannot read events: the answer has no body')
  return response.body
}

/** Reads an answer of the query API. */
export async function getJson<T>(address: string, signal?: AbortSignal): Promise<T> {
  const response = await send(address, {
    headers: { accept: 'application/json' },
    ...(signal === undefined ? {} : { signal }),
  })
  return (await response.json()) as T
}

/** A request to the query API. @throws {ApiError} when the answer is not a success */
export async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(BASE + address, init)
  } catch (error) {
    if (init.signal?.aborted === true) throw error
    throw new ApiError('network', 'Cannot reach the server', { cause: error })
  }
  if (!response.ok) throw await toApiError(response)
  return response
}

/** Parts of a path, encoded. */
export function path(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/')
}
