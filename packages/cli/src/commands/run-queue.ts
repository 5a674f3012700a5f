import { setTimeout as delay } from 'node:timers/promises'
import type { SyncOutcome } from './sync-outcome.ts'

export interface RunQueueOptions {
  /** Folders to send now, each with a stamp that differs once there is more to send. Asked again while following. */
  readonly discover: () => Promise<readonly QueuedFolder[]>
  /** Sends one folder. Never rejects. */
  readonly send: (path: string) => Promise<SyncOutcome>
  readonly onOutcome: (outcome: SyncOutcome) => void
  /** At the same time. */
  readonly maxActive: number
  /** Between two looks for new folders. Absent: one look, and the end when all are sent. */
  readonly lookAgainMs?: number
  readonly signal: AbortSignal
}

export interface QueuedFolder {
  readonly path: string
  readonly stamp: number
}

/** Sends folders side by side; one that fails does not stop the others. */
export async function sendAll(options: RunQueueOptions): Promise<void> {
  const { discover, signal, lookAgainMs } = options
  const lanes = new Lanes(options)
  const started = new Map<string, number>()
  for (;;) {
    for (const { path, stamp } of await discover()) {
      if (lanes.has(path) || started.get(path) === stamp) continue
      started.set(path, stamp)
      await lanes.start(path)
    }
    if (lookAgainMs === undefined || signal.aborted) break
    await delay(lookAgainMs, undefined, { signal }).catch(() => undefined)
  }
  await lanes.settle()
}

class Lanes {
  readonly #options: RunQueueOptions
  readonly #active = new Map<string, Promise<void>>()

  constructor(options: RunQueueOptions) {
    this.#options = options
  }

  has(path: string): boolean {
    return this.#active.has(path)
  }

  /** Waits for a free lane. Does nothing once the signal has aborted. */
  async start(path: string): Promise<void> {
    const { maxActive, signal, onOutcome } = this.#options
    while (this.#active.size >= maxActive && !signal.aborted) await Promise.race(this.#active.values())
    if (signal.aborted) {
      onOutcome({ kind: 'interrupted', path })
      return
    }
    this.#active.set(path, this.#run(path))
  }

  async #run(path: string): Promise<void> {
    const { send, onOutcome } = this.#options
    const outcome = await send(path)
    this.#active.delete(path)
    onOutcome(outcome)
  }

  async settle(): Promise<void> {
    await Promise.all(this.#active.values())
  }
}
