// How fast are spans taken in, and how fast are the questions about them answered?
// `ingest`: spans of a .spans log into the index; the floor puts the same spans as JSON texts into a bare table. `otlp`: the same spans
// by OTLP to `kymo server`, until they can be asked for, and the memory that it takes. `trace`: one trace of 10,000 spans, from the index
// to JSON; the floor parses that JSON. `list`, `statistics`: over 100,000 traces, the first page of 100.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { openDataPlane } from '../packages/server/dist/index.js'
import { openDatabase } from '../packages/server/dist/store/sqlite/driver.js'
import { interleave, median, quantile } from './lib/stats.mjs'
import { agentSpans, requestsOf, SPAN_RUN, writeSpanRun } from './lib/span-log.mjs'

const INGEST = { traceCount: 10_000, spansPerTrace: 5 }
const INGEST_SPANS = INGEST.traceCount * INGEST.spansPerTrace
const LONG_TRACE_SPANS = 10_000
const LIST = { traceCount: 100_000, spansPerTrace: 2 }
const INGEST_ROUNDS = 3
const COLD_ROUNDS = 5
const WARM_ROUNDS = 15
const FLOOR_ROWS_PER_COMMIT = 4096
const NEWEST = { order: 'start', isDescending: true, limit: 100 }
/** What is asked of 100,000 traces. */
const QUESTIONS = {
  newest: NEWEST,
  oldest: { ...NEWEST, isDescending: false },
  slowest: { ...NEWEST, order: 'duration' },
  'most-tokens': { ...NEWEST, order: 'tokens' },
  dearest: { ...NEWEST, order: 'cost' },
  errors: { ...NEWEST, status: 'error' },
  model: { ...NEWEST, model: 'model-3' },
  name: { ...NEWEST, name: 'chat' },
  'text-rare': { ...NEWEST, text: 'needle' },
  'text-none': { ...NEWEST, text: 'nowhere to be found' },
  step: { ...NEWEST, step: 50_000 },
  thread: { ...NEWEST, thread: 'thread-77' },
}
const kymo = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-'))
  try {
    const rows = []
    for (const measure of [measureIngest, measureOtlp, measureTrace, measureLists]) {
      log(`${measure.name} …`)
      const ownDir = join(dir, measure.name)
      mkdirSync(ownDir)
      rows.push(...(await measure(ownDir)))
      rmSync(ownDir, { recursive: true })
    }
    return rows
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

async function measureIngest(dir) {
  const runsDir = join(dir, 'runs')
  const logBytes = writeSpanRun(runsDir, agentSpans(INGEST.traceCount, INGEST.spansPerTrace))
  let index = 0
  const next = () => join(dir, `${index++}.sqlite`)
  const times = await interleave(
    { log: () => timeLog(next(), runsDir), floor: () => timeInserts(next()) },
    INGEST_ROUNDS,
  )
  const rate = (rounds) => Math.round((INGEST_SPANS * 1000) / median(rounds.map(({ ms }) => ms)))
  const pauses = times.log.map(({ pauseMs }) => pauseMs)
  const row = (metric, unit, value) => ({ case: 'ingest', metric, unit, value })
  return [
    { ...row('rate', 'spans/s', rate(times.log)), floor: rate(times.floor) },
    row('pause-worst', 'ms', Math.max(...pauses)),
    row('log', 'bytes/span', logBytes / INGEST_SPANS),
    row('index', 'bytes/span', times.log[0].bytes / INGEST_SPANS),
  ]
}

async function timeLog(indexPath, runsDir) {
  const startedAt = performance.now()
  let [lastTick, pauseMs] = [startedAt, 0]
  const ticker = setInterval(() => {
    pauseMs = Math.max(pauseMs, performance.now() - lastTick - 1)
    lastTick = performance.now()
  }, 1)
  const plane = openDataPlane({ runsDir, indexPath, layout: 'plain' })
  await plane.settle()
  clearInterval(ticker)
  const ms = performance.now() - startedAt
  const { total } = plane.listTraces({ run: SPAN_RUN }, NEWEST)
  if (total !== INGEST.traceCount) throw new Error(`Cannot trust this round: ${total} traces`)
  await plane.close()
  return { ms, pauseMs, bytes: statSync(indexPath).size }
}

/** The same spans as texts, looked for by nothing but their ids. */
function timeInserts(path) {
  const texts = []
  for (const { traceId, spanId, attributes, startNs } of agentSpans(INGEST.traceCount, INGEST.spansPerTrace))
    texts.push([traceId, spanId, JSON.stringify([String(startNs), attributes.map(([k, v]) => [k, `${v}`])])])
  const startedAt = performance.now()
  const database = openDatabase(path)
  database.prepare('PRAGMA journal_mode = WAL').all()
  database.exec(
    'CREATE TABLE span (trace_id TEXT, span_id TEXT, json TEXT, PRIMARY KEY (trace_id, span_id)) WITHOUT ROWID',
  )
  const insert = database.prepare('INSERT INTO span VALUES (?, ?, ?)')
  for (let from = 0; from < texts.length; from += FLOOR_ROWS_PER_COMMIT) {
    database.exec('BEGIN')
    for (const row of texts.slice(from, from + FLOOR_ROWS_PER_COMMIT)) insert.run(...row)
    database.exec('COMMIT')
  }
  database.close()
  return { ms: performance.now() - startedAt }
}

async function measureOtlp(dir) {
  const resource = Object.entries(SPAN_RUN).map(([name, value]) => [`kymo.${name}`, value])
  const bodies = [...requestsOf(agentSpans(INGEST.traceCount, INGEST.spansPerTrace), resource)]
  const rounds = []
  for (let round = 0; round < INGEST_ROUNDS; round++) {
    const server = await startServer(join(dir, String(round)))
    const idleBytes = residentBytes(server.pid, 'VmRSS')
    const startedAt = performance.now()
    const answerMs = []
    for (const body of bodies) {
      const sentAt = performance.now()
      const answer = await post(`${server.url}/v1/traces`, body)
      if (!answer.ok) throw new Error(`Cannot trust this round: the server answered ${answer.status}`)
      answerMs.push(performance.now() - sentAt)
    }
    await waitForTraces(server.url, INGEST.traceCount)
    const ms = performance.now() - startedAt
    rounds.push({ ms, answerMs, memoryBytes: residentBytes(server.pid, 'VmHWM') - idleBytes })
    await server.stop()
  }
  const row = (metric, unit, value) => ({ case: 'otlp', metric, unit, value })
  const answers = rounds.flatMap(({ answerMs }) => answerMs)
  return [
    row('rate', 'spans/s', Math.round((INGEST_SPANS * 1000) / median(rounds.map(({ ms }) => ms)))),
    row('answer', 'ms', median(answers)),
    row('answer-p99', 'ms', quantile(answers, 0.99)),
    row('memory-above-idle', 'MB', median(rounds.map(({ memoryBytes }) => memoryBytes)) / 1e6),
  ]
}

function post(url, body) {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body })
}

async function startServer(folder) {
  const child = spawn(process.execPath, [kymo, 'server', '--data', folder, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = new Promise((resolve) => child.on('close', resolve))
  const url = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const line = text.split('\n').find((each) => each.includes('"url"'))
      if (line !== undefined) resolve(JSON.parse(line).url)
    })
    child.on('close', (code) => reject(new Error(`Cannot start the server: it ended with ${code}`)))
  })
  return {
    url,
    pid: child.pid,
    stop: async () => {
      child.kill()
      await closed
    },
  }
}

/** Of another process; 0 where the system does not say. */
function residentBytes(pid, name) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

async function waitForTraces(url, count) {
  const { entity, project } = SPAN_RUN
  for (;;) {
    const answer = await fetch(`${url}/api/v1/projects/${entity}/${project}/traces?limit=1`)
    if (answer.ok && (await answer.json()).total === count) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function measureTrace(dir) {
  const options = await fill(dir, agentSpans(1, LONG_TRACE_SPANS))
  const traceId = '1'.padStart(32, '0')
  const samples = { cold: [], warm: [], floor: [] }
  let text
  for (let round = 0; round < COLD_ROUNDS; round++) {
    const plane = openDataPlane(options)
    const ask = () => (text = JSON.stringify(plane.getTrace(SPAN_RUN, traceId)))
    samples.cold.push(time(ask))
    for (let i = 0; i < WARM_ROUNDS / COLD_ROUNDS; i++) {
      samples.warm.push(time(ask))
      samples.floor.push(time(() => JSON.parse(text)))
    }
    await plane.close()
  }
  const { spans } = JSON.parse(text)
  if (spans.length !== LONG_TRACE_SPANS) throw new Error(`Cannot trust this: ${spans.length} spans`)
  const row = (metric, unit, value) => ({ case: `trace-${LONG_TRACE_SPANS}`, metric, unit, value })
  return [
    row('cold', 'ms', median(samples.cold)),
    { ...row('warm', 'ms', median(samples.warm)), floor: median(samples.floor) },
    row('warm-p99', 'ms', quantile(samples.warm, 0.99)),
    row('bytes', 'bytes', text.length),
    row('gzip-bytes', 'bytes', gzipSync(text).length),
  ]
}

async function measureLists(dir) {
  const options = await fill(dir, agentSpans(LIST.traceCount, LIST.spansPerTrace))
  const plane = openDataPlane(options)
  const rows = []
  const { entity, project } = SPAN_RUN
  for (const [scopeName, scope] of Object.entries({
    run: { run: SPAN_RUN },
    project: { project: { entity, project } },
  })) {
    for (const [name, query] of Object.entries(QUESTIONS))
      rows.push(...timeQuestion(`list-${scopeName}`, name, () => plane.listTraces(scope, query)))
    const count = (filter) => plane.countTraces(scope, filter, 60)
    rows.push(...timeQuestion(`statistics-${scopeName}`, 'all', () => count({})))
    rows.push(...timeQuestion(`statistics-${scopeName}`, 'errors', () => count({ status: 'error' })))
  }
  await plane.close()
  rows.push({
    case: 'list-index',
    metric: 'size',
    unit: 'bytes/trace',
    value: statSync(options.indexPath).size / LIST.traceCount,
  })
  return rows
}

/** @returns {import('./lib/report.mjs').Row[]} */
function timeQuestion(name, metric, ask) {
  const samples = Array.from({ length: WARM_ROUNDS }, () => time(() => JSON.stringify(ask())))
  return [
    { case: name, metric, unit: 'ms', value: median(samples) },
    { case: name, metric: `${metric}-p99`, unit: 'ms', value: quantile(samples, 0.99) },
  ]
}

async function fill(dir, spans) {
  const options = { runsDir: join(dir, 'runs'), indexPath: join(dir, 'index.sqlite'), layout: 'plain' }
  writeSpanRun(options.runsDir, spans)
  const plane = openDataPlane(options)
  await plane.settle()
  await plane.close()
  return options
}

function time(task) {
  const startedAt = performance.now()
  task()
  return performance.now() - startedAt
}
