import type { MediaFile } from '@kymo/protocol'
import type { StagedArtifact } from './media-plan.ts'

/** To the worker: carry out a job of the spool. */
export interface EncodeMessage {
  readonly kind: 'encode'
  readonly job: string
}

/** From the worker: the files are there, and this is the value. The training thread writes it into the log, and removes the job. */
export interface EncodedMessage {
  readonly kind: 'encoded'
  readonly job: string
  readonly files: readonly MediaFile[]
  /** Of a table with media. */
  readonly artifact?: StagedArtifact
  /** Of the value, as text. */
  readonly json: string
}

/** From the worker: it could not be done. */
export interface EncodeFailedMessage {
  readonly kind: 'encode-failed'
  readonly job: string
  readonly reason: string
}

export type MediaReport = EncodedMessage | EncodeFailedMessage
