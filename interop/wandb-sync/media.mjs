// A run with media, saved files and console output, for interop/wandb-sync/test.py; prints where it lies.
import { writeFileSync } from 'node:fs'
import { Audio, Histogram, Html, Image, init } from '@kymo/core'

const run = await init({
  project: 'interop',
  entity: 'someone',
  name: 'media',
  mode: 'offline',
  systemMetrics: { intervalMs: 200 },
})
console.error('a line that is kept')
const pixels = Uint8Array.from({ length: 8 * 9 * 3 }, (_, i) => (i * 37) % 256)
for (let step = 0; step < 3; step++) {
  run.log({
    loss: 1 / (step + 1),
    image: new Image(
      pixels.map((value) => value + step),
      { shape: [8, 9, 3], caption: `step ${step}` },
    ),
    weights: new Histogram([0, 1, 1, 2, step]),
  })
}
run.log({
  page: new Html('<b>grüße</b>'),
  tone: new Audio(Float32Array.of(0, 0.5, -0.5), { sampleRate: 8000 }),
})
writeFileSync('note.txt', 'kept as it is')
run.save('note.txt', { policy: 'now' })
run.alert({ title: 'done', text: 'all of it' })
await new Promise((resolve) => setTimeout(resolve, 700))
await run.finish()
console.log(JSON.stringify({ dir: run.dir, id: run.id }))
