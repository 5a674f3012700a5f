import { hostname, homedir, tmpdir } from 'node:os'
import { isMainThread } from 'node:worker_threads'

/** What a process is given by those who start it. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
  readonly tempDir: string
  readonly hostName: string
  /** True where a signal arrives and ends the process unless somebody listens. */
  readonly diesOfSignals: boolean
}

/** Reads the environment as it is now. */
export function readEnvironment(): Environment {
  return {
    env: process.env,
    cwd: process.cwd(),
    homeDir: homedir(),
    tempDir: tmpdir(),
    hostName: hostname(),
    // Worker threads get no signals. Process 1 of a container does not die of those that it has no listener for, so that
    // a signal sent again would end the run but not the program.
    diesOfSignals: isMainThread && process.pid !== 1,
  }
}
