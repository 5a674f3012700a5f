import type { PinnedItems } from './disk-room.ts'

/** In memory, for all that wait: an artifact that is larger is not kept. */
const MAX_HELD_BYTES = 64 * 1024 * 1024
const MAX_WAITING = 100
/** Each try may copy until the disk is full again, which takes room from the log of the run. */
const MAX_TRIES = 20
const FIRST_PAUSE_MS = 2_000
const MAX_PAUSE_MS = 60_000
/** Stays free when an artifact is tried again while the run goes on: its rows come first. */
const RESERVE_BYTES = 16 * 1024 * 1024

/** An artifact that the disk had no room for. */
export interface WaitingArtifact<Job> {
  readonly job: Job
  readonly name: string
  pinned: PinnedItems
  tryCount: number
  dueMs: number
}

/** The artifacts of a run that wait for room on the disk, oldest first. Bounded in number, in memory and in tries. */
export class WaitingArtifacts<Job> {
  #waiting: WaitingArtifact<Job>[] = []
  #heldBytes = 0

  get count(): number {
    return this.#waiting.length
  }

  get names(): string[] {
    return this.#waiting.map(({ name }) => name)
  }

  has(name: string): boolean {
    return this.#waiting.some((one) => one.name === name)
  }

  /** @returns false when it cannot wait, because too much does */
  add(
    job: Job,
    { name, pinned, nowMs }: { readonly name: string; readonly pinned: PinnedItems; readonly nowMs: number },
  ): boolean {
    if (this.#waiting.length >= MAX_WAITING || this.#heldBytes + pinned.heldBytes > MAX_HELD_BYTES)
      return false
    this.#heldBytes += pinned.heldBytes
    this.#waiting.push({ job, name, pinned, tryCount: 0, dueMs: nowMs + FIRST_PAUSE_MS })
    return true
  }

  /**
   * Those to try now. Of artifacts of one name only the oldest: the order in which they are logged is the order of their versions.
   * @param freeBytes on the disk; undefined: unknown
   */
  due({
    nowMs,
    freeBytes,
  }: {
    readonly nowMs: number
    readonly freeBytes: number | undefined
  }): WaitingArtifact<Job>[] {
    return this.#firsts().filter(
      ({ dueMs, pinned }) =>
        nowMs >= dueMs && (freeBytes === undefined || freeBytes >= pinned.neededBytes + RESERVE_BYTES),
    )
  }

  /** Those of one name, or all, oldest first. */
  list(name?: string): WaitingArtifact<Job>[] {
    return name === undefined ? [...this.#waiting] : this.#waiting.filter((one) => one.name === name)
  }

  remove(one: WaitingArtifact<Job>): void {
    if (!this.#waiting.includes(one)) return
    this.#heldBytes -= one.pinned.heldBytes
    this.#waiting = this.#waiting.filter((other) => other !== one)
  }

  /** There was no room again. @returns false when that was the last try */
  postpone(one: WaitingArtifact<Job>, pinned: PinnedItems, nowMs: number): boolean {
    one.tryCount += 1
    if (one.tryCount >= MAX_TRIES) return false
    one.pinned = pinned
    one.dueMs = nowMs + Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** one.tryCount)
    return true
  }

  #firsts(): WaitingArtifact<Job>[] {
    const seen = new Set<string>()
    return this.#waiting.filter(({ name }) => {
      const isFirst = !seen.has(name)
      seen.add(name)
      return isFirst
    })
  }
}
