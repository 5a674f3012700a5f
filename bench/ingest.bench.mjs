// How fast does the index take points in? 1 M points (100 k steps × 10 metrics), in two ways:
// `1m`: columns straight into the series store, in commits of the size that the projector makes;
// `log`: the bytes of a .wandb file through framing, protobuf, numbers and store, as `kymo server` does after an append.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDataPlane } from '../packages/server/dist/index.js'
import { PointBuffer } from '../packages/server/dist/series/points.js'
import { appendToSeries, openSeries } from '../packages/server/dist/series/series-writer.js'
import { openStore } from '../packages/server/dist/store/open-store.js'
import { interleave, median } from './lib/stats.mjs'
import { METRICS, writeLog } from './lib/metric-log.mjs'

const STEPS = 100_000
const POINTS = STEPS * METRICS.length
/** Points per commit, as in projector/log-projector.ts. */
const COMMIT_POINTS = 131_072
const ROUNDS = 5

export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-'))
  try {
    const runsDir = join(dir, 'runs')
    const logBytes = writeLog(join(runsDir, 'run-20261123_100000-bench', 'run-bench.wandb'), STEPS)
    log(`${POINTS} points, log of ${logBytes} bytes, ${ROUNDS} rounds`)
    let index = 0
    const next = () => join(dir, 'index', `${index++}.sqlite`)
    const times = await interleave(
      { store: () => timeStore(next()), log: () => timeLog(next(), runsDir) },
      ROUNDS,
    )
    const rate = (rounds) => POINTS / (median(rounds.map(({ ms }) => ms)) / 1000)
    return [
      { case: '1m', metric: 'rate', unit: 'points/s', value: Math.round(rate(times.store)) },
      { case: '1m', metric: 'index', unit: 'bytes/point', value: times.store[0].bytes / POINTS },
      { case: 'log', metric: 'rate', unit: 'points/s', value: Math.round(rate(times.log)) },
      {
        case: 'log',
        metric: 'pause',
        unit: 'ms',
        value: Math.max(...times.log.map(({ pauseMs }) => pauseMs)),
      },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function timeStore(path) {
  const batches = pointBatches()
  mkdirSync(join(path, '..'), { recursive: true })
  const startedAt = performance.now()
  const { store } = openStore(path)
  const series = new Map()
  for (const batch of batches) {
    store.begin()
    for (const [name, points] of batch) {
      if (!series.has(name)) series.set(name, openSeries(store, 1, name))
      appendToSeries(store, series.get(name), points)
    }
    store.commit()
  }
  store.close()
  return { ms: performance.now() - startedAt, bytes: statSync(path).size }
}

/** What the projector hands to the store: points by metric, commit by commit. Making it is not the store's work. */
function pointBatches() {
  const rowsPerCommit = Math.floor(COMMIT_POINTS / METRICS.length)
  const batches = []
  for (let from = 0; from < STEPS; from += rowsPerCommit) {
    const batch = new Map()
    for (const name of METRICS) {
      const buffer = new PointBuffer()
      for (let step = from; step < Math.min(STEPS, from + rowsPerCommit); step++) {
        buffer.push(step, Math.random(), (Date.UTC(2026, 10, 23) + step * 10 + (step % 7)) / 1000)
      }
      batch.set(name, buffer.view())
    }
    batches.push(batch)
  }
  return batches
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
  const { pointCount } = plane.getRun({ entity: 'bench', project: 'ingest', run: 'bench' })
  if (pointCount !== POINTS) throw new Error(`Cannot trust this round: ${pointCount} of ${POINTS} points`)
  await plane.close()
  return { ms, pauseMs, bytes: statSync(indexPath).size }
}
