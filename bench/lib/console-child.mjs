// One subject of bench/console.bench.mjs: `node console-child.mjs <on|off> <lines> <microseconds of work per line>`. Prints lines
// on standard output, and on file descriptor 3 one JSON object: how long that took.
import { writeSync } from 'node:fs'
import { init } from '@kymo/core'

const [subject, lineCount, workUs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const run = await init({ project: 'bench', silent: true, console: subject === 'on', systemMetrics: false })
const print = (i) =>
  process.stdout.write(`step ${i} loss 0.6931471805599453 accuracy 0.9876 learning rate 0.001\n`)

// Until the engine has compiled what is measured.
for (let i = 0; i < 5000; i++) print(-1)
await new Promise((resolve) => setTimeout(resolve, 300))

const startedMs = performance.now()
const startedCpu = process.cpuUsage()
let dueMs = startedMs
for (let i = 0; i < lineCount; i++) {
  print(i)
  // A step of training: the same work for both subjects, whatever the printing before it took.
  dueMs = performance.now() + workUs / 1000
  while (performance.now() < dueMs);
  if (i % 1000 === 999) await new Promise((resolve) => setImmediate(resolve))
}
const wallMs = performance.now() - startedMs
const { user, system } = process.cpuUsage(startedCpu)
writeSync(3, JSON.stringify({ wallMs, cpuMs: (user + system) / 1000, dir: run.dir }))
await run.finish()
