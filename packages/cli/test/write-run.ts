import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeRecord, HistoryEncoder, LogFramer, runFolderName, runLogFileName } from '@kymo/protocol'

export interface RunSpec {
  readonly dir: string
  readonly id: string
  readonly name?: string
  readonly project?: string
  readonly rowCount?: number
  readonly exitCode?: number
  readonly startedMs?: number
}

/** Writes a finished run folder with the protocol package alone. @returns paths of the folder and its log */
export function writeRun(spec: RunSpec): { path: string; logPath: string } {
  const {
    dir,
    id,
    name = id,
    project = 'digits',
    rowCount = 10,
    exitCode = 0,
    startedMs = Date.UTC(2026, 10, 23, 10, 15),
  } = spec
  const framer = new LogFramer(0)
  const parts: Uint8Array[] = []
  const append = (payload: Uint8Array): void => void parts.push(Uint8Array.from(framer.frame(payload)))
  let num = 1
  const config = { update: [{ key: 'learningRate', valueJson: '0.01' }] }
  const startTime = { seconds: Math.floor(startedMs / 1000), nanos: 0 }
  append(
    encodeRecord({
      num: num++,
      run: { runId: id, project, displayName: name, startTime, config },
    }),
  )
  const encoder = new HistoryEncoder()
  for (let step = 0; step < rowCount; step++) {
    const metrics = { loss: 1 / (step + 1), accuracy: step / rowCount }
    append(
      encoder.encode({
        num: num++,
        step,
        timestampMs: startedMs + step * 100,
        runtimeMs: step * 100,
        metrics,
      }),
    )
  }
  append(encodeRecord({ num: num++, exit: { exitCode, runtime: Math.round(rowCount / 10) } }))
  const path = join(dir, runFolderName({ startedAt: new Date(startedMs), id, offline: true }))
  mkdirSync(path, { recursive: true })
  const logPath = join(path, runLogFileName(id))
  writeFileSync(logPath, Buffer.concat(parts))
  return { path, logPath }
}
