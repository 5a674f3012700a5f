import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker, type MessagePort, type WorkerOptions } from 'node:worker_threads'
import type { StageStart } from '../artifacts/run-stage.ts'
import type { WorkerStart } from './messages.ts'

/** This module's address as long as nobody's bundler has moved it; ours puts it into `dist/bundle`. */
const OWN_FILE = /\/worker\/spawn-worker\.js$|\/dist\/bundle\/[\w-]+\.js$/

/**
 * Starts the worker thread: from its own file, or from the embedded script when a bundler left that file behind.
 * @throws when threads are forbidden, or neither form of the worker is there
 */
export function spawnWorker(start: WorkerStart): Worker | Promise<Worker> {
  return spawnThread(start, start.capturePort === undefined ? [] : [start.capturePort])
}

/** As {@link spawnWorker}, for everything that the entry can do. @param transferList buffers that are handed over */
export function spawnThread(
  start: WorkerStart | StageStart,
  transferList: readonly (ArrayBuffer | MessagePort)[],
): Worker | Promise<Worker> {
  const options = workerOptions(start, transferList)
  // Bundlers recognise exactly this form, and then put the worker's file where it belongs.
  if (hasEntryFile()) return new Worker(new URL('./entry.js', import.meta.url), options)
  return spawnEmbedded(options)
}

async function spawnEmbedded(options: WorkerOptions): Promise<Worker> {
  const { EMBEDDED_WORKER } = await import('./embedded.ts')
  if (EMBEDDED_WORKER === '') throw new Error('this build has no embedded worker')
  return new Worker(EMBEDDED_WORKER, { ...options, eval: true })
}

/**
 * In a bundle `import.meta.url` is the bundle, beside which an `entry.js` would be the user's own program, or nothing
 * at all (CommonJS output).
 */
function hasEntryFile(): boolean {
  const url = import.meta.url as string | undefined
  if (url?.startsWith('file:') !== true || !OWN_FILE.test(url)) return false
  return existsSync(fileURLToPath(new URL('entry.js', url)))
}

function workerOptions(
  start: WorkerStart | StageStart,
  transferList: readonly (ArrayBuffer | MessagePort)[],
): WorkerOptions {
  const { NODE_OPTIONS: _preloads, ...env } = process.env
  return {
    name: 'kymo',
    workerData: start,
    transferList: [...transferList],
    // Neither the program's flags nor NODE_OPTIONS: loaders and preloaded instrumentation are not for this thread.
    execArgv: [],
    env,
    // Batches live outside the heap. The client needs about 10 MB; a leak of ours must not become the program's.
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 },
  }
}
