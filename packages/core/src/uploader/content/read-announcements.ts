import {
  ARTIFACT_RECORD,
  decodeRecord,
  EXIT_RECORD,
  FILES_RECORD,
  LogReader,
  readArtifactContents,
  recordMemberOf,
} from '@kymo/protocol'
import { findPathProblem } from '../../artifacts/entry-path.ts'
import type { LogFile } from '../../platform/log-file.ts'

/** What one record says about contents. */
export type Announcement =
  | {
      readonly kind: 'files'
      readonly offset: number
      readonly paths: readonly string[]
      readonly atEnd: readonly string[]
    }
  | { readonly kind: 'artifact'; readonly offset: number; readonly blobs: readonly AnnouncedBlob[] }
  | { readonly kind: 'exit'; readonly offset: number }

export interface AnnouncedBlob {
  readonly sha256: string
  readonly sizeBytes: number
  /** For people: artifact and path. */
  readonly label: string
}

const CHUNK_BYTES = 1024 * 1024
/** `FilesItem.PolicyType` */
const POLICY_END = 1

/** Reads a growing log for what it says about files and artifacts. Everything else costs a look at one or two bytes. */
export class AnnouncementReader {
  readonly #log: LogFile
  readonly #reader: LogReader
  #readBytes: number

  /** @param offset where a record begins */
  constructor(log: LogFile, offset: number) {
    this.#log = log
    this.#reader = new LogReader({ offset })
    this.#readBytes = offset
  }

  /** Everything before it has been given. */
  get offset(): number {
    return this.#reader.resumeOffset
  }

  /** @returns the next announcement; undefined at the present end of the log @throws Node's errors */
  async next(): Promise<Announcement | undefined> {
    for (;;) {
      for (let entry = this.#reader.next(); entry !== undefined; entry = this.#reader.next()) {
        const announcement = announcementIn(entry.payload, entry.offset)
        if (announcement !== undefined) return announcement
      }
      // oxlint-disable-next-line no-await-in-loop -- a piece at a time
      const bytes = await this.#log.read(this.#readBytes, CHUNK_BYTES)
      if (bytes.byteLength === 0) return undefined
      this.#readBytes += bytes.byteLength
      this.#reader.push(bytes)
    }
  }
}

function announcementIn(payload: Uint8Array, offset: number): Announcement | undefined {
  switch (recordMemberOf(payload)) {
    case FILES_RECORD:
      return filesIn(payload, offset)
    case ARTIFACT_RECORD:
      return artifactIn(payload, offset)
    case EXIT_RECORD:
      return { kind: 'exit', offset }
    default:
      return undefined
  }
}

function filesIn(payload: Uint8Array, offset: number): Announcement | undefined {
  const paths: string[] = []
  const atEnd: string[] = []
  for (const { path, policy } of decodedFiles(payload)) {
    // A log may come from anywhere, and must not make us send what lies outside of its folder.
    if (findPathProblem(path) !== undefined) continue
    ;(policy === POLICY_END ? atEnd : paths).push(path ?? '')
  }
  return { kind: 'files', offset, paths, atEnd }
}

function decodedFiles(payload: Uint8Array): readonly { path?: string | null; policy?: unknown }[] {
  try {
    return decodeRecord(payload).files?.files ?? []
  } catch {
    return []
  }
}

function artifactIn(payload: Uint8Array, offset: number): Announcement | undefined {
  const artifact = readArtifactContents(payload)
  if (artifact === undefined) return undefined
  const blobs = artifact.contents.map(({ path, sha256, sizeBytes }) => ({
    sha256,
    sizeBytes,
    label: `${artifact.name}/${path}`,
  }))
  return { kind: 'artifact', offset, blobs }
}
