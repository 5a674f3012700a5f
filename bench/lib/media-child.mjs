// One subject of media.bench.mjs in a process of its own: `node media-child.mjs <subject>`, in an empty folder. Prints JSON.
import { Histogram, Image, init, Table } from '@kymo/core'

const [subject] = process.argv.slice(2)
const run = await init({ dir: 'kymo', mode: 'offline', silent: true })

/** Calls of one subject, each with fresh values; what is made outside of `log` counts too, because the user waits for it. */
const SUBJECTS = {
  'image-224x224x3': {
    count: 200,
    make: makeImage,
    row: (pixels) => ({ sample: new Image(pixels, { shape: [224, 224, 3] }) }),
  },
  'image-float-224x224x3': {
    count: 200,
    make: () => Float32Array.from(makeImage(), (value) => value / 255),
    row: (pixels) => ({ sample: new Image(pixels, { shape: [224, 224, 3] }) }),
  },
  'histogram-1M': { count: 20, make: makeValues, row: (values) => ({ weights: new Histogram(values) }) },
  'table-200000x5': {
    count: 3,
    make: makeRows,
    row: (rows) => ({ predictions: new Table({ columns: ['id', 'label', 'score', 'right', 'text'], rows }) }),
  },
}

function makeImage() {
  const pixels = new Uint8Array(224 * 224 * 3)
  const phase = Math.random() * 9
  for (let i = 0; i < pixels.length; i++) {
    const [x, y] = [Math.floor(i / 3) % 224, Math.floor(i / 672)]
    pixels[i] = 128 + 60 * Math.sin(x / 20 + phase) + 60 * Math.cos(y / 31) + Math.random() * 4
  }
  return pixels
}

function makeValues() {
  return Float32Array.from({ length: 1_000_000 }, () => Math.random() + Math.random() - 1)
}

function makeRows() {
  return Array.from({ length: 200_000 }, (_, i) => [
    i,
    `class ${i % 10}`,
    Math.random(),
    i % 3 === 0,
    `What is said of example ${i}`,
  ])
}

const { count, make, row } = SUBJECTS[subject]
const values = Array.from({ length: count }, make)
run.log(row(make()))
const callMs = []
for (const value of values) {
  const startedMs = performance.now()
  run.log(row(value))
  callMs.push(performance.now() - startedMs)
  // A step of training, in which the other thread gets on.
  await new Promise((resolve) => setTimeout(resolve, 5))
}
const startedMs = performance.now()
await run.finish()
const finishMs = performance.now() - startedMs
console.log(JSON.stringify({ callMs, finishMs }))
