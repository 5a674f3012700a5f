import type { HttpSend } from '../platform/http.ts'
import type { Timers } from '../platform/timers.ts'
import { HttpReader } from '../query/remote/http-reader.ts'
import { createRemoteSource } from '../query/remote/remote-source.ts'
import type { RunAddress, RunFacts } from '../query/run-source.ts'
import type { DottedEntries, EarlierRun, ServerAnswer } from './earlier-run.ts'

export interface ServerQuestion {
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly address: RunAddress
  /** Steps that count; Infinity: all. */
  readonly limit: number
  /** For all of it, with every attempt. */
  readonly timeoutMs: number
}

export interface ServerPorts {
  readonly send: HttpSend
  readonly timers: Timers
}

/** For values at a step that is not the last: metrics that were not logged in so many steps before it are left out. */
const LOOK_BACK_STEPS = 1_000

/** Asks a server what it knows of a run. Never rejects, and answers in time. */
export async function askServer(question: ServerQuestion, ports: ServerPorts): Promise<ServerAnswer> {
  const { baseUrl, apiKey, address, limit } = question
  const key = apiKey === undefined ? {} : { apiKey }
  const http = new HttpReader({ baseUrl, ...key, ...limitTime(question.timeoutMs, ports) })
  const source = createRemoteSource(http)
  try {
    const facts = await source.findRun(address)
    if (facts === undefined) return { kind: 'absent' }
    const isWhole = limit >= (facts.lastStep ?? -1)
    const query = { fromStep: Math.max(0, limit - LOOK_BACK_STEPS + 1), toStep: limit + 1 }
    const summary = isWhole ? facts.summary : await lastValues(source.readHistory(address, query))
    const found = await readMetrics(http, address)
    return { kind: 'found', run: { ...toEarlier(facts, summary), ...found } }
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) }
  }
}

function toEarlier(facts: RunFacts, summary: DottedEntries): Omit<EarlierRun, 'metrics' | 'counts'> {
  const { name, group, jobType, notes, tags, lastStep, durationMs, config, state } = facts
  return {
    lastStep: lastStep ?? undefined,
    durationMs,
    labels: { name, group, jobType, notes, tags },
    config,
    summary,
    // When the last of several sessions began it does not say.
    lastStartMs: facts.startedMs,
    mayBeRunning: state === 'running',
  }
}

async function lastValues(rows: AsyncIterable<Readonly<Record<string, unknown>>>): Promise<DottedEntries> {
  const values = new Map<string, unknown>()
  for await (const row of rows)
    for (const [name, value] of Object.entries(row)) if (!name.startsWith('_')) values.set(name, value)
  return [...values]
}

/** What a server knows of metrics; which statistics were asked for it does not say. */
async function readMetrics(
  http: HttpReader,
  address: RunAddress,
): Promise<Pick<EarlierRun, 'metrics' | 'counts'>> {
  interface Found {
    readonly name: string
    readonly count: number
    readonly stepMetric?: string
    readonly hidden?: true
  }
  const path = `/runs/${[address.entity, address.project, address.run].map(encodeURIComponent).join('/')}/metrics`
  const found = (await http.get<{ metrics: Found[] }>(path))?.metrics ?? []
  const metrics = found
    .filter(({ stepMetric, hidden }) => stepMetric !== undefined || hidden === true)
    .map(({ name, stepMetric, hidden }) => ({
      name,
      ...(stepMetric === undefined ? {} : { stepMetric }),
      ...(hidden === true ? { hidden } : {}),
    }))
  return { metrics, counts: new Map(found.map(({ name, count }) => [name, count])) }
}

/** The reader asks again and again; here all of that together has a limit. */
function limitTime(timeoutMs: number, { send, timers }: ServerPorts): ServerPorts {
  const deadlineMs = timers.nowMs() + timeoutMs
  const leftMs = (): number => Math.max(0, deadlineMs - timers.nowMs())
  return {
    send: async (request, signal) =>
      leftMs() === 0
        ? { kind: 'failed', cause: 'timeout', reason: `no reply within ${timeoutMs} ms` }
        : send({ ...request, timeoutMs: Math.min(request.timeoutMs, leftMs()) }, signal),
    timers: {
      nowMs: () => timers.nowMs(),
      sleep: (durationMs, signal) => timers.sleep(Math.min(durationMs, leftMs()), signal),
    },
  }
}
