import { parentPort, workerData } from 'node:worker_threads'
import type { StageStart } from '../artifacts/run-stage.ts'
import type { ToWorkerMessage, WorkerStart } from './messages.ts'
import { runWorker } from './run-worker.ts'

/* What a thread of ours executes: to follow a log, or to stage one artifact. Everything it does is in other files, which also run without a thread. */

const port = parentPort
const start = workerData as WorkerStart | StageStart
if (port !== null && 'kind' in start) {
  void import('../artifacts/run-stage.ts')
    .then(({ runStage }) => runStage(start))
    .then((reply) => port.postMessage(reply))
    .finally(() => port.close())
} else if (port !== null) {
  // A rejection is left unhandled on purpose: it ends the thread, and the host starts another one.
  void runWorker(start as WorkerStart, {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (message: ToWorkerMessage) => listener(message)),
  }).then(() => port.close())
}
