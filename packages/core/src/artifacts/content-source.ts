import type { StagedEntry } from './content.ts'

/** Where the content of a version's entries can be read. */
export interface ContentOrigin {
  /** Where it lies on this machine; undefined when it does not. */
  localPath(entry: StagedEntry): string | undefined
  /**
   * Fetches it from this offset on. Undefined: there is no server to ask.
   * @throws {KymoError} ARTIFACT_UNAVAILABLE
   */
  readonly fetch:
    | ((entry: StagedEntry, offset: number, signal?: AbortSignal) => Promise<FetchedContent>)
    | undefined
}

export interface FetchedContent {
  /** Where the body begins: 0 when the server cannot go on in the middle. */
  readonly offset: number
  readonly body: AsyncIterable<Uint8Array>
  cancel(): void
}
