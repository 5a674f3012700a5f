import { join } from 'node:path'
import type { ValueDrop } from '@kymo/protocol'
import type { RunCapture } from '../capture/run-capture.ts'
import type { OtlpTarget } from '../sinks/otlp/target.ts'
import type { WorkerTarget } from '../worker/messages.ts'
import type { WorkerHost, WorkerHostEvents } from '../worker/worker-host.ts'
import { LogFile, MAX_PENDING_BYTES } from './log-file.ts'
import type { Notices } from './notices.ts'
import { RunFolder } from './run-folder.ts'
import type { RunHost } from './run-host.ts'
import { RunLog } from './run-log.ts'

export interface LogSessionOptions {
  readonly host: RunHost
  readonly notices: Notices
  readonly capture: RunCapture | undefined
  readonly id: string
  /** Of a run that others may write too: part of the folder's name. */
  readonly folderWriter: string | undefined
  readonly startedMs: number
  /** Time that earlier sessions of the run have taken. */
  readonly earlierMs: number
  /** Where run folders go. */
  readonly dir: string
  readonly flushMs: number
  readonly shared: SharedArrayBuffer
  /** Undefined: offline. */
  readonly target: WorkerTarget | undefined
  /** Where spans go by OTLP. */
  readonly otlp: readonly OtlpTarget[]
  readonly syncIntervalMs: number
  readonly heartbeatMs: number
  readonly workerEvents: WorkerHostEvents
  readonly onDrop: (drop: ValueDrop) => void
}

/** The folder, the log and the worker of one run in one process. */
export class LogSession {
  readonly folder: RunFolder
  readonly log: RunLog
  readonly capture: RunCapture | undefined
  readonly #options: LogSessionOptions
  #worker: WorkerHost | undefined

  constructor(options: LogSessionOptions) {
    const { host, id, startedMs, dir, target } = options
    this.#options = options
    this.capture = options.capture
    // A read-only disk, as in many containers, shall not cost the run: the system's folder for temporary files is next.
    const parents = [dir, join(host.environment.tempDir, 'kymo')]
    const offline = target === undefined
    const writer = options.folderWriter
    this.folder = new RunFolder({ files: host.files, parents, id, startedMs, offline, writer })
    this.log = this.#openLog()
    this.#warnWhenMoved()
  }

  /** Undefined as long as the log could not be made. */
  get worker(): WorkerHost | undefined {
    return this.#worker
  }

  #openLog(): RunLog {
    const { host, notices, id, flushMs, shared, startedMs, earlierMs, onDrop } = this.#options
    const file = new LogFile({
      files: host.files,
      pulse: host.pulse,
      flushMs,
      open: () => this.#openFile(),
      onFault: (code) => {
        const limit = `${MAX_PENDING_BYTES / 1024 / 1024} MiB`
        notices.warn(
          'LOG_WRITE',
          `Cannot write the log of run ${id}: ${code}. Up to ${limit} are kept in memory and tried again`,
        )
      },
      onRecovered: () => notices.warn('LOG_RECOVERED', `The log of run ${id} is being written again`),
    })
    return new RunLog({ file, slots: new Int32Array(shared), startedMs, earlierMs, onDrop })
  }

  #openFile(): number {
    const { host, capture, shared, target, otlp, syncIntervalMs, heartbeatMs, workerEvents } = this.#options
    const fd = this.folder.open()
    const { logPath, name: folderName, fileName } = this.folder
    this.#worker = host.startWorker(
      {
        logPath,
        folderName,
        fileName,
        shared,
        syncIntervalMs,
        heartbeatMs,
        ...(target === undefined ? {} : { target }),
        ...(otlp.length === 0 ? {} : { otlp }),
        ...(capture === undefined ? {} : { capture: capture.workerStart }),
      },
      capture === undefined ? workerEvents : { ...workerEvents, openCapturePort: () => capture.openPort() },
    )
    return fd
  }

  #warnWhenMoved(): void {
    const { notices, dir, id } = this.#options
    if (this.folder.path.startsWith(dir)) return
    notices.warn(
      'RUN_FOLDER_MOVED',
      `Cannot make a folder in ${dir}; run ${id} is kept in ${this.folder.path}`,
    )
  }
}
