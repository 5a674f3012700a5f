// How long does it take until the million points of a finished run can be queried on a fresh server? Everything counts:
// starting `kymo sync`, sending the log over HTTP, writing it durably, reading it into the index.
import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodeRecord, HistoryEncoder, LogFramer, runFolderName, runLogFileName } from '@kymo/protocol'
import { median, quantile } from './lib/stats.mjs'

const STEP_COUNT = 100_000
const METRIC_COUNT = 10
const POINT_COUNT = STEP_COUNT * METRIC_COUNT
const ROUND_COUNT = 5
const POLL_MS = 20
const DEADLINE_MS = 120_000

const kymo = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-sync-'))
  try {
    const folder = writeRun(join(dir, 'kymo'))
    log(`${POINT_COUNT.toLocaleString('en-US')} points, ${(folder.byteCount / 1e6).toFixed(1)} MB`)
    const rounds = []
    for (let i = 0; i < ROUND_COUNT; i++) {
      rounds.push(await measureRound(folder, join(dir, `round-${i}`)))
      log(`round ${i + 1}: ${describe(rounds[i])}`)
    }
    return toRows(rounds, folder)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function toRows(rounds, { byteCount }) {
  const rates = rounds.map(({ queryableMs }) => (POINT_COUNT * 1000) / queryableMs)
  const row = (metric, unit, value) => ({ case: '1m', metric, unit, value })
  const rows = [
    row('rate', 'points/s', Math.round(median(rates))),
    row('rate-worst', 'points/s', Math.round(Math.min(...rates))),
    row('queryable', 'ms', median(rounds.map((round) => round.queryableMs))),
    row(
      'queryable-p99',
      'ms',
      quantile(
        rounds.map((round) => round.queryableMs),
        0.99,
      ),
    ),
    row('upload', 'ms', median(rounds.map((round) => round.uploadMs))),
    row('upload-rate', 'MB/s', median(rounds.map((round) => byteCount / 1000 / round.uploadMs))),
  ]
  const memory = rounds.map((round) => round.serverPeakMb).filter((value) => value !== undefined)
  if (memory.length > 0) rows.push(row('server-memory', 'MB', Math.max(...memory)))
  return rows
}

function describe({ uploadMs, queryableMs }) {
  return `uploaded after ${uploadMs.toFixed(0)} ms, queryable after ${queryableMs.toFixed(0)} ms`
}

async function measureRound(folder, dataDir) {
  rmSync(join(folder.path, 'cursors'), { recursive: true, force: true })
  mkdirSync(dataDir)
  const server = await startServer(dataDir)
  try {
    const startedMs = performance.now()
    const sync = start([kymo, 'sync', folder.path, '--base-url', server.url, '--json'])
    const [uploadMs] = await Promise.all([untilUploaded(sync, startedMs), untilQueryable(server.url, folder)])
    const queryableMs = performance.now() - startedMs
    return { uploadMs, queryableMs, serverPeakMb: readPeakMb(server.child.pid) }
  } finally {
    server.child.kill('SIGTERM')
    await server.ended
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function untilUploaded({ ended, output }, startedMs) {
  const exitCode = await ended
  if (exitCode !== 0) throw new Error(`kymo sync ended with ${exitCode}: ${output().stderr}`)
  return performance.now() - startedMs
}

/** Queryable: the index has reached the end of the log and every metric has all of its points. */
async function untilQueryable(baseUrl, { id, byteCount }) {
  const api = `${baseUrl}/api/v1/runs/default/bench/${id}`
  const deadlineMs = performance.now() + DEADLINE_MS
  for (;;) {
    const detail = await getJson(api)
    if (detail?.folders[0]?.indexedBytes === byteCount) break
    if (performance.now() > deadlineMs) throw new Error(`The run was not queryable within ${DEADLINE_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const { metrics } = await getJson(`${api}/metrics`)
  const isWhole = metrics.length === METRIC_COUNT && metrics.every((metric) => metric.count === STEP_COUNT)
  if (!isWhole)
    throw new Error(
      `The server has ${JSON.stringify(metrics.map((metric) => metric.count))} points per metric`,
    )
}

/** @returns undefined as long as there is no such run */
async function getJson(url) {
  const response = await fetch(url)
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}`)
  return response.json()
}

async function startServer(dataDir) {
  const { child, ended, output } = start([kymo, 'server', '--data', dataDir, '--port', '0', '--json'])
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = /^\{.*"url".*\}$/m.exec(output().stdout)
      if (line !== null) resolve(JSON.parse(line[0]).url)
    })
    ended.then(() => reject(new Error(`The server did not start: ${output().stderr}`)), reject)
  })
  return { url, child, ended }
}

function start(args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB)_/.test(name)))
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? signal))
  })
  return { child, ended, output: () => ({ stdout, stderr }) }
}

/** Of the whole life of the process; undefined where the system does not tell. */
function readPeakMb(pid) {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return undefined
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1]
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1000)
}

/** A run as a program that logged 10 metrics at 100,000 steps leaves it. */
function writeRun(dir) {
  const id = 'bench1m'
  const startedMs = Date.UTC(2026, 10, 23)
  const path = join(dir, runFolderName({ startedAt: new Date(startedMs), id, offline: true }))
  mkdirSync(path, { recursive: true })
  const logPath = join(path, runLogFileName(id))
  const fd = openSync(logPath, 'w')
  const framer = new LogFramer(0)
  const encoder = new HistoryEncoder()
  const append = (payload) => writeSync(fd, framer.frame(payload))
  let num = 1
  append(
    encodeRecord({
      num: num++,
      run: {
        runId: id,
        project: 'bench',
        displayName: id,
        startTime: { seconds: startedMs / 1000, nanos: 0 },
      },
    }),
  )
  for (let step = 0; step < STEP_COUNT; step++) {
    const metrics = {}
    for (let i = 0; i < METRIC_COUNT; i++)
      metrics[`train/metric-${i}`] = Math.exp(-step / (20_000 + i)) + Math.random() / 10
    append(
      encoder.encode({ num: num++, step, timestampMs: startedMs + step * 10, runtimeMs: step * 10, metrics }),
    )
  }
  append(encodeRecord({ num: num++, exit: { exitCode: 0, runtime: STEP_COUNT / 100 } }))
  closeSync(fd)
  return { id, path, byteCount: statSync(logPath).size }
}
