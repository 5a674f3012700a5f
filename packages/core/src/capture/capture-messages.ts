import type { RecordInit } from '@kymo/protocol'
import type { CodeSettings } from '../settings/capture-settings.ts'

/** What the worker thread needs for its part of the capture. */
export interface CaptureStart {
  /** Made by `createCaptureSlots()`. */
  readonly shared: SharedArrayBuffer
  /** Undefined: nothing is measured. */
  readonly metricsIntervalMs: number | undefined
  /** Undefined: no facts are gathered. */
  readonly facts: FactsStart | undefined
}

export interface FactsStart {
  /** Connects the records about the environment of one writer. */
  readonly writerId: string
  readonly cwd: string
  /** Path of the script; undefined in a REPL or with `-e`. */
  readonly program: string | undefined
  readonly environment: boolean
  readonly dependencies: boolean
  readonly git: boolean
  readonly gitDiff: boolean
  /** Undefined: no source file is kept. */
  readonly code: CodeSettings | undefined
  /** The record that was written at the start, for the file that holds all of it. */
  readonly basics: NonNullable<RecordInit['environment']>
}

/** Posted by the worker, taken by the thread that owns the log, which is the only one that writes it. */
export type CaptureMessage =
  | SampleMessage
  | { readonly kind: 'records'; readonly records: readonly RecordInit[] }
  /** Source files for a snapshot, relative to `root`. */
  | { readonly kind: 'code'; readonly root: string; readonly paths: readonly string[] }
  | { readonly kind: 'warning'; readonly code: string; readonly message: string }

export interface SampleMessage {
  readonly kind: 'sample'
  /** Unix milliseconds when it was measured. */
  readonly timestampMs: number
  /** Absent: the same as those of the sample before. */
  readonly keys?: readonly string[]
  /** One per key. */
  readonly values: Float64Array
}
