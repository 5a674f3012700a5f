import { errorMonitor } from 'node:events'
import { finished, isErrored } from 'node:stream'

/** `error` is there for a failure; otherwise `isWhole` says whether all of it was read. */
export interface StreamEnd {
  readonly isWhole: boolean
  readonly failure?: { readonly error: unknown }
}

/** What is used of Node's `Readable`, also of the copies of it that programs bring along. */
export interface NodeReadable {
  readonly readableEnded?: boolean
  readonly destroyed?: boolean
  readonly errored?: Error | null
  on(name: string | symbol, listener: (value?: unknown) => void): unknown
}

/** True for a `Readable` of Node or of the package `readable-stream`. */
export function isNodeReadable(value: object): value is NodeReadable {
  const { pipe, on, read } = value as Readonly<Record<'pipe' | 'on' | 'read', unknown>>
  return typeof pipe === 'function' && typeof on === 'function' && typeof read === 'function'
}

/**
 * Tells when a Node stream has ended, without starting it and without being taken for a handler of its errors. A stream that was
 * destroyed before all of it was read is not whole.
 */
export function onNodeStreamEnd(stream: NodeReadable, tell: (end: StreamEnd) => void): void {
  const { errored, readableEnded, destroyed } = stream
  if (errored) return tell({ isWhole: false, failure: { error: errored } })
  if (readableEnded === true || destroyed === true) return tell({ isWhole: readableEnded === true })
  stream.on('end', () => tell({ isWhole: true }))
  stream.on(errorMonitor, (error) => tell({ isWhole: false, failure: { error } }))
  stream.on('close', () => tell({ isWhole: stream.readableEnded === true }))
}

/**
 * Tells when a WHATWG stream has closed or failed, however it was read (a reader, `tee()`, a pipe, another thread), without locking it. A
 * stream that was cancelled is told as whole: from outside it looks the same.
 * @returns false for a stream that is not Node's own, such as a polyfill's
 */
export function onWebStreamEnd(stream: ReadableStream, tell: (end: StreamEnd) => void): boolean {
  try {
    finished(stream as unknown as NodeJS.ReadableStream, (error) =>
      tell(error ? { isWhole: false, failure: { error } } : { isWhole: true }),
    )
    return true
  } catch {
    return false
  }
}

/** Whether the stream itself has failed, and not only one who reads it. */
export function hasWebStreamFailed(stream: ReadableStream): boolean {
  return isErrored(stream as unknown as NodeJS.ReadableStream)
}
