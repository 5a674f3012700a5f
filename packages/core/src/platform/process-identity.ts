import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Which process of which machine this is. */
export interface ProcessIdentity {
  readonly hostName: string
  readonly processId: number
  /** When it was started, in ticks since the machine was: tells it from a later process of the same number. Only on Linux. */
  readonly startTicks?: number
}

export function processIdentity(): ProcessIdentity {
  const startTicks = readProcess(process.pid)?.startTicks
  return {
    hostName: hostname(),
    processId: process.pid,
    ...(startTicks === undefined ? {} : { startTicks }),
  }
}

/**
 * False only when it is sure: the process is on this machine and has ended. Numbers of processes are used again, so where
 * nothing tells when one was started, true means maybe.
 */
export function mayBeRunning({ hostName, processId, startTicks }: ProcessIdentity): boolean {
  if (hostName !== hostname()) return true
  const found = readProcess(processId)
  if (found !== undefined) {
    if (found.hasEnded) return false
    return startTicks === undefined || found.startTicks === startTicks
  }
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** @returns undefined when there is none, or the system is not one that tells */
function readProcess(processId: number): { startTicks: number; hasEnded: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'latin1')
    // The name of the program stands in brackets and may hold anything; fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const startTicks = Number(fields[19])
    // A process that has ended stays listed until its parent has asked for its exit code.
    return Number.isFinite(startTicks) ? { startTicks, hasEnded: /^[ZX]/.test(fields[0] ?? '') } : undefined
  } catch {
    return undefined
  }
}
