// What does watching cost per run of an ONNX Runtime session, where a run takes ten microseconds and nothing else happens?
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init } from '@kymo/core'
import { watchSession } from '@kymo/onnx'
import * as ort from 'onnxruntime-node'
import { denseModel } from '../packages/onnx/test/onnx-writer.mjs'
import { interleave, median, quantile } from './lib/stats.mjs'

const ROUND_COUNT = 30
const RUNS_PER_ROUND = 5000
/** Calls that are under way at once, where many are. */
const CONCURRENCY = 32

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  const dir = await mkdtemp(join(tmpdir(), 'kymo-bench-'))
  const kymoRun = await init({ project: 'bench', mode: 'offline', dir, quiet: true })
  try {
    const rows = []
    for (const concurrency of [1, CONCURRENCY]) rows.push(...(await measure(kymoRun, concurrency)))
    log(`${ROUND_COUNT} rounds of ${RUNS_PER_ROUND} runs each`)
    return rows
  } finally {
    await kymoRun.finish()
    await rm(dir, { recursive: true, force: true })
  }
}

/**
 * The session with and without a watch, and once more without: `noise` compares those two with each other. Of each round the
 * median and the 99th percentile of a run, and of those the medians over the rounds.
 */
async function measure(kymoRun, concurrency) {
  const feeds = { x: new ort.Tensor('float32', new Float32Array(8), [1, 8]) }
  const create = () => ort.InferenceSession.create(denseModel(), { intraOpNumThreads: 1 })
  const [bare, again] = [await create(), await create()]
  const watched = watchSession(await create(), { run: kymoRun, name: `bench-${concurrency}` })
  const subjects = { bare, watched, again }
  for (const session of Object.values(subjects)) await timeRuns(session, feeds, concurrency)
  const times = await interleave(
    Object.fromEntries(
      Object.entries(subjects).map(([name, session]) => [name, () => timeRuns(session, feeds, concurrency)]),
    ),
    ROUND_COUNT,
  )
  const cost = (key, name = 'watched') =>
    median(
      times[name].map((round, i) => round[key] - (key === 'perRun' ? floorOf(times, i) : times.bare[i][key])),
    )
  const of = (name, key) => median(times[name].map((round) => round[key]))
  const label = `concurrency-${concurrency}`
  return [
    {
      case: label,
      metric: 'time per run',
      unit: 'us',
      value: of('watched', 'perRun'),
      floor: of('bare', 'perRun'),
    },
    { case: label, metric: 'cost per run', unit: 'us', value: cost('perRun') },
    {
      case: label,
      metric: 'noise per run',
      unit: 'us',
      value: median(times.again.map(({ perRun }, i) => perRun - times.bare[i].perRun)),
    },
    { case: label, metric: 'latency p50', unit: 'us', value: of('watched', 'p50'), floor: of('bare', 'p50') },
    { case: label, metric: 'latency p99', unit: 'us', value: of('watched', 'p99'), floor: of('bare', 'p99') },
    { case: label, metric: 'cost at p50', unit: 'us', value: cost('p50') },
    { case: label, metric: 'cost at p99', unit: 'us', value: cost('p99') },
  ]
}

function floorOf(times, round) {
  return (times.bare[round].perRun + times.again[round].perRun) / 2
}

/** @returns microseconds: wall time by run, and quantiles of what a caller waits */
async function timeRuns(session, feeds, concurrency) {
  const latencies = new Float64Array(RUNS_PER_ROUND)
  let next = 0
  const caller = async () => {
    while (next < RUNS_PER_ROUND) {
      const i = next++
      const beganMs = performance.now()
      await session.run(feeds)
      latencies[i] = (performance.now() - beganMs) * 1000
    }
  }
  const beganMs = performance.now()
  await Promise.all(Array.from({ length: concurrency }, caller))
  const perRun = ((performance.now() - beganMs) * 1000) / RUNS_PER_ROUND
  return { perRun, p50: median(latencies), p99: quantile(latencies, 0.99) }
}
