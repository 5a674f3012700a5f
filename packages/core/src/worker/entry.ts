import { parentPort, workerData } from 'node:worker_threads'
import type { ToWorkerMessage, WorkerStart } from './messages.ts'
import { runWorker } from './run-worker.ts'

/* What the worker thread executes. Everything it does is in run-worker.ts, which also runs without a thread. */
const port = parentPort
if (port !== null) {
  // A rejection is left unhandled on purpose: it ends the thread, and the host starts another one.
  void runWorker(workerData as WorkerStart, {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', (message: ToWorkerMessage) => listener(message)),
  }).then(() => port.close())
}
