// A training that is killed, goes on, is rewound, forked and preempted, offline: `node main.mjs`, then `npx kymo ui`.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Api, init } from '@kymo/core'

const DIR = process.env.KYMO_DIR ?? 'kymo'
const PROJECT = 'life-cycle'

if (process.argv[2] === 'train') await train()
else await tell()

/** A training that knows nothing of how often it was started: the run says where it goes on. */
async function train() {
  const run = await init({ project: PROJECT, dir: DIR, resume: 'auto', config: { learningRate: 0.1 } })
  run.onStop(() => console.log('somebody asked this run to stop'))
  for (let step = run.startingStep; step < 100; step++) {
    run.log({ loss: 1 / (step + 1) })
    // The dashboard's stop button and a machine that is taken away are heard here.
    if (run.stopRequested || run.isPreempting) break
    if (step === 40 && !run.resumed) process.kill(process.pid, 'SIGKILL')
  }
  run.tags = [...run.tags, 'trained']
  await run.finish()
  console.log(run.id)
}

async function tell() {
  // 1. Killed at step 40, and started again by whoever looks after it.
  const killed = await start()
  const { output: id } = await start()
  await show(`killed by ${killed.signal}, then resumed`, id)

  // 2. Back to step 20, with half the learning rate. The rows that are taken back stay in the log of the first session.
  const rewound = await init({
    project: PROJECT,
    dir: DIR,
    resumeFrom: `${id}?_step=20`,
    config: { learningRate: 0.05 },
  })
  for (let i = 0; i < 10; i++) rewound.log({ loss: 0.5 / (rewound.step + 1) })
  rewound.alert({ title: 'Loss below 0.02', text: `at step ${rewound.step}`, level: 'INFO' })
  await rewound.finish()
  await show('rewound to step 20', id)

  // 3. Another run that has the first ten steps of this one.
  const fork = await init({ project: PROJECT, dir: DIR, name: 'what if', forkFrom: { run: id, step: 9 } })
  fork.onFinish((exitCode) => console.log(`a fork ends with exit code ${exitCode}`))
  fork.log({ loss: 9 })
  // 4. Its machine is taken away: it ends without success, and that is not its fault.
  fork.markPreempting()
  await fork.finish({ exitCode: 1 })
  await show('forked at step 9', fork.id)
}

/** @returns what it printed last, and the signal that it died of */
function start() {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'train'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, output: output.trim().split('\n').at(-1) })),
  )
}

async function show(what, id) {
  const run = await new Api({ dir: DIR }).run(`${PROJECT}/${id}`)
  let rowCount = 0
  for await (const { _step: step } of run.history()) if (step === rowCount) rowCount++
  const { state, lastStep } = run
  const [rate, loss] = [run.config.learningRate, run.summary.loss].map(String)
  console.log(
    `${what}: ${state}, steps 0 to ${lastStep} in ${rowCount} rows, learning rate ${rate}, loss ${loss}`,
  )
}
