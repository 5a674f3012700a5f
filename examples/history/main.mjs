// Logs a training of a few epochs in every way that rows, steps and summaries know, offline: `node main.mjs`, then `npx kymo ui`.
import { Api, init } from '@kymo/core'

const EPOCHS = 6
const BATCHES = 20

const run = await init({
  project: 'history',
  dir: process.env.KYMO_DIR ?? 'kymo',
  config: { epochs: EPOCHS },
})

// Logged once per epoch, so the epoch is their x axis; the summary keeps the best, whatever comes last.
run.defineMetric('val.accuracy', { stepMetric: 'epoch', summary: 'best', goal: 'maximize' })
run.defineMetric('val.loss', { stepMetric: 'epoch', summary: ['min', 'last'] })
run.defineMetric('debug/*', { hidden: true, summary: 'none' })

let sample = 0
for (let epoch = 0; epoch < EPOCHS; epoch++) {
  for (let batch = 0; batch < BATCHES; batch++) {
    sample++
    // Several calls make one row: nothing of it is lost if the program dies in between.
    run.log({ loss: Math.exp(-sample / 40) + 0.02 * Math.sin(sample) }, { commit: false })
    run.log({ 'debug/noise': Math.sin(sample * 7) }, { commit: false })
    run.log({ optimizer: { learningRate: 0.1 / (epoch + 1), momentum: 0.9 } })
  }
  const late = epoch / EPOCHS
  run.log({
    epoch,
    val: { loss: 1 - late + (epoch > 4 ? 0.4 : 0), accuracy: 0.5 + late / 2 - (epoch > 4 ? 0.2 : 0) },
  })
}
// An evaluation that ends late belongs to the step that it evaluated.
run.log({ 'test/accuracy': 0.83 }, { step: 40 })
// Numbers that are none are kept as what they are.
run.log({ loss: Number.NaN, 'gradient norm': Infinity })
run.summary.set('comment', 'epoch 5 went wrong')
await run.finish()

const read = await new Api({ dir: process.env.KYMO_DIR ?? 'kymo' }).run(`history/${run.id}`)
for (const key of ['val.accuracy.best', 'val.loss.min', 'val.loss.last', 'comment', 'debug/noise'])
  console.log(`${key}: ${JSON.stringify(valueAt(read.summary, key))}`)
let rowCount = 0
for await (const { _step: step, 'test/accuracy': accuracy } of read.history()) {
  rowCount++
  if (typeof accuracy === 'number') console.log(`step ${step}: test/accuracy ${accuracy}`)
}
console.log(`${rowCount} rows`)

/** Nested values by their path, joined with dots. */
function valueAt(values, path) {
  if (Object.hasOwn(values, path)) return values[path]
  return path.split('.').reduce((inner, key) => inner?.[key], values)
}
