import { dirname } from 'node:path'

export type FaultOperation = 'makeFolder' | 'openNew' | 'write' | 'close' | 'sync'

interface Fault {
  readonly operation: FaultOperation
  /** Calls that still succeed before the fault. */
  skipCount: number
  remainingCount: number
  readonly code: string
}

interface FakeFile {
  /** One piece per write; a file only grows. */
  pieces: Uint8Array[]
  size: number
  syncedSize: number
}

/**
 * A disk in memory that fails on request: the synchronous file operations of a writer, with Node's error codes.
 * What was not synced can be thrown away, as after a power loss.
 */
export class FaultFiles {
  readonly #folders = new Set<string>()
  readonly #files = new Map<string, FakeFile>()
  readonly #open = new Map<number, string>()
  readonly #faults: Fault[] = []
  #nextFd = 100
  #capacityBytes = Number.POSITIVE_INFINITY
  #maxWriteBytes = Number.POSITIVE_INFINITY
  /** Calls so far, failed ones included. */
  readonly callCounts: Map<FaultOperation, number> = new Map<FaultOperation, number>()

  /** After `skipCount` more calls that succeed, the next `count` calls throw `code`. */
  fail(
    operation: FaultOperation,
    fault: { readonly code: string; readonly skipCount?: number; readonly count?: number },
  ): void {
    const { code, skipCount = 0, count = 1 } = fault
    this.#faults.push({ operation, skipCount, remainingCount: count, code })
  }

  /** All files together never exceed this: a write stores what fits, and throws ENOSPC when nothing does. */
  limitCapacity(bytes: number): void {
    this.#capacityBytes = bytes
  }

  /** Every write stores at most this much and says so, like the system call. */
  limitWrites(bytes: number): void {
    this.#maxWriteBytes = bytes
  }

  /** Power loss: each file is as it was when it was last synced. */
  loseUnsynced(): void {
    for (const file of this.#files.values()) {
      file.pieces = [Buffer.concat(file.pieces).subarray(0, file.syncedSize)]
      file.size = file.syncedSize
    }
  }

  paths(): string[] {
    return [...this.#files.keys()]
  }

  /** @throws ENOENT */
  read(path: string): Uint8Array {
    return new Uint8Array(Buffer.concat(this.#file(path).pieces))
  }

  makeFolder(path: string): void {
    this.#enter('makeFolder')
    if (this.#folders.has(path)) throw systemError('EEXIST', path)
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) this.#folders.add(folder)
  }

  openNew(path: string): number {
    this.#enter('openNew')
    if (this.#files.has(path)) throw systemError('EEXIST', path)
    this.#files.set(path, { pieces: [], size: 0, syncedSize: 0 })
    const fd = this.#nextFd++
    this.#open.set(fd, path)
    return fd
  }

  /** Appends, as a descriptor does that only writes. */
  write(
    fd: number,
    range: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  ): number {
    this.#enter('write')
    const bytes = range.bytes.subarray(range.start, range.end)
    const file = this.#fileOf(fd)
    const room = this.#capacityBytes - this.#usedBytes()
    const byteCount = Math.max(0, Math.min(bytes.byteLength, this.#maxWriteBytes, room))
    if (byteCount === 0 && bytes.byteLength > 0) throw systemError('ENOSPC')
    // A copy in any case: `slice` of a Buffer would be a view.
    file.pieces.push(new Uint8Array(bytes.subarray(0, byteCount)))
    file.size += byteCount
    return byteCount
  }

  sync(fd: number): void {
    this.#enter('sync')
    const file = this.#fileOf(fd)
    file.syncedSize = file.size
  }

  close(fd: number): void {
    this.#enter('close')
    this.#fileOf(fd)
    this.#open.delete(fd)
  }

  #enter(operation: FaultOperation): void {
    this.callCounts.set(operation, (this.callCounts.get(operation) ?? 0) + 1)
    const fault = this.#faults.find(
      (candidate) => candidate.operation === operation && candidate.remainingCount > 0,
    )
    if (fault === undefined) return
    if (fault.skipCount > 0) {
      fault.skipCount -= 1
      return
    }
    fault.remainingCount -= 1
    throw systemError(fault.code)
  }

  #usedBytes(): number {
    let sum = 0
    for (const file of this.#files.values()) sum += file.size
    return sum
  }

  #fileOf(fd: number): FakeFile {
    const path = this.#open.get(fd)
    if (path === undefined) throw systemError('EBADF')
    return this.#file(path)
  }

  #file(path: string): FakeFile {
    const file = this.#files.get(path)
    if (file === undefined) throw systemError('ENOENT', path)
    return file
  }
}

function systemError(code: string, path?: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: injected${path === undefined ? '' : `, '${path}'`}`), { code })
}
