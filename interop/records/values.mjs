// Writes one run with the SDK and prints what must be found in its log, as JSON, for interop/records/test.py.
import { init } from '@kymo/core'

const run = await init({
  project: 'interop',
  entity: 'someone',
  name: 'every kind of value',
  config: { lr: 0.001, layers: [64, 32], optimizer: { name: 'adam', beta1: 0.9 }, note: 'grüße 👋' },
  tags: ['a', 'b'],
  notes: 'first\nsecond',
  group: 'group',
  jobType: 'train',
  mode: 'offline',
  quiet: true,
})

const rows = []
for (let step = 0; step < 3000; step++) {
  const metrics = {
    loss: 1 / (step + 3),
    'acc/val': step * 1e-7,
    big: step * 1e21,
    count: step,
    neg: -step - 0.5,
  }
  rows.push({ step, metrics })
  run.log(metrics)
}
const odd = {
  nan: NaN,
  inf: Infinity,
  ninf: -Infinity,
  yes: true,
  none: null,
  text: 'say "hi"\u2028\u0001',
  list: [1, 2.5, [3]],
  nest: { a: 1, 'b.c': { d: 'x' } },
}
rows.push({ step: 3000, metrics: { ...odd, nan: 'NaN', inf: 'Infinity', ninf: '-Infinity' } })
run.log(odd)
rows.push({ step: 10, metrics: { late: 1 } })
run.log({ late: 1 }, { step: 10 })
run.log({ huge: 2n ** 60n }, { step: 2 ** 40 })
rows.push({ step: 2 ** 40, metrics: { huge: 2 ** 60 } })
run.defineMetric('acc/*', { stepMetric: 'count', summary: ['max'], goal: 'maximize' })
run.config.update({ lr: 0.01 })
run.summary.set('best', 0.75)
const { dir, id } = run
await run.finish()

console.log(JSON.stringify({ dir, id, rows }))
