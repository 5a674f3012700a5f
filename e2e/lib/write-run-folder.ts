import { mkdirSync, openSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { encodeRecord, HistoryEncoder, LogFramer, runFolderName, runLogFileName } from '@kymo/protocol'
import { seededRandom } from '@kymo/testkit'

export interface RunFolderSpec {
  /** Folder that will hold the run folder. */
  readonly dir: string
  readonly id: string
  readonly project: string
  readonly rowCount: number
  readonly metricCount: number
  readonly seed: number
  /** Rows at steps that were passed already, steps that are written twice, NaN and Infinity. Default false. */
  readonly isWild?: boolean
}

export interface WrittenRun {
  readonly path: string
  readonly logPath: string
  readonly id: string
}

const STARTED_MS = Date.UTC(2026, 10, 23, 10, 15, 0)

/** Writes a finished offline run with the protocol package alone, as a program that ended yesterday would have left it. */
export function writeRunFolder(spec: RunFolderSpec): WrittenRun {
  const { dir, id, project } = spec
  const path = join(dir, runFolderName({ startedAt: new Date(STARTED_MS), id, offline: true }))
  mkdirSync(path, { recursive: true })
  const logPath = join(path, runLogFileName(id))
  const fd = openSync(logPath, 'w')
  const framer = new LogFramer(0)
  let num = 1
  const append = (payload: Uint8Array): void => void writeSync(fd, framer.frame(payload))
  append(
    encodeRecord({
      num: num++,
      run: {
        runId: id,
        project,
        displayName: `run ${id}`,
        startTime: { seconds: STARTED_MS / 1000, nanos: 0 },
      },
    }),
  )
  const encoder = new HistoryEncoder()
  for (const row of rowsOf(spec))
    append(encoder.encode({ num: num++, timestampMs: STARTED_MS + num, runtimeMs: num, ...row }))
  append(encodeRecord({ num: num++, exit: { exitCode: 0, runtime: 1 } }))
  closeSync(fd)
  return { path, logPath, id }
}

function* rowsOf({
  rowCount,
  metricCount,
  seed,
  isWild = false,
}: RunFolderSpec): Generator<{ step: number; metrics: Record<string, unknown> }> {
  const random = seededRandom(seed)
  const names = Array.from({ length: metricCount }, (_, i) => `metric/${i}`)
  for (let i = 0; i < rowCount; i++) {
    const step = isWild && random() < 0.1 ? Math.floor(random() * rowCount) : i
    yield {
      step,
      metrics: Object.fromEntries(
        names.map((name) => [name, isWild && random() < 0.01 ? oddValue(random()) : random()]),
      ),
    }
  }
}

function oddValue(choice: number): number {
  return (
    [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324][Math.floor(choice * 5)] ?? 0
  )
}
