// Starts spans that nobody ends or keeps: `node --expose-gc spans-child.mjs <folder> <count>`; prints what they cost as JSON.
import { init } from '@kymo/core'

const [folder, count] = process.argv.slice(2)
const run = await init({
  project: 'bench',
  mode: 'offline',
  silent: true,
  console: false,
  systemMetrics: false,
  dir: folder,
  reinit: 'create_new',
})
run.startSpan('first')
globalThis.gc()
const before = process.memoryUsage()
const startMs = performance.now()
for (let at = 0; at < Number(count); at += 1) {
  run.startSpan('never ended', { attributes: { at } })
  // What reads the log and tells of it has its turn, as in a program.
  if (at % 1000 === 0) await new Promise((resolve) => void setImmediate(resolve))
}
const perSpanUs = ((performance.now() - startMs) * 1000) / Number(count)
globalThis.gc()
const after = process.memoryUsage()
await run.finish()
console.log(
  JSON.stringify({
    heapBytes: after.heapUsed - before.heapUsed,
    rssBytes: after.rss - before.rss,
    perSpanUs,
  }),
)
