import { saveFile } from '../platform/save-file.ts'
import type { FileFacts } from './run-source.ts'

/** A file of a run. */
export class RunFile {
  /** Below `files/` of the run's folder, with `/`. */
  readonly path: string
  readonly sizeBytes: number
  readonly #open: () => Promise<AsyncIterable<Uint8Array>>

  /** @internal {@link ApiRun} makes these. */
  constructor({ path, sizeBytes }: FileFacts, open: () => Promise<AsyncIterable<Uint8Array>>) {
    this.path = path
    this.sizeBytes = sizeBytes
    this.#open = open
  }

  /** The content, piece by piece. @throws {KymoError} API_NOT_FOUND */
  stream(): Promise<AsyncIterable<Uint8Array>> {
    return this.#open()
  }

  /** The whole content. */
  async bytes(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    for await (const chunk of await this.#open()) chunks.push(chunk)
    return new Uint8Array(Buffer.concat(chunks))
  }

  /**
   * Writes the file below a folder, under its own path, and only when all of it has come.
   * @returns the absolute path
   * @throws {RangeError} when the path would lead out of the folder
   */
  async download(dir = '.'): Promise<string> {
    return saveFile(dir, this.path, await this.#open())
  }
}
