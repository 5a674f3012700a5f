import type { MessagePort } from 'node:worker_threads'
import type { CaptureStart } from '../capture/capture-messages.ts'

/**
 * What passes between the training thread and the worker thread. No logged data crosses: the worker follows the
 * log file, and learns from a shared counter that it grew (shared-slots.ts).
 */

import type { OtlpTarget } from '../sinks/otlp/target.ts'
import type { ContentReport } from '../uploader/content/content-uploader.ts'
import type { EncodeMessage, MediaReport } from '../media/media-messages.ts'

/** Where the uploader sends the log. Absent in offline mode: then the worker only makes the log durable. */
export interface WorkerTarget {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly entity: string
  readonly project: string
}

/** Everything a worker needs to follow one log. Travels as `workerData`. */
export interface WorkerStart {
  readonly logPath: string
  /** Name of the run folder, as the server will store it. */
  readonly folderName: string
  /** Name of the log file inside the folder. */
  readonly fileName: string
  /** Made by `createSharedSlots()`. */
  readonly shared: SharedArrayBuffer
  readonly target?: WorkerTarget
  /** fdatasync at most this often, and only after something was appended. */
  readonly syncIntervalMs: number
  /** Touch the log's modification time at least this often, so that an idle run is not taken for a crashed one. */
  readonly heartbeatMs: number
  /** Where spans go by OTLP. */
  readonly otlp?: readonly OtlpTarget[]
  /** What to measure and find out. */
  readonly capture?: CaptureStart
  /** Where to post that; each thread gets one of its own. */
  readonly capturePort?: MessagePort
}

export type ToWorkerMessage =
  /** Make the log durable, send what is left, answer `finished` within `deadlineMs` from now. */
  | { readonly kind: 'finish'; readonly deadlineMs: number }
  | EncodeMessage
  /** Make the log durable and end; send nothing more. */
  | { readonly kind: 'close' }

export type FromWorkerMessage =
  | MediaReport
  /** Everything is loaded and the log is being followed. Sent once, first. */
  | { readonly kind: 'ready' }
  /** Only after `finish`, so that a blocked training thread never has a queue of these. */
  | { readonly kind: 'progress'; readonly sentBytes: number; readonly totalBytes: number }
  /** The user asked the server to stop this run. Sent once. */
  | { readonly kind: 'stop' }
  /** At most one per code and minute. */
  | { readonly kind: 'warning'; readonly code: string; readonly message: string }
  | { readonly kind: 'finished'; readonly report: SinkReport }

/** How far a sink came. */
export interface SinkReport {
  /** `none` when the run is offline. `otlp`: spans, sent to a backend by OTLP. */
  readonly sink: 'kymo' | 'otlp' | 'none'
  /** Of `otlp` the backend, as `langfuse`. */
  readonly backend?: string
  /** Of `otlp`: spans that the backend has refused, and that are not sent again. */
  readonly refusedSpanCount?: number
  /** Bytes of the log that the sink has acknowledged as durable. */
  readonly acknowledgedBytes: number
  /** Size of the log when the report was made. */
  readonly totalBytes: number
  /** True when there is nothing left to send, contents of files and artifacts included; always true when the run is offline. */
  readonly complete: boolean
  /** Files of the run and contents of artifacts. Absent when the run is offline. */
  readonly content?: ContentReport
  /** Why it is not complete, as a sentence for the user. */
  readonly reason?: string
  /** Of the sinks that ran beside this one. */
  readonly others?: readonly SinkReport[]
}
