// Logs what the pages are measured with: `node page-child.mjs <table|gallery> <runs folder>`. Prints the id of the run.
import { Image, init, Table } from '@kymo/core'

const [subject, dir] = process.argv.slice(2)
const [SIDE, IMAGE_COUNT, STEP_COUNT] = [64, 500, 20]

const run = await init({
  dir,
  project: 'pages',
  name: subject,
  mode: 'offline',
  silent: true,
  console: false,
})
if (subject === 'table') {
  const rows = Array.from({ length: 200_000 }, (_each, i) => [
    i,
    `class ${i % 10}`,
    Math.random(),
    i % 3 === 0,
    `What is said of example ${i}`,
  ])
  run.log({ predictions: new Table({ columns: ['id', 'label', 'score', 'right', 'text'], rows }) })
} else {
  for (let step = 0; step < STEP_COUNT; step++) {
    run.log({ samples: Array.from({ length: IMAGE_COUNT }, (_each, i) => picture(i, step)) })
    // A step of training, in which the encoder gets on.
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
await run.finish()
console.log(run.id)

function picture(index, step) {
  const pixels = new Uint8Array(SIDE * SIDE * 3)
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [Math.floor(i / 3) % SIDE, Math.floor(i / (3 * SIDE))]
    pixels[i] = 128 + 60 * Math.sin(x / 9 + index) + 60 * Math.cos(y / (3 + step))
  }
  return new Image(pixels, { shape: [SIDE, SIDE, 3] })
}
