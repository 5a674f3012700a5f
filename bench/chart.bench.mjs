// How long does one chart take? 10 metrics of 1 M steps at 1,200 pixels, from the index to encoded bytes:
// `cold`: the first query after the index is opened; `warm`: the ones after it. And does a spike of one point survive?
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { encodeChart } from '../packages/server/dist/api/chart-wire.js'
import { openDataPlane } from '../packages/server/dist/index.js'
import { PointBuffer } from '../packages/server/dist/series/points.js'
import { appendToSeries, openSeries } from '../packages/server/dist/series/series-writer.js'
import { openStore } from '../packages/server/dist/store/open-store.js'
import { METRICS, STARTED_MS, writeLog } from './lib/metric-log.mjs'
import { median } from './lib/stats.mjs'

const STEPS = 1_000_000
const WIDTH = 1_200
const COLD_ROUNDS = 5
const WARM_ROUNDS = 15
/** Steps of single points that stand out, from first to last, on and beside the edges of buckets and chunks. */
const SPIKES = [
  0, 63, 64, 4_095, 4_096, 50_001, 99_999, 123_456, 200_000, 262_143, 262_144, 333_333, 400_020, 555_555,
  700_007, 819_200, 900_001, 999_999,
]
const RUN = { entity: 'bench', project: 'ingest', run: 'bench' }

export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-'))
  const options = { runsDir: join(dir, 'runs'), indexPath: join(dir, 'index.sqlite'), layout: 'plain' }
  try {
    log(`filling an index with ${METRICS.length} metrics of ${STEPS} steps`)
    await fill(options)
    const request = { runs: [RUN], metrics: METRICS, x: 'step', width: WIDTH }
    const cold = []
    const warm = []
    let bytes
    for (let round = 0; round < COLD_ROUNDS; round++) {
      const plane = openDataPlane(options)
      cold.push((await timed(plane, request)).ms)
      for (let i = 0; i < WARM_ROUNDS / COLD_ROUNDS; i++) {
        const result = await timed(plane, request)
        warm.push(result.ms)
        bytes = result.bytes
      }
      await plane.close()
    }
    return [
      { case: '10x1m-cold', metric: 'time', unit: 'ms', value: median(cold) },
      { case: '10x1m-cold', metric: 'bytes', unit: 'bytes', value: bytes.length },
      { case: '10x1m-warm', metric: 'time', unit: 'ms', value: median(warm) },
      { case: '10x1m-warm', metric: 'max', unit: 'ms', value: Math.max(...warm) },
      { case: '10x1m-warm', metric: 'bytes', unit: 'bytes', value: bytes.length },
      { case: '10x1m-warm', metric: 'gzip-bytes', unit: 'bytes', value: gzipSync(bytes).length },
      { case: 'spikes', metric: 'kept', unit: `of ${SPIKES.length}`, value: await countSpikes(options) },
    ]
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

async function timed(plane, request) {
  const startedAt = performance.now()
  const bytes = encodeChart(await plane.queryChart(request))
  return { ms: performance.now() - startedAt, bytes }
}

/** Each spike has a height of its own, so that one cannot stand for another; two in one pixel show as the higher one. */
async function countSpikes(options) {
  const plane = openDataPlane(options)
  const { series } = await plane.queryChart({ runs: [RUN], metrics: ['spikes'], x: 'step', width: WIDTH })
  await plane.close()
  const [{ xFirst, xLast, max }] = series
  return SPIKES.filter((step) =>
    xFirst.some((first, i) => first <= step && step <= xLast[i] && max[i] >= heightOf(step)),
  ).length
}

function heightOf(step) {
  return 1_000 + SPIKES.indexOf(step)
}

/** The log has the run; the points go straight to the store, because writing 500 MB of log would only warm the disk. */
async function fill(options) {
  writeLog(join(options.runsDir, 'run-20261123_100000-bench', 'run-bench.wandb'), 0)
  const plane = openDataPlane(options)
  await plane.settle()
  await plane.close()
  const { store } = openStore(options.indexPath)
  const [{ id }] = store.listFolders()
  const spikes = new Set(SPIKES)
  for (const name of [...METRICS, 'spikes']) {
    store.begin()
    const series = openSeries(store, id, name)
    for (let from = 0; from < STEPS; from += 100_000) {
      const buffer = new PointBuffer(100_000)
      for (let step = from; step < from + 100_000; step++) {
        const value =
          name === 'spikes' && spikes.has(step) ? heightOf(step) : Math.sin(step / 5_000) + Math.random()
        buffer.push(step, value, (STARTED_MS + step * 10 + (step % 7)) / 1000)
      }
      appendToSeries(store, series, buffer.view())
    }
    store.commit()
  }
  store.close()
}
