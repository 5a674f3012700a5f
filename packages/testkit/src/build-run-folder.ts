import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  encodeRecord,
  HistoryEncoder,
  LogFramer,
  runFolderName,
  runLogFileName,
  type RecordInit,
} from '@kymo/protocol'

export interface RunLogOptions {
  readonly id?: string
  readonly entity?: string
  readonly project?: string
  readonly name?: string
  /** Unix milliseconds. */
  readonly startedMs?: number
  readonly config?: Readonly<Record<string, unknown>>
  readonly rowCount?: number
  /** Step of a row; default the row's number. */
  readonly step?: (row: number) => number
  /** Metrics of a row; default `loss` and `accuracy`. */
  readonly metrics?: (row: number) => Readonly<Record<string, unknown>>
  /** In place of the run record. */
  readonly first?: readonly RecordInit[]
  /** Between the history and the exit record. */
  readonly records?: readonly RecordInit[]
  /** Undefined: no exit record, as of a run that was killed or still runs. */
  readonly exitCode?: number
}

/** The log of a whole run as the SDK writes it: header, run, one row per step and 100 ms, exit. */
export function buildRunLog(options: RunLogOptions = {}): Uint8Array {
  const { id = 'a1b2c3d4', startedMs = 1_700_000_000_000, rowCount = 10, exitCode } = options
  const framer = new LogFramer(0)
  const encoder = new HistoryEncoder()
  const parts: Uint8Array[] = []
  let num = 0
  const add = (record: RecordInit): void => {
    num += 1
    parts.push(Uint8Array.from(framer.frame(encodeRecord({ ...record, num }))))
  }
  add({ header: { versionInfo: { producer: 'testkit' } } })
  const run: RecordInit = {
    run: {
      runId: id,
      entity: options.entity ?? '',
      project: options.project ?? '',
      displayName: options.name ?? id,
      startTime: { seconds: Math.floor(startedMs / 1000), nanos: (startedMs % 1000) * 1e6 },
      config: {
        update: Object.entries(options.config ?? {}).map(([key, value]) => ({
          key,
          valueJson: JSON.stringify(value),
        })),
      },
    },
  }
  for (const record of options.first ?? [run]) add(record)
  const metrics = options.metrics ?? ((row) => ({ loss: 1 / (row + 1), accuracy: row / rowCount }))
  for (let row = 0; row < rowCount; row++) {
    num += 1
    const runtimeMs = row * 100
    const payload = encoder.encode({
      num,
      step: options.step?.(row) ?? row,
      timestampMs: startedMs + runtimeMs,
      runtimeMs,
      metrics: metrics(row),
    })
    parts.push(Uint8Array.from(framer.frame(payload)))
  }
  for (const record of options.records ?? []) add(record)
  if (exitCode !== undefined) add({ exit: { exitCode, runtime: Math.floor(rowCount / 10) } })
  return Buffer.concat(parts)
}

/** Writes a run folder with {@link buildRunLog} below `parent`. */
export function writeRunFolder(
  parent: string,
  options: RunLogOptions & { readonly offline?: boolean } = {},
): { readonly path: string; readonly logPath: string; readonly bytes: Uint8Array } {
  const { id = 'a1b2c3d4', startedMs = 1_700_000_000_000, offline = true } = options
  const path = join(parent, runFolderName({ startedAt: new Date(startedMs), id, offline }))
  const logPath = join(path, runLogFileName(id))
  const bytes = buildRunLog(options)
  mkdirSync(join(path, 'files'), { recursive: true })
  writeFileSync(logPath, bytes)
  return { path, logPath, bytes }
}
