// Logs values of every kind with the built SDK into $KYMO_DIR; prints the id of the run.
import { init } from '../../packages/core/dist/index.js'

const run = await init({
  project: 'interop',
  mode: 'offline',
  name: 'größe 🚀',
  config: { lr: 0.1, nested: { name: 'adam' } },
  silent: true,
  systemMetrics: false,
  console: false,
})
for (let step = 0; step < 70_000; step++) {
  run.log({
    loss: step === 1 ? NaN : step === 2 ? Infinity : step === 3 ? -Infinity : 1 / (step + 1),
    tiny: 5e-324,
    ...(step % 2 === 0 ? { even: step } : {}),
    isOdd: step % 2 === 1,
    ...(step === 4 ? { note: 'größe, "quoted"\nsecond line', list: [1, 'two', null], 'a/b.c': -0 } : {}),
  })
}
await run.finish()
console.log(run.id)
