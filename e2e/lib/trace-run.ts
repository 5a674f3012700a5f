import { fileURLToPath } from 'node:url'
import { startChild, type Child } from '@kymo/testkit'
import { homeAt } from './kymo.ts'

const PROGRAM = fileURLToPath(new URL('../fixtures/log-traces.mjs', import.meta.url))

export interface TraceRunOptions {
  /** The working folder of the program; runs are written into `runs` in it. */
  readonly cwd: string
  readonly name: string
  readonly traceCount: number
  /** Spans of one large trace beside the others. Default 0: none. */
  readonly spanCount?: number
  /** Go on, and do what standard input says. */
  readonly isLive?: boolean
}

export interface TraceRun {
  readonly id: string
  readonly child: Child
}

/** Logs traces with the real SDK in the project `agents`. */
export async function logTraces(options: TraceRunOptions): Promise<TraceRun> {
  const { cwd, name, traceCount, spanCount = 0, isLive = false } = options
  const env = {
    ...homeAt(cwd),
    KYMO_DIR: `${cwd}/runs`,
    KYMO_MODE: 'offline',
    KYMO_PROJECT: 'agents',
    NAME: name,
    TRACES: String(traceCount),
    SPANS: String(spanCount),
    ...(isLive ? { LIVE: '1' } : {}),
  }
  const child = startChild(PROGRAM, { cwd, env })
  const [, folder] = await child.waitForLine(/^folder (.+)$/m, 60_000)
  if (!isLive) await child.exited
  return { id: folder.slice(folder.lastIndexOf('-') + 1), child }
}
