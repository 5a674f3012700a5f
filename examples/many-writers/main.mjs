// Four worker threads and two child processes log into one run at the same time, offline. One of the processes is killed while it
// writes; nothing that it logged is lost, and another goes on under its label. `node main.mjs [rows of each]`, then `npx kymo ui`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { Api, init } from '@kymo/core'

const OWN_FILE = fileURLToPath(import.meta.url)
const THREADS = ['thread-1', 'thread-2', 'thread-3', 'thread-4']
const PROCESSES = ['process-1', 'process-2']
const VICTIM = 'process-2'

if (!isMainThread) await write(await init(workerData.options), { end: workerData.rowCount })
else if (process.argv[2] === 'write') {
  const [start, end] = process.argv.slice(3).map(Number)
  await write(await init({ silent: true }), { start, end, tally: process.env.TALLY })
} else await lead(Number(process.argv[2] ?? 10_000))

async function lead(rowCount) {
  const dir = process.env.KYMO_DIR ?? 'kymo'
  const run = await init({
    project: 'many-writers',
    dir,
    id: `team-${Date.now()}`,
    shared: true,
    label: 'main',
  })
  const threads = THREADS.map(
    (label) =>
      new Worker(OWN_FILE, {
        workerData: { options: { ...run.writerOptions(label), silent: true }, rowCount },
      }),
  )
  const start = (label, args, env = {}) =>
    spawn(process.execPath, [OWN_FILE, 'write', ...args.map(String)], {
      env: { ...process.env, ...run.writerEnv(label), ...env },
      stdio: 'inherit',
    })
  const tally = join(dir, `${run.id}.tally`)
  const [first, victim] = PROCESSES.map((label) =>
    start(label, [0, rowCount], label === VICTIM ? { TALLY: tally } : {}),
  )
  const ended = [...threads, first].map((writer) => once(writer, 'exit'))

  // Somewhere in its rows, which is not for the victim to choose.
  const death = once(victim, 'exit')
  while (acceptedBy(tally) < rowCount / 4 && victim.exitCode === null) await wait(1)
  victim.kill('SIGKILL')
  await death
  const kept = (await countRows(dir, run.id)).get(VICTIM) ?? 0
  console.log(
    `${VICTIM} ended by ${victim.signalCode}: it had logged ${acceptedBy(tally)} rows, ${kept} are there`,
  )
  ended.push(once(start(VICTIM, [kept, rowCount]), 'exit'))

  await Promise.all(ended)
  await run.finish()
  const counts = await countRows(dir, run.id)
  for (const label of [...THREADS, ...PROCESSES]) console.log(`${label}: ${counts.get(label)} rows`)
  console.log(`${[...counts.values()].reduce((sum, count) => sum + count, 0)} rows`)
}

/** Rows of each writer, as any reader finds them. */
async function countRows(dir, id) {
  const counts = new Map()
  for await (const { _writer } of (await new Api({ dir }).run(`many-writers/${id}`)).history())
    counts.set(_writer, (counts.get(_writer) ?? 0) + 1)
  return counts
}

async function write(run, { start = 0, end, tally }) {
  const file = tally === undefined ? undefined : openSync(tally, 'w')
  for (let i = start; i < end; i++) {
    run.log({ i, loss: 1 / (i + 1) }, { step: i })
    if (file === undefined) continue
    // What log() has returned from, told row by row to whoever outlives this process.
    writeSync(file, String(i + 1).padStart(9), 0)
    // Killed long before; on a machine so busy that nobody came, it waits.
    if (i === Math.floor(end * 0.9)) await wait(60_000)
  }
  if (file !== undefined) closeSync(file)
  await run.finish()
}

function acceptedBy(tally) {
  return existsSync(tally) ? Number(readFileSync(tally, 'utf8')) : 0
}
