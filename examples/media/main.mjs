// Logs one of each kind of media, offline: `node main.mjs`, then `npx kymo ui`. The data are made up, and the same at every run.
import { Audio, Histogram, Html, Image, init, Object3D, plot, Plotly, Table } from '@kymo/core'

const EPOCHS = 5
const SIDE = 96
const SHAPES = { 0: 'background', 1: 'disc', 2: 'square' }

const run = await init({ project: 'media', name: 'one of each', dir: process.env.KYMO_DIR ?? 'kymo' })

for (let epoch = 0; epoch < EPOCHS; epoch++) {
  const sureness = (epoch + 1) / EPOCHS
  run.log({
    loss: 1 / (epoch + 1),
    // Several images under one name, with what was predicted drawn over them.
    scenes: [0, 1, 2].map((i) => scene(i, sureness)),
    weights: new Histogram(Float32Array.from({ length: 10_000 }, (_, i) => noise(i + epoch) * sureness)),
  })
}

const examples = Array.from({ length: 200 }, (_, i) => ({
  truth: i % 2,
  probability: Math.min(1, Math.max(0, (i % 2) * 0.4 + 0.3 + noise(i) * 0.4)),
}))
const table = new Table({ columns: ['example', 'scene', 'truth', 'probability of a disc'] })
for (const [i, { truth, probability }] of examples.slice(0, 12).entries())
  table.addData(i, scene(i, 1), truth === 1 ? 'disc' : 'square', probability)

const truths = examples.map(({ truth }) => truth)
const probabilities = examples.map(({ probability }) => [1 - probability, probability])
run.log({
  predictions: table,
  confusion: plot.confusionMatrix({ yTrue: truths, probs: probabilities, classNames: ['square', 'disc'] }),
  roc: plot.rocCurve(truths, probabilities, { labels: ['square', 'disc'] }),
  pr: plot.prCurve(truths, probabilities, { labels: ['square', 'disc'] }),
  tone: new Audio(
    Float32Array.from({ length: 8000 }, (_, i) => Math.sin(i / 3) * 0.5),
    { sampleRate: 8000 },
  ),
  cloud: new Object3D(Array.from({ length: 500 }, (_, i) => [noise(i), noise(i + 500), noise(i + 1000)])),
  surface: new Plotly({ data: [{ type: 'surface', z: [0, 1, 2].map((x) => [0, 1, 2].map((y) => x * y)) }] }),
  report: new Html('<h1>One of each</h1><p>All of it is in the folder of the run.</p>'),
  // Not there: a warning, and the rest of the row is kept.
  missing: new Image('no-such-file.png'),
})

const report = await run.finish()
console.log(`${report.rowCount} rows, ${report.droppedValueCount} value left out, in ${run.dir}`)

/** A disc and a square on a noisy ground, what is where, and a guess. */
function scene(seed, sureness) {
  const pixels = new Float32Array(SIDE * SIDE * 3)
  const classes = new Uint8Array(SIDE * SIDE)
  const middle = { x: 30 + ((seed * 13) % 30), y: 40 + ((seed * 7) % 20) }
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const isDisc = (x - middle.x) ** 2 + (y - middle.y) ** 2 < 400
      const isSquare = Math.abs(x - 75) < 12 && Math.abs(y - 20) < 12
      const at = y * SIDE + x
      classes[at] = isDisc ? 1 : isSquare ? 2 : 0
      const ground = 0.2 + noise(at + seed) * 0.1
      pixels.set([isDisc ? 0.9 : ground, isSquare ? 0.8 : ground, ground + 0.1], at * 3)
    }
  }
  const box = {
    minX: (middle.x - 20) / SIDE,
    maxX: (middle.x + 20) / SIDE,
    minY: (middle.y - 20) / SIDE,
    maxY: (middle.y + 20) / SIDE,
  }
  return new Image(pixels, {
    shape: [SIDE, SIDE, 3],
    caption: `scene ${seed}`,
    masks: { truth: { maskData: classes, shape: [SIDE, SIDE], classLabels: SHAPES } },
    boxes: { guess: { boxData: [{ position: box, classId: 1, scores: { sureness } }], classLabels: SHAPES } },
  })
}

/** Between -0.5 and 0.5; the same for the same seed. */
function noise(seed) {
  const value = Math.sin(seed * 12.9898) * 43_758.5453
  return value - Math.floor(value) - 0.5
}
