// One subject of bench/log.bench.mjs: `node log-child.mjs <kymo|plain|floor|bare> <burst-K|paced-K|memory>`. Prints one JSON object.
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { quantile } from './stats.mjs'

/** Until the engine has compiled what is measured, and no compiler thread competes with it. */
const WARM_UP_COUNT = 10_000
const BURST_COUNTS = { 1: 20_000, 10: 20_000, 100: 4000 }
const PACED_COUNT = 200
const PACED_INTERVAL_MS = 10
const MEMORY_ROW_COUNT = 5000
/** Of the byte that names a chunk that holds a whole record. */
const KIND_CHECKSUM = crc32(Uint8Array.of(1))
/** Subject `plain`: a run that records nothing by itself. */
const NO_CAPTURE = { console: false, environment: false, git: false, systemMetrics: false }

const [subject, name] = process.argv.slice(2)
const [pace, metricCount] = [name.split('-')[0], Number(name.split('-')[1])]
console.log(JSON.stringify(await { burst: measureBurst, paced: measurePaced, memory: measureMemory }[pace]()))

async function measureBurst() {
  const { call, finish } = await (subject === 'floor' ? openFloor() : openKymo())
  const rows = makeRows(metricCount, 256)
  for (let i = 0; i < WARM_UP_COUNT; i++) call(rows[i % rows.length])
  const count = BURST_COUNTS[metricCount]
  const samplesUs = new Float64Array(count)
  for (let i = 0; i < count; i++) samplesUs[i] = timeUs(call, rows[i % rows.length])
  const bytesPerPoint = (await finish()) / ((count + WARM_UP_COUNT) * metricCount)
  return { ...quantiles(samplesUs), bytesPerPoint }
}

async function measurePaced() {
  const { call, finish } = await (subject === 'floor' ? openFloor() : openKymo())
  const rows = makeRows(metricCount, 256)
  for (let i = 0; i < WARM_UP_COUNT; i++) call(rows[i % rows.length])
  const samplesUs = new Float64Array(PACED_COUNT)
  let dueMs = performance.now()
  for (let i = 0; i < PACED_COUNT; i++) {
    dueMs += PACED_INTERVAL_MS
    await sleep(Math.max(0, dueMs - performance.now()))
    samplesUs[i] = timeUs(call, rows[i % rows.length])
  }
  await finish()
  return quantiles(samplesUs)
}

function timeUs(call, row) {
  const startedMs = performance.now()
  call(row)
  return (performance.now() - startedMs) * 1000
}

function quantiles(samplesUs) {
  return { p50: quantile(samplesUs, 0.5), p99: quantile(samplesUs, 0.99), max: quantile(samplesUs, 1) }
}

async function openKymo() {
  const { init } = await import('@kymo/core')
  const capture = subject === 'plain' ? NO_CAPTURE : {}
  const run = await init({ project: 'bench', silent: true, ...capture })
  const finish = async () => {
    await run.finish()
    return statSync(join(run.dir, `run-${run.id}.wandb`)).size
  }
  return { call: (row) => run.log(row), finish }
}

/** The same bytes as Kymo's records, framed by hand, with one writeSync: what any log that survives SIGKILL has to pay. */
async function openFloor() {
  const { HistoryEncoder } = await import('@kymo/protocol')
  const encoder = new HistoryEncoder()
  const nowMs = Date.now()
  const fd = openSync('floor.log', 'wx')
  // Steps and record numbers as large as those of the run that is measured.
  const list = makeRows(metricCount, 256).map((metrics, i) =>
    encoder
      .encode({ num: 10_000 + i, step: 10_000 + i, timestampMs: nowMs, runtimeMs: 1000 + i, metrics })
      .slice(),
  )
  const frame = new Uint8Array(32 * 1024)
  let next = 0
  let logBytes = 0
  const call = () => {
    const payload = list[next++ % list.length]
    frame[6] = 1
    frame.set(payload, 7)
    const checksum = crc32(payload, KIND_CHECKSUM)
    frame[0] = checksum
    frame[1] = checksum >>> 8
    frame[2] = checksum >>> 16
    frame[3] = checksum >>> 24
    frame[4] = payload.length
    frame[5] = payload.length >>> 8
    logBytes += writeSync(fd, frame, 0, 7 + payload.length)
  }
  return { call, finish: async () => (closeSync(fd), logBytes) }
}

/** Resident memory after the same work with Kymo and without. */
async function measureMemory() {
  const call = subject === 'bare' ? () => {} : (await openKymo()).call
  for (const row of makeRows(10, MEMORY_ROW_COUNT)) call(row)
  // Long enough for the worker to have started and to have synced the log.
  await sleep(1500)
  const rssBytes = process.memoryUsage.rss()
  process.exitCode = 0
  return { rssBytes }
}

function makeRows(nameCount, rowCount) {
  let seed = 42
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return Array.from({ length: rowCount }, () =>
    Object.fromEntries(
      Array.from({ length: nameCount }, (_, i) => [`train/metric_${i}`, Math.exp(-3 * random())]),
    ),
  )
}
