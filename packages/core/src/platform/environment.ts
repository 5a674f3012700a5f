import { hostname, homedir, tmpdir } from 'node:os'
import { isMainThread, threadId } from 'node:worker_threads'

/** What a process is given by those who start it. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly homeDir: string
  readonly tempDir: string
  readonly hostName: string
  /** Tells this thread from others of the machine. */
  readonly writerName: string
  /** True where a signal arrives and ends the process unless somebody listens. */
  readonly diesOfSignals: boolean
}

/** Reads the environment as it is now. */
export function readEnvironment(): Environment {
  return {
    env: process.env,
    cwd: currentFolder(),
    homeDir: homedir(),
    tempDir: tmpdir(),
    hostName: hostname(),
    writerName: isMainThread ? `${process.pid}` : `${process.pid}-${threadId}`,
    // Worker threads get no signals. Process 1 of a container does not die of those that it has no listener for, so that
    // a signal sent again would end the run but not the program.
    diesOfSignals: isMainThread && process.pid !== 1,
  }
}

/** A folder that somebody has deleted under this process: runs go below the system's folder for temporary files instead. */
export function currentFolder(): string {
  try {
    return process.cwd()
  } catch {
    return tmpdir()
  }
}
