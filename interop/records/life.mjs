// Runs that go on: resumed, rewound, forked, preempted, of several writers, killed. What each session has to have in its log
// stands in the file that the variable FACTS names.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { init } from '@kymo/core'

const common = { project: 'life', entity: 'someone', mode: 'offline', quiet: true, systemMetrics: false }

if (process.argv[2] === 'killed') await dieInTheMiddle()
else await showLife()

async function dieInTheMiddle() {
  const run = await init({ ...common, id: 'goes-on' })
  log(run, [3, 2, 1])
  process.send(run.dir, () => process.kill(process.pid, 'SIGKILL'))
  await new Promise(() => setInterval(() => undefined, 1000))
}

function log(run, losses) {
  for (const loss of losses) run.log({ loss })
}

async function showLife() {
  const sessions = []
  const add = (what, run, session) => sessions.push({ what, dir: run.dir, id: run.id, ...session })

  const child = fork(fileURLToPath(import.meta.url), ['killed'])
  const [dir] = await once(child, 'message')
  await once(child, 'exit')
  add('killed', { dir, id: 'goes-on' }, { run: {}, steps: [0, 1, 2], losses: [3, 2, 1], exits: [] })

  const resumed = await init({ ...common, id: 'goes-on', resume: 'must' })
  log(resumed, [0.5, 0.25])
  await resumed.finish()
  add('resumed', resumed, {
    run: { resumed: true, startingStep: 3, summary: { loss: 1 } },
    steps: [3, 4],
    losses: [0.5, 0.25],
    exits: [0],
  })

  const rewound = await init({ ...common, resumeFrom: 'goes-on?_step=1' })
  log(rewound, [9])
  await rewound.finish({ exitCode: 3 })
  add('rewound', rewound, {
    run: { resumed: true, startingStep: 2, branch: { run: 'goes-on', step: 1 } },
    steps: [2],
    losses: [9],
    exits: [3],
  })

  const forked = await init({ ...common, id: 'forked', forkFrom: { run: 'goes-on', step: 0 } })
  log(forked, [7])
  forked.markPreempting()
  await forked.finish({ exitCode: 1 })
  add('forked', forked, {
    run: { forked: true, startingStep: 1, branch: { run: 'goes-on', step: 0 } },
    steps: [1],
    losses: [7],
    exits: [1],
    preempting: true,
  })

  const first = await init({ ...common, id: 'shared', shared: true, label: 'main' })
  const helper = await init({ ...first.writerOptions('helper'), quiet: true })
  log(first, [1])
  log(helper, [2])
  await helper.finish()
  await first.finish()
  add('main writer', first, { run: { shared: true, writer: 'main' }, steps: [0], losses: [1], exits: [0] })
  add('helper', helper, {
    run: { shared: true, writer: 'helper' },
    steps: [0],
    losses: [2],
    exits: [0],
    notComplete: true,
  })
  writeFileSync(process.env.FACTS, JSON.stringify({ sessions }))
}
