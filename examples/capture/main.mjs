// What a run records by itself, offline: `node main.mjs`, then `npx kymo ui`. Nothing here is logged by hand but the loss.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { init } from '@kymo/core'

const EPOCHS = 5

const run = await init({
  project: 'capture',
  name: 'what a run records by itself',
  dir: process.env.KYMO_DIR ?? 'kymo',
  // Every line is shown to this function before it is kept; what is printed stays as it is.
  console: { redact: (line) => line.replace(/password \S+/, 'password ***') },
  // Every 15 s by default; this script ends before that.
  systemMetrics: { intervalMs: 200 },
  saveCode: { include: ['main.mjs'] },
})

console.log('connected with password hunter2')
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  for (let percent = 0; percent <= 100; percent += 25) {
    process.stdout.write(`\repoch ${epoch} ${'#'.repeat(percent / 5).padEnd(20, '.')} ${percent} %`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  process.stdout.write('\n')
  run.log({ loss: 1 / (epoch + 1) })
}
console.error('\u001b[33mwarning: the learning rate is high\u001b[0m')

// TensorFlow.js holds the thread like this for minutes. The measurements go on, and show it as the event loop's delay.
const endMs = Date.now() + 1500
while (Date.now() < endMs);

const report = await run.finish()
console.log(
  `${report.recordCount} records in ${run.dir}, and these files: ${readdirSync(join(run.dir, 'files')).join(', ')}`,
)
