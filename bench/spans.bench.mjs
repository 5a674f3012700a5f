// Question: what does a span cost the program, and what do spans that are never ended cost in memory?
// `bare` is the same function without a span. Each subject of memory runs in a process of its own (lib/spans-child.mjs).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { init } from '@kymo/core'
import { interleave, median } from './lib/stats.mjs'

const CHILD = fileURLToPath(new URL('./lib/spans-child.mjs', import.meta.url))
const ROUND_COUNT = 9
const SPANS_PER_ROUND = 5000
const OPEN_COUNT = 1_000_000

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-spans-'))
  try {
    const kymo = await init({
      project: 'bench',
      mode: 'offline',
      quiet: true,
      console: false,
      systemMetrics: false,
      dir: folder,
    })
    const times = await interleave(subjects(kymo), ROUND_COUNT)
    await kymo.finish()
    log('cost: done')
    const rows = Object.entries(times).map(([name, samples]) => ({
      case: name,
      metric: 'span',
      unit: 'us',
      value: median(samples),
    }))
    const output = execFileSync(process.execPath, ['--expose-gc', CHILD, folder, String(OPEN_COUNT)])
    const { heapBytes, rssBytes, perSpanUs } = JSON.parse(output.toString())
    return [
      ...rows,
      { case: 'never-ended', metric: 'span', unit: 'us', value: perSpanUs },
      { case: 'never-ended', metric: `heap-of-${OPEN_COUNT}`, unit: 'MB', value: heapBytes / 1e6 },
      { case: 'never-ended', metric: `rss-of-${OPEN_COUNT}`, unit: 'MB', value: rssBytes / 1e6 },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function subjects(kymo) {
  const stream = () =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue('word')
        controller.close()
      },
    })
  const read = async (source) => {
    for await (const item of source) if (item === undefined) throw new Error('no item')
  }
  return {
    start: () => perSpan(() => kymo.startSpan('work').end()),
    sync: () => perSpan(() => kymo.span('work', () => 1)),
    async: () => perSpan(() => kymo.span('work', async () => 1)),
    stream: () => perSpan(() => read(kymo.span('work', stream))),
    'stream-bare': () => perSpan(() => read(stream())),
  }
}

/** @returns {Promise<number>} microseconds */
async function perSpan(action) {
  const startMs = performance.now()
  for (let at = 0; at < SPANS_PER_ROUND; at += 1) await action()
  return ((performance.now() - startMs) * 1000) / SPANS_PER_ROUND
}
