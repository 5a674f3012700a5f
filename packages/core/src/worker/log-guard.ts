import type { LogKeeper } from '../platform/log-file.ts'

export interface LogGuardOptions {
  readonly keeper: LogKeeper
  /** Count of appended records; wraps. */
  readonly readCount: () => number
  readonly nowMs: () => number
  readonly syncIntervalMs: number
  readonly heartbeatMs: number
  readonly onSynced: (durableBytes: number) => void
  readonly onFailure: (error: unknown) => void
}

/**
 * Keeps a log durable and alive: fdatasync at most once per interval and only when something was appended, and a touch
 * of the modification time when nothing was.
 */
export class LogGuard {
  readonly #options: LogGuardOptions
  #seenCount: number
  #syncedCount: number
  #lastSyncMs: number
  #lastChangeMs: number
  #busy: Promise<void> | undefined

  constructor(options: LogGuardOptions) {
    this.#options = options
    this.#seenCount = options.readCount()
    // Whatever was written before this guard existed is not known to be durable.
    this.#syncedCount = this.#seenCount - 1
    this.#lastSyncMs = options.nowMs()
    this.#lastChangeMs = options.nowMs()
  }

  /** Looks once. Starts at most one operation and does not wait for it. @returns true when the log grew */
  look(): boolean {
    const { readCount, nowMs, syncIntervalMs, heartbeatMs } = this.#options
    const count = readCount()
    const hasGrown = count !== this.#seenCount
    this.#seenCount = count
    if (hasGrown) this.#lastChangeMs = nowMs()
    if (this.#busy !== undefined) return hasGrown
    if (count !== this.#syncedCount && nowMs() - this.#lastSyncMs >= syncIntervalMs)
      this.#start(() => this.#sync())
    else if (nowMs() - this.#lastChangeMs >= heartbeatMs) this.#start(() => this.#touch())
    return hasGrown
  }

  /** Resolves when everything appended before the call is durable, or the disk has refused. */
  async flush(): Promise<void> {
    await this.#busy
    this.#start(() => this.#sync())
    await this.#busy
  }

  #start(operation: () => Promise<void>): void {
    this.#busy = operation()
      .catch(this.#options.onFailure)
      .finally(() => {
        this.#busy = undefined
      })
  }

  async #sync(): Promise<void> {
    // Read before the sync: what is appended during it may not be covered.
    const count = this.#options.readCount()
    this.#lastSyncMs = this.#options.nowMs()
    const durableBytes = await this.#options.keeper.sync()
    this.#syncedCount = count
    this.#options.onSynced(durableBytes)
  }

  async #touch(): Promise<void> {
    this.#lastChangeMs = this.#options.nowMs()
    await this.#options.keeper.touch()
  }
}
