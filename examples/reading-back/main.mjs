// Logs two runs, and reads everything back without a server: runs by filter, rows, a chart's worth of rows, the console, files,
// artifacts with their lineage; then follows a third run while it is being written. Offline: everything is below ./kymo.
import { writeFileSync } from 'node:fs'
import { Api, Artifact, init } from '@kymo/core'

const options = { project: 'digits', mode: 'offline', systemMetrics: false, silent: true }

// Two runs: one makes a data set, the other trains with it.
const prepare = await init({ ...options, name: 'prepare', jobType: 'data' })
await prepare
  .logArtifact(new Artifact('digits', 'dataset').newFile('a.csv', '1,2\n'), { aliases: ['clean'] })
  .wait()
await prepare.finish()

const train = await init({ ...options, name: 'train', config: { optimizer: { lr: 0.01 } } })
await train.useArtifact('digits:clean')
for (let step = 0; step < 1000; step++)
  train.log({ loss: step === 500 ? NaN : 1 / (step + 1), accuracy: step / 1000 })
console.log('training is over')
writeFileSync('notes.txt', 'it went well')
train.save('notes.txt')
await train.logArtifact(new Artifact('model', 'model').newFile('weights.bin', 'w')).wait()
await train.finish()

// Nothing of the runs above is used from here on: all of it is read from ./kymo.
const api = new Api({ dir: './kymo' })
for (const { project, runCount } of await api.projects()) console.log(`project ${project}: ${runCount} runs`)

const filters = { state: 'finished', 'config.optimizer.lr': { $lt: 0.1 } }
for await (const run of api.runs('digits', { filters, order: '-summary_metrics.accuracy' }))
  console.log('found', run.name, 'lr', run.config.optimizer.lr, 'accuracy', run.summary.accuracy)

const run = await api.run(`digits/${train.id}`)
let rowCount = 0
let gapCount = 0
for await (const { loss } of run.history({ keys: ['loss'] })) {
  rowCount += 1
  if (Number.isNaN(loss)) gapCount += 1
}
const chart = await run.sampledHistory({ keys: ['loss'], count: 5 })
console.log(
  `${rowCount} rows, ${gapCount} NaN; steps of a small chart: ${chart.map(({ _step: step }) => step).join(' ')}`,
)
for await (const { stream, text } of run.console()) console.log(`${stream}: ${text.trimEnd()}`)
console.log(`notes: ${Buffer.from(await run.file('notes.txt').bytes()).toString()}`)

// Lineage, in both directions.
for await (const used of run.usedArtifacts())
  console.log(`used ${used.qualifiedName}, logged by ${(await used.loggedBy())?.name}`)
for await (const { name, versionCount } of api.artifacts('digits', { type: 'model' }))
  console.log(
    `model ${name}: ${versionCount} version, logged by ${(await (await api.artifact(`digits/${name}`)).loggedBy())?.name}`,
  )
const users = await (await api.artifact('digits/digits:clean')).usedBy()
console.log(`digits were used by ${users.map(({ name }) => name).join(', ')}`)

// A run that is being written: its rows come as they are logged, until it ends.
const live = await init({ ...options, name: 'live' })
live.log({ loss: 3 })
const steps = []
for await (const { _step: step } of (await api.run(`digits/${live.id}`)).followHistory()) {
  steps.push(step)
  if (step < 3) live.log({ loss: 2 - step })
  else await live.finish()
}
console.log(`followed steps ${steps.join(' ')}`)
