import { decodeRecord, HistoryDecoder, LogReader, type LogRecord } from '@kymo/protocol'
import { FakePulse, FaultFiles } from '@kymo/testkit'
import type { ProcessEvents } from '../src/platform/process-events.ts'
import type { Continuation } from '../src/run/continuation.ts'
import { ExitWatch } from '../src/run/exit-watch.ts'
import { openRun } from '../src/run/open-run.ts'
import type { Run } from '../src/run/run.ts'
import { resolveSettings } from '../src/settings/resolve-settings.ts'
import type { SinkReport, WorkerStart } from '../src/worker/messages.ts'
import type { WorkerHostEvents } from '../src/worker/worker-host.ts'

export const START_MS = 1_795_407_279_211
export const REPORT: SinkReport = { sink: 'kymo', acknowledgedBytes: 9, totalBytes: 9, complete: true }

export interface Logged {
  readonly rows: readonly Record<string, unknown>[]
  readonly records: readonly LogRecord[]
}

/** A run in a world of fakes: disk, clock, terminal, worker. */
export function createRig() {
  const files = new FaultFiles()
  const pulse = new FakePulse(START_MS)
  const workers: { start: WorkerStart; events: WorkerHostEvents }[] = []
  let output = ''
  const noEvents: ProcessEvents = {
    listen: () => {},
    unlisten: () => {},
    listeners: () => [],
    passiveListenerCount: () => 0,
    kill: () => {},
    exitCode: () => 0,
  }
  const host = {
    environment: {
      env: {},
      cwd: '/work',
      homeDir: '/home/ada',
      tempDir: '/tmp',
      hostName: 'box',
      writerName: '7',
      diesOfSignals: true,
    },
    files,
    pulse,
    terminal: { isInteractive: false, write: (text: string) => void (output += text) },
    exits: new ExitWatch(noEvents, pulse),
    randomBytes: (count: number) => new Uint8Array(count),
    startWorker: (start: WorkerStart, events: WorkerHostEvents) => {
      workers.push({ start, events })
      const isOnline = start.target !== undefined
      return {
        whenReady: () => Promise.resolve(),
        send: () => true,
        finish: () => Promise.resolve(isOnline ? REPORT : { ...REPORT, sink: 'none' as const }),
        close: () => Promise.resolve(),
      }
    },
  }
  const open = (options: Record<string, unknown> = {}, continuation?: Continuation): Promise<Run> =>
    openRun(resolveSettings(options, { ...host.environment, readTextFile: () => undefined }), host, {
      continuation,
    })
  return {
    open,
    files,
    pulse,
    workers,
    output: () => output,
    read: () => readLog(files.read(files.paths()[0] ?? '')),
  }
}

function readLog(bytes: Uint8Array): Logged {
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  const rows: Record<string, unknown>[] = []
  const records: LogRecord[] = []
  reader.push(bytes)
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row === undefined) records.push(decodeRecord(entry.payload.slice()))
    else {
      const numbers = row.names.slice(0, row.count).map((name, i) => [name, row.values[i]] as const)
      const others = row.others.map(({ name, json }) => [name, json] as const)
      rows.push({ step: row.step, ...Object.fromEntries([...numbers, ...others]) })
    }
  }
  return { rows, records }
}
