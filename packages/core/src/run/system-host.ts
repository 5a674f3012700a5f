import { randomBytes } from 'node:crypto'
import { createConsoleSource } from '../capture/console/capture-console.ts'
import { readEnvironment } from '../platform/environment.ts'
import { systemMachine } from '../platform/machine.ts'
import { systemOutputStreams } from '../platform/output-streams.ts'
import { systemProcessEvents } from '../platform/process-events.ts'
import { readProcessFacts } from '../platform/process-facts.ts'
import { systemPulse } from '../platform/pulse.ts'
import { systemRunFiles } from '../platform/run-files.ts'
import { standardError } from '../platform/terminal.ts'
import { openThreadPort } from '../platform/thread-port.ts'
import { killProcess } from '../platform/tools.ts'
import { createWorkerHost } from '../worker/worker-host.ts'
import { ExitWatch } from './exit-watch.ts'
import type { RunHost } from './run-host.ts'

/** One per process (or worker thread): all its runs share the listeners for its end. */
const exits = new ExitWatch(systemProcessEvents, systemPulse)
/** The hooks on its streams too. */
const consoleSource = createConsoleSource(systemOutputStreams)

/** The real world, as it is now. */
export function systemHost(): RunHost {
  return {
    environment: readEnvironment(),
    files: systemRunFiles,
    pulse: systemPulse,
    terminal: standardError,
    exits,
    randomBytes,
    monotonicMs: () => performance.now(),
    capture: {
      console: consoleSource,
      facts: readProcessFacts,
      machine: systemMachine,
      openPort: openThreadPort,
      killProcess,
    },
    startWorker: createWorkerHost,
  }
}
