import { hostname } from 'node:os'

/** Which process of which machine this is. */
export interface ProcessIdentity {
  readonly hostName: string
  readonly processId: number
}

export function processIdentity(): ProcessIdentity {
  return { hostName: hostname(), processId: process.pid }
}

/** False only when it is sure: the process is on this machine and has ended. Numbers of processes are used again, so true means maybe. */
export function mayBeRunning({ hostName, processId }: ProcessIdentity): boolean {
  if (hostName !== hostname()) return true
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
