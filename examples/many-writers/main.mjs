// Four worker threads and two child processes log into one run at the same time, offline; one of the processes is killed in the
// middle. `node main.mjs [rows of each]`, then `npx kymo ui`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { Api, init } from '@kymo/core'

const OWN_FILE = fileURLToPath(import.meta.url)
const THREADS = ['thread-1', 'thread-2', 'thread-3', 'thread-4']
const PROCESSES = ['process-1', 'process-2']

if (!isMainThread) await write(await init(workerData.options), workerData.rowCount)
else if (process.argv[2] === 'write') await write(await init({ silent: true }), Number(process.argv[3]))
else await lead(Number(process.argv[2] ?? 10_000))

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
  const children = PROCESSES.map((label) =>
    spawn(process.execPath, [OWN_FILE, 'write', String(rowCount)], {
      env: { ...process.env, ...run.writerEnv(label), WRITER_LABEL: label },
      stdio: 'inherit',
    }),
  )
  await Promise.all([...threads, ...children].map((writer) => once(writer, 'exit')))
  await run.finish()

  const counts = new Map()
  for await (const { _writer } of (await new Api({ dir }).run(`many-writers/${run.id}`)).history())
    counts.set(_writer, (counts.get(_writer) ?? 0) + 1)
  for (const label of [...THREADS, ...PROCESSES]) console.log(`${label}: ${counts.get(label)} rows`)
  console.log(`process-2 ended by ${children[1].signalCode}`)
  console.log(`${[...counts.values()].reduce((sum, count) => sum + count, 0)} rows`)
}

async function write(run, rowCount) {
  for (let i = 0; i < rowCount; i++) {
    run.log({ i, loss: 1 / (i + 1) })
    // What it has logged is in its log by now; its last words are this row.
    if (process.env.WRITER_LABEL === 'process-2' && isMainThread && i === rowCount - 1)
      process.kill(process.pid, 'SIGKILL')
  }
  await run.finish()
}
