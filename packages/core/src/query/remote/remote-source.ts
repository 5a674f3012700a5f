import { KymoError } from '../../errors.ts'
import { openHttpStream } from '../../platform/http-stream.ts'
import { systemTimers } from '../../platform/timers.ts'
import { createRow } from '../history-row.ts'
import type {
  ConsoleText,
  FileFacts,
  HistoryQuery,
  HistoryRow,
  PageOfRuns,
  ProjectFacts,
  RunAddress,
  RunFacts,
  RunSource,
} from '../run-source.ts'
import type { HttpReader } from './http-reader.ts'
import { followRemote } from './follow-remote.ts'
import { fromApiValue } from './from-api-value.ts'

const PAGE_ROWS = 5_000
const PAGE_FILES = 5_000
const PAGE_LINES = 5_000
const IDLE_TIMEOUT_MS = 30_000

interface RowReply {
  readonly step: number
  readonly timeMs: number
  readonly writer: string
  readonly values: readonly (readonly [key: string, value: unknown])[]
}

interface ConsoleReply {
  readonly lines: readonly (ConsoleText & { readonly number: number })[]
  readonly totalCount: number
  readonly next: number | null
}

/** Runs of a Kymo server, over its query API. */
export function createRemoteSource(http: HttpReader): RunSource {
  const readPage = async (
    address: RunAddress,
    query: URLSearchParams,
  ): Promise<{ rows: RowReply[]; next: number | null }> =>
    found(
      address,
      await http.get<{ rows: RowReply[]; next: number | null }>(
        `${runPath(address)}/history?${query.toString()}`,
      ),
    )

  const isRunning = async (address: RunAddress): Promise<boolean> =>
    found(address, await http.get<RunFacts>(runPath(address))).state === 'running'
  const readLines = async (address: RunAddress, from: number): Promise<ConsoleReply> =>
    found(
      address,
      await http.get<ConsoleReply>(`${runPath(address)}/console?from=${from}&limit=${PAGE_LINES}`),
    )
  /** The step from which on there are about so many rows: steps may lie far apart, so it goes back further and further. */
  const findStart = async (address: RunAddress, query: HistoryQuery, count: number): Promise<number> => {
    const { lastStep } = found(address, await http.get<RunFacts>(runPath(address)))
    if (lastStep === null) return 0
    for (let backSteps = Math.max(1, count * 2); ; backSteps *= 8) {
      const from = Math.max(0, lastStep + 1 - backSteps)
      const search = historySearch({ ...query, fromStep: from })
      search.set('limit', String(PAGE_ROWS))
      const { rows } = await readPage(address, search)
      if (rows.length >= count) return count === 0 ? lastStep + 1 : rows[rows.length - count].step
      if (from === 0) return 0
    }
  }

  return {
    listProjects: async () => (await http.get<{ projects: ProjectFacts[] }>('/projects'))?.projects ?? [],

    queryRuns: async ({ entity, project }, query) => {
      const path = `/projects/${[entity, project].map(encodeURIComponent).join('/')}/runs/query`
      const page = await http.post<PageOfRuns>(path, query)
      if (page === undefined) throw notFound(`the project '${entity}/${project}'`, { entity, project })
      return { ...page, runs: page.runs.map(toFacts) }
    },

    findRun: async (address) => {
      const facts = await http.get<RunFacts>(runPath(address))
      return facts === undefined ? undefined : toFacts(facts)
    },

    async *readHistory(address, query) {
      const search = historySearch(query)
      search.set('limit', String(PAGE_ROWS))
      for (let next: number | null | undefined; next !== null;) {
        if (next !== undefined) search.set('from', String(next))
        const page = await readPage(address, search)
        for (const row of page.rows) yield toRow(row)
        next = page.next
      }
    },

    readSamples: async (address, query, count) => {
      const search = historySearch(query)
      search.set('samples', String(count))
      return (await readPage(address, search)).rows.map(toRow)
    },

    async *listFiles(address) {
      for (let after: string | null | undefined; after !== null;) {
        const search = new URLSearchParams({
          limit: String(PAGE_FILES),
          ...(after === undefined ? {} : { after }),
        })
        const reply = await http.get<{ files: FileFacts[]; next: string | null }>(
          `${runPath(address)}/files?${search.toString()}`,
        )
        const page = found(address, reply)
        yield* page.files
        after = page.next
      }
    },

    openFile: async (address, path) => {
      const encoded = path.split('/').map(encodeURIComponent).join('/')
      const url = http.urlOf(`${runPath(address)}/files/${encoded}`)
      const stream = await openHttpStream({ url, headers: http.headers(), idleTimeoutMs: IDLE_TIMEOUT_MS })
      if (stream.status === 200) return stream.body
      stream.cancel()
      if (stream.status === 404) throw notFound(`the file '${path}'`, { ...address, path })
      throw new KymoError('API_REFUSED', `Cannot read the file '${path}': status ${stream.status}`, {
        details: { status: stream.status },
      })
    },

    async *readConsole(address) {
      for (let from: number | null = 0; from !== null;) {
        const path: string = `${runPath(address)}/console?from=${from}&limit=${PAGE_LINES}`
        const reply = await http.get<{ lines: ConsoleText[]; next: number | null }>(path)
        const page: { lines: ConsoleText[]; next: number | null } = found(address, reply)
        for (const line of page.lines) yield { ...line, text: `${line.text}\n` }
        from = page.next
      }
    },

    async *followHistory(address, { last, signal, ...query }) {
      const from =
        last === undefined || last === Number.POSITIVE_INFINITY
          ? (query.fromStep ?? 0)
          : await findStart(address, query, last)
      const rows = followRemote<RowReply>({
        from,
        signal,
        timers: systemTimers,
        placeOf: ({ step }) => step,
        read: async (next) => {
          // Asked first: what came before the end of a run is then in the page.
          const isRunningNow = await isRunning(address)
          const search = historySearch({ ...query, fromStep: next })
          search.set('limit', String(PAGE_ROWS))
          return { items: (await readPage(address, search)).rows, isRunning: isRunningNow }
        },
      })
      for await (const row of rows) yield toRow(row)
    },

    async *followConsole(address, { last, signal }) {
      const total = last === undefined ? 0 : (await readLines(address, 0)).totalCount
      const lines = followRemote<ConsoleReply['lines'][number]>({
        from: Math.max(0, total - (last ?? 0)),
        signal,
        timers: systemTimers,
        placeOf: ({ number }) => number,
        read: async (next) => {
          const isRunningNow = await isRunning(address)
          return { items: (await readLines(address, next)).lines, isRunning: isRunningNow }
        },
      })
      for await (const line of lines) yield { ...line, text: `${line.text}\n` }
    },
  }
}

function runPath({ entity, project, run }: RunAddress): string {
  return `/runs/${[entity, project, run].map(encodeURIComponent).join('/')}`
}

function historySearch({ keys = [], fromStep, toStep }: HistoryQuery): URLSearchParams {
  const search = new URLSearchParams()
  for (const key of keys) search.append('key', key)
  if (fromStep !== undefined) search.set('from', String(fromStep))
  if (toStep !== undefined) search.set('to', String(toStep))
  return search
}

function toRow({ step, timeMs, writer, values }: RowReply): HistoryRow {
  const own = values.map(([key, value]) => [key, fromApiValue(value)] as const)
  return createRow({ step, timestampS: timeMs / 1000, writer }, own)
}

function toFacts(facts: RunFacts): RunFacts {
  const own = (entries: RunFacts['config']): RunFacts['config'] =>
    entries.map(([key, value]) => [key, fromApiValue(value)] as const)
  return { ...facts, config: own(facts.config), summary: own(facts.summary) }
}

function found<T>(address: RunAddress, reply: T | undefined): T {
  if (reply !== undefined) return reply
  throw notFound(`the run '${address.entity}/${address.project}/${address.run}'`, { ...address })
}

function notFound(what: string, details: Record<string, unknown>): KymoError {
  return new KymoError('API_NOT_FOUND', `Cannot find ${what} on the server`, { details })
}
