import type {
  HistoryPage,
  RunRef,
  TablePage,
  TableRequest,
  ValueItem,
  ValueKeyList,
  ValuePage,
} from '@kymo/server/api'
import { getJson, path, send } from './api-client.ts'
import { ApiError, toApiError } from './api-error.ts'

const STEPS_PER_PAGE = 1000
/** More steps than this of one key are not offered; a slider has fewer positions anyway. */
const MAX_STEPS = 50_000

export function fetchValueKeys(ref: RunRef, signal: AbortSignal): Promise<ValueKeyList> {
  return getJson(`${runPath(ref)}/value-keys`, signal)
}

/** Steps at which a key has values, ascending, each once. */
export async function fetchValueSteps(ref: RunRef, key: string, signal: AbortSignal): Promise<number[]> {
  const steps: number[] = []
  let from: number | null = null
  do {
    const query = new URLSearchParams({ key, limit: String(STEPS_PER_PAGE), steps: '1' })
    if (from !== null) query.set('from', String(from))
    const page: ValuePage = await getJson<ValuePage>(`${runPath(ref)}/values?${query}`, signal)
    for (const { step } of page.items) if (step !== steps.at(-1)) steps.push(step)
    from = page.next
  } while (from !== null && steps.length < MAX_STEPS)
  return steps
}

/** Values of a key at exactly one step: one per writer. */
export async function fetchValuesAt(
  ref: RunRef,
  { key, step }: { readonly key: string; readonly step: number },
  signal: AbortSignal,
): Promise<readonly ValueItem[]> {
  const query = new URLSearchParams({ key, from: String(step), to: String(step + 1), limit: '100' })
  const { items } = await getJson<ValuePage>(`${runPath(ref)}/values?${query}`, signal)
  return items
}

/** Values of a key at up to `samples` of its steps, evenly spread. */
export function fetchSampledValues(
  ref: RunRef,
  { key, samples }: { readonly key: string; readonly samples: number },
  signal: AbortSignal,
): Promise<HistoryPage> {
  const query = new URLSearchParams({ key, samples: String(samples) })
  return getJson(`${runPath(ref)}/history?${query}`, signal)
}

export async function fetchTablePage(request: TableRequest, signal: AbortSignal): Promise<TablePage> {
  const response = await send('/tables', {
    method: 'POST',
    body: JSON.stringify(request),
    headers: { 'content-type': 'application/json' },
    signal,
  })
  return (await response.json()) as TablePage
}

/** Address of the base that paths of a run's files are appended to. */
export function runFileBase(ref: RunRef): string {
  return `/api/v1${runPath(ref)}/files/`
}

/** Address of a file below a base. `.` and `..` would be resolved away by the browser, so they lead nowhere. */
export function fileUrl(base: string, filePath: string): string {
  const parts = filePath.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  return base + path(...parts)
}

export interface FetchFileOptions {
  /** A larger file is refused before it fills the memory of the page. */
  readonly maxBytes: number
}

/** @throws {ApiError} when the file is not there, or larger than allowed */
export async function fetchFile(
  url: string,
  { maxBytes }: FetchFileOptions,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  let response: Response
  try {
    response = await fetch(url, { signal })
  } catch (error) {
    if (signal.aborted) throw error
    throw new ApiError('network', 'Cannot reach the server', { cause: error })
  }
  if (!response.ok) throw await toApiError(response)
  const size = Number(response.headers.get('content-length') ?? 0)
  if (size > maxBytes) throw tooLarge(size, maxBytes)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength > maxBytes) throw tooLarge(bytes.byteLength, maxBytes)
  return bytes
}

function tooLarge(size: number, limit: number): ApiError {
  return new ApiError('refused', `Cannot show the file: ${size} bytes exceed the limit of ${limit}`, {
    remedy: 'Download it instead.',
  })
}

function runPath(ref: RunRef): string {
  return `/runs/${path(ref.entity, ref.project, ref.run)}`
}
