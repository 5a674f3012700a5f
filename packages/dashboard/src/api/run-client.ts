import type {
  AlertInfo,
  ConsolePage,
  EnvironmentList,
  FileList,
  MetricInfo,
  RunArtifacts,
  RunEdit,
  RunRef,
  TrashedRun,
} from '@kymo/server/api'
import { JSON_BODY, getJson, path, send } from './api-client.ts'
import { ApiError } from './api-error.ts'

/** Console lines in one request: what the server allows. */
export const CONSOLE_LIMIT = 5000
const FILES_PER_PAGE = 10_000
/** More files than this are not listed: the browser would hold them all. */
const MAX_FILES = 100_000

export interface ConsoleFilter {
  readonly writer: string | undefined
  readonly stream: 'stdout' | 'stderr' | undefined
}

export interface ConsoleRequest extends ConsoleFilter {
  readonly from: number
  readonly limit: number
  readonly search?: string
}

export function fetchConsole(
  ref: RunRef,
  request: ConsoleRequest,
  signal?: AbortSignal,
): Promise<ConsolePage> {
  const query = consoleQuery(request)
  query.set('from', String(request.from))
  query.set('limit', String(request.limit))
  if (request.search !== undefined) query.set('search', request.search)
  return getJson(`${runPath(ref)}/console?${query.toString()}`, signal)
}

/** Address of the whole console as plain text. */
export function consoleTextUrl(ref: RunRef, filter: ConsoleFilter): string {
  const query = consoleQuery(filter).toString()
  return `/api/v1${runPath(ref)}/console.txt${query === '' ? '' : `?${query}`}`
}

function consoleQuery({ writer, stream }: ConsoleFilter): URLSearchParams {
  const query = new URLSearchParams()
  if (writer !== undefined) query.set('writer', writer)
  if (stream !== undefined) query.set('stream', stream)
  return query
}

/** All files of a run, page after page; `isCut` when there are more than a page can hold. */
export async function fetchFiles(
  ref: RunRef,
  signal: AbortSignal,
): Promise<Pick<FileList, 'files' | 'totalCount' | 'totalBytes'> & { readonly isCut: boolean }> {
  const files: FileList['files'][number][] = []
  let after: string | null = null
  for (;;) {
    const query = new URLSearchParams({ limit: String(FILES_PER_PAGE), ...(after === null ? {} : { after }) })
    const page: FileList = await getJson<FileList>(`${runPath(ref)}/files?${query.toString()}`, signal)
    files.push(...page.files)
    const { totalCount, totalBytes, next } = page
    if (next === null || next === after || files.length >= MAX_FILES) {
      return { files, totalCount, totalBytes, isCut: next !== null }
    }
    after = next
  }
}

/** Address of a run's file, or undefined for a path that no address can hold (`..` is resolved before it is sent). */
export function fileUrl(ref: RunRef, filePath: string): string | undefined {
  const parts = filePath.split('/')
  if (parts.some((part) => part === '.' || part === '..' || part === '')) return undefined
  return `/api/v1${runPath(ref)}/files/${path(...parts)}`
}

export interface FileText {
  readonly text: string
  /** The file is longer than what was asked for. */
  readonly isCut: boolean
}

/** The start of a text file; at most `limitBytes` travel. */
export async function fetchFileText(
  ref: RunRef,
  filePath: string,
  { limitBytes, signal }: { readonly limitBytes: number; readonly signal: AbortSignal },
): Promise<FileText> {
  const url = fileUrl(ref, filePath)
  if (url === undefined)
    throw new ApiError('refused', `Cannot read ${filePath}: its path has empty or dot parts`)
  const response = await send(url.slice('/api/v1'.length), {
    headers: { range: `bytes=0-${limitBytes - 1}` },
    signal,
  })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const total = Number(/\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? bytes.length)
  return {
    text: new TextDecoder().decode(bytes.subarray(0, limitBytes)),
    isCut: total > limitBytes || bytes.length > limitBytes,
  }
}

export function fetchEnvironments(ref: RunRef, signal: AbortSignal): Promise<EnvironmentList> {
  return getJson(`${runPath(ref)}/environment`, signal)
}

export async function fetchSystemMetrics(ref: RunRef, signal: AbortSignal): Promise<readonly MetricInfo[]> {
  const { metrics } = await getJson<{ metrics: readonly MetricInfo[] }>(
    `${runPath(ref)}/metrics?kind=system`,
    signal,
  )
  return metrics
}

export function fetchRunArtifacts(ref: RunRef, signal: AbortSignal): Promise<RunArtifacts> {
  return getJson(`${runPath(ref)}/artifacts`, signal)
}

export interface AlertQuery {
  readonly entity?: string
  readonly project?: string
  readonly run?: string
  readonly limit: number
}

/** Newest first. */
export async function fetchAlerts(query: AlertQuery, signal: AbortSignal): Promise<readonly AlertInfo[]> {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  const { alerts } = await getJson<{ alerts: readonly AlertInfo[] }>(
    `/alerts?${parameters.toString()}`,
    signal,
  )
  return alerts
}

export async function editRun(ref: RunRef, edit: RunEdit): Promise<void> {
  await send(runPath(ref), { method: 'PATCH', body: JSON.stringify(edit), headers: JSON_BODY })
}

export async function trashRun(ref: RunRef): Promise<void> {
  await send(runPath(ref), { method: 'DELETE' })
}

export async function restoreRun(ref: RunRef): Promise<void> {
  await send(`${runPath(ref)}/restore`, { method: 'POST', headers: JSON_BODY })
}

export async function deleteForGood(ref: RunRef): Promise<void> {
  await send(`/trash/${path(ref.entity, ref.project, ref.run)}`, { method: 'DELETE' })
}

export async function fetchTrash(signal: AbortSignal): Promise<readonly TrashedRun[]> {
  const { runs } = await getJson<{ runs: readonly TrashedRun[] }>('/trash', signal)
  return runs
}

/** Whether somebody has asked the run to stop. */
export async function fetchStop(ref: RunRef, signal: AbortSignal): Promise<boolean> {
  const { stop } = await getJson<{ stop: boolean }>(`${runPath(ref)}/stop`, signal)
  return stop
}

/** Asks the training process to end; false takes the wish back. */
export async function requestStop(ref: RunRef, isWanted: boolean): Promise<void> {
  await send(`${runPath(ref)}/stop`, { method: isWanted ? 'POST' : 'DELETE', headers: JSON_BODY })
}

function runPath({ entity, project, run }: RunRef): string {
  return `/runs/${path(entity, project, run)}`
}
