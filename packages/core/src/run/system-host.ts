import { randomBytes } from 'node:crypto'
import { readEnvironment } from '../platform/environment.ts'
import { systemProcessEvents } from '../platform/process-events.ts'
import { systemPulse } from '../platform/pulse.ts'
import { systemRunFiles } from '../platform/run-files.ts'
import { standardError } from '../platform/terminal.ts'
import { createWorkerHost } from '../worker/worker-host.ts'
import { ExitWatch } from './exit-watch.ts'
import type { RunHost } from './run-host.ts'

/** One per process (or worker thread): all its runs share the listeners for its end. */
const exits = new ExitWatch(systemProcessEvents, systemPulse)

/** The real world, as it is now. */
export function systemHost(): RunHost {
  return {
    environment: readEnvironment(),
    files: systemRunFiles,
    pulse: systemPulse,
    terminal: standardError,
    exits,
    randomBytes,
    startWorker: createWorkerHost,
  }
}
